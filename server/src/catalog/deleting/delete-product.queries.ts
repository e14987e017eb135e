import type { PoolClient } from 'pg';
import { announceInvalidations } from '../../platform/cache/invalidation.queries.ts';
import type { Statements } from '../../platform/databases/transactions.ts';
import { ownerOf, productParts } from '../change-sets/undo/delete-products.queries.ts';
import type { RemovedProduct } from '../merging/product-holder.ts';
import { staleByProduct } from '../products/product-cache.ts';

export interface DeletableProduct extends RemovedProduct {
  readonly version: number;
  readonly variants: number;
  /** SKUs of bundles that it is a component of. */
  readonly bundles: readonly string[];
}

/** What a deletion has to know of the product beforehand. */
export async function findDeletable(client: Statements, id: string): Promise<DeletableProduct | undefined> {
  const { rows } = await client.query<DeletableProduct & Record<string, unknown>>(
    `select p.id, p.sku, p.gtin, p.title, p.version,
       (select count(*)::int from products v where v.parent_id = p.id) as variants,
       array(select b.sku from product_bundle_items i join products b on b.id = i.bundle_id where i.product_id = p.id order by b.sku) as bundles,
       array(select m.media_id from product_media_references m where m.product_id = p.id and m.media_id is not null
         and not exists (select from product_media_references o where o.media_id = m.media_id and o.product_id <> p.id)) as "mediaIds"
     from products p where p.id = $1`,
    [id],
  );
  return rows[0];
}

/** Not in `productParts`: what follows the events or is history, and goes at once where a product goes for good. */
const traces = [
  'search_documents',
  'search_descriptions',
  'best_offers',
  'undo_conflicts',
  'match_decisions',
];

/**
 * Removes a locked product with all that is known of it, its history too. What stays is one entry of the change
 * feed, which says that it is gone, and the operation.
 */
export async function deleteForGood(
  client: PoolClient,
  operationId: string,
  { id, sku, version }: DeletableProduct,
): Promise<void> {
  await detachVariants(client, operationId, { id, sku });
  for (const table of [...productParts, ...traces, 'field_changes'])
    await client.query(`delete from ${table} where ${ownerOf(table)} = $1`, [id]);
  await client.query('delete from product_relations where related_id = $1', [id]);
  // Its events stay in their order, without what they say of it.
  await client.query(
    `update change_events set payload = payload - 'values' where product_id = $1 and payload ? 'values'`,
    [id],
  );
  // What was merged into it is archived as before, and leads nowhere.
  await client.query('delete from product_redirects where survivor_id = $1', [id]);
  await client.query('delete from products where id = $1', [id]);
  await client.query(
    `insert into field_changes (at, change_set_id, product_id, kind, version, changes, exact)
     values (clock_timestamp(), $1, $2, 'deleted', $3, jsonb_build_object('sku', jsonb_build_array($4::text, null)),
       jsonb_build_object('image', jsonb_build_object('products', jsonb_build_array(jsonb_build_object('sku', $4::text)))))`,
    [operationId, id, version + 1, sku],
  );
  await client.query(
    `insert into change_set_batches (change_set_id, batch, first_line, last_line, applied_at, counts)
     values ($1, 0, 0, 0, now(), '{"created": 0, "updated": 0, "deleted": 1}')`,
    [operationId],
  );
  await client.query(`update change_sets set state = 'completed', finished_at = now() where id = $1`, [
    operationId,
  ]);
  await client.query(
    `insert into change_events (name, change_set_id, product_id, payload)
     values ('catalog.products-changed', $1, $2, '{"created": 0, "updated": 1, "fields": []}')`,
    [operationId, id],
  );
  await client.query(`select pg_notify('change_events', '')`);
  await announceInvalidations(client, staleByProduct(id));
}

/** Variants of a model that goes are products of their own. */
async function detachVariants(
  client: PoolClient,
  operationId: string,
  model: { id: string; sku: string },
): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    `with detached as (
       update products set parent_id = null, type = 'simple', version = version + 1, updated_at = now()
       where parent_id = $1 returning id, version, old.type as old_type),
     logged as (
       insert into field_changes (at, change_set_id, product_id, batch, kind, version, changes)
       select clock_timestamp(), $2, id, 1, 'updated', version, jsonb_build_object('parent', jsonb_build_array($3::text, null), 'type', jsonb_build_array(old_type, 'simple')) from detached)
     select id from detached`,
    [model.id, operationId, model.sku],
  );
  if (rows.length === 0) return;
  await client.query(
    `insert into change_events (name, change_set_id, batch, payload)
     values ('catalog.products-changed', $1, 1, jsonb_build_object('created', 0, 'updated', $2::int, 'fields', '["parent", "type"]'::jsonb))`,
    [operationId, rows.length],
  );
  for (const { id } of rows) await announceInvalidations(client, staleByProduct(id));
}
