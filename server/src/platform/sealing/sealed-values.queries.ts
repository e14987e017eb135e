import pg from 'pg';
import type { ConnectionPool } from '../databases/pool.ts';
import type { SealedColumn } from '../domain.ts';
import type { Sealer } from './sealer.ts';

/** Seals up to `limit` values anew that are not under the present key. @returns how many there were */
export async function resealBatch(
  pool: ConnectionPool,
  { table, column }: SealedColumn,
  sealer: Sealer,
  limit: number,
): Promise<number> {
  const [into, named] = [pg.escapeIdentifier(table), pg.escapeIdentifier(column)];
  const client = await pool.connect();
  try {
    await client.query('begin');
    // Locked until the new value stands: an edit in between would be overwritten by the secret it replaced.
    const { rows } = await client.query<{ id: string; sealed: string }>(
      `select id, ${named} as sealed from ${into} where ${named} is not null and not starts_with(${named}, $1)
       order by id limit $2 for update`,
      [sealer.currentPrefix, limit],
    );
    const values = rows.map(({ id, sealed }) => {
      const place = { table, id, column };
      return sealer.seal(sealer.open(sealed, place), place);
    });
    await client.query(
      `update ${into} t set ${named} = n.sealed from unnest($1::uuid[], $2::text[]) as n(id, sealed) where t.id = n.id`,
      [rows.map(({ id }) => id), values],
    );
    await client.query('commit');
    client.release();
    return rows.length;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** Processes of ours that are connected to this server, each of which read its keys when it started. */
export async function countOtherProcesses(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from pg_stat_activity
     where application_name like 'products-manager/%' and application_name <> 'products-manager/migrate'`,
  );
  return rows[0]!.n;
}
