import type { PoolClient } from 'pg';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import type { Origin } from '../../platform/origin.ts';
import { refuseMerged } from '../merging/redirect.queries.ts';

/** Owner of a field that a lock was taken off: it is nobody's, so that the next source may write it. */
const RELEASED = 'released';

/** Fields that belong to a person, whether he set them or locked them as they stand. */
export async function listLocks(db: ConnectionPool, productId: string): Promise<string[] | null> {
  const { rows } = await db.query<{ fields: string[] }>(
    `select coalesce(array_agg(o.key order by o.key) filter (where o.value = 'user'), '{}') as fields
     from products p left join field_sources f on f.product_id = p.id left join lateral jsonb_each_text(f.owners) o on true
     where p.id = $1 group by p.id`,
    [productId],
  );
  return rows[0]?.fields ?? null;
}

interface Lock {
  readonly operationId: string;
  readonly origin: Origin;
  readonly productId: string;
  readonly field: string;
  readonly locked: boolean;
}

/** @returns whether there is such a product; @throws AppError `products.merged` */
export async function setLock(
  client: PoolClient,
  { operationId, origin, productId, field, locked }: Lock,
): Promise<boolean> {
  const found = await client.query('select 1 from products where id = $1 for no key update', [productId]);
  if (found.rowCount === 0) return false;
  await refuseMerged(client, productId);
  await client.query(
    `insert into field_sources (product_id, owners) values ($1, jsonb_build_object($2::text, $3::text))
     on conflict (product_id) do update set owners = field_sources.owners || excluded.owners`,
    [productId, field, locked ? 'user' : RELEASED],
  );
  // What the suppliers' files say of this field counts anew, although their rows are the same.
  await client.query(
    'update supplier_products set row_hash = null where product_id = $1 and row_hash is not null',
    [productId],
  );
  // Without values, but in the history: by it a plan that was made before the lock is known to have moved.
  await client.query(
    `insert into change_sets (id, kind, state, actor, actor_id, request_id, source_address, finished_at)
     values ($1, 'edit', 'completed', $2, $3, $4, $5, now())`,
    [operationId, origin.actor, origin.actorId, origin.requestId, origin.sourceAddress],
  );
  await client.query(
    `insert into field_changes (at, change_set_id, product_id, kind, version, changes)
     select clock_timestamp(), $1, id, 'updated', version, '{}' from products where id = $2`,
    [operationId, productId],
  );
  return true;
}
