import type { PoolClient, QueryResultRow } from 'pg';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import type { EventRow } from '../../platform/events/event-reader.ts';

/** A picture that a product names. */
export interface MediaReference {
  /** An address, or the name of a file that is handed in. */
  readonly name: string;
  /** From 1; the first one is the main picture. */
  readonly position: number;
  /** In db_media; null until it is recorded there. */
  readonly mediaId: string | null;
}

type Statements = Pick<PoolClient, 'query'>;

export async function listMediaReferences(
  pool: ConnectionPool,
  productId: string,
): Promise<MediaReference[]> {
  const { rows } = await pool.query<MediaReference & QueryResultRow>(
    `select name, position, media_id as "mediaId" from product_media_references where product_id = $1 order by position, name`,
    [productId],
  );
  return rows;
}

/** Products of events, by their batches or by themselves. */
const touched = `select f.product_id from unnest($1::uuid[], $2::int[]) as e(change_set_id, batch)
    join field_changes f on f.change_set_id = e.change_set_id and f.batch = e.batch
    union select unnest($3::uuid[])`;

const parametersOf = (events: readonly EventRow[]): unknown[] => [
  events.map((event) => event.change_set_id),
  events.map((event) => event.batch),
  events.flatMap((event) => event.product_id ?? []),
];

/** Addresses that the events' products name and that are not recorded yet, each once. */
export async function listUnrecorded(client: Statements, events: readonly EventRow[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select distinct m.name from (${touched}) t join product_media_references m on m.product_id = t.product_id
     where m.media_id is null and m.name ~* '^https?://'`,
    parametersOf(events),
  );
  return rows.map(({ name }) => name);
}

/** Links what was recorded: the address at each place has the id at the same place. */
export async function linkMedia(
  client: Statements,
  events: readonly EventRow[],
  names: readonly string[],
  mediaIds: readonly string[],
): Promise<void> {
  await client.query(
    `update product_media_references m set media_id = r.id
     from (${touched}) t, unnest($4::text[], $5::uuid[]) as r(name, id)
     where m.product_id = t.product_id and m.name = r.name and m.media_id is null`,
    [...parametersOf(events), names, mediaIds],
  );
}
