import { sql, type RawBuilder } from 'kysely';
import { within } from '../../platform/databases/transactions.ts';
import type { Origin } from '../../platform/origin.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import { appendBatchEvent } from '../change-sets/batch.queries.ts';
import { insertBulkChangeSet } from '../change-sets/bulk-change-set.queries.ts';
import { requireNoImport } from '../change-sets/writer-lock.ts';

/**
 * Takes products out of a branch, or of all categories of a tree, set by set and with their history. It is written
 * under the operation that deletes the categories; an undo keeps it, as there is nothing to go back to.
 */
export async function unlinkProducts(
  transaction: Executor,
  unlink: {
    operationId: string;
    origin: Origin;
    of: { readonly path: string } | { readonly taxonomyId: string };
  },
): Promise<void> {
  const { operationId, origin, of } = unlink;
  await requireNoImport(transaction);
  const gone = 'path' in of ? sql`k.path <@ ${of.path}::ltree` : sql`k.taxonomy_id = ${of.taxonomyId}::uuid`;
  await lockLinked(transaction, gone);
  const updated = await writeUnlinked(transaction, operationId, gone);
  if (updated === 0) return;
  const client = within(transaction);
  const counts = { created: 0, updated };
  await insertBulkChangeSet(client, { id: operationId, supplierId: null, origin, counts });
  await appendBatchEvent(client, operationId, 0, { ...counts, fields: { category: updated } });
}

/** In the order of their ids, as everywhere. */
async function lockLinked(transaction: Executor, gone: RawBuilder<unknown>): Promise<void> {
  await sql`
    select from products where id in (
      select pc.product_id from categories k join product_categories pc on pc.category_id = k.id where ${gone})
    order by id for no key update`.execute(transaction);
}

/** The history first, as it reads what is taken away; one entry a product. */
async function writeUnlinked(
  transaction: Executor,
  operationId: string,
  gone: RawBuilder<unknown>,
): Promise<number> {
  await sql`
    insert into field_changes (at, change_set_id, product_id, kind, version, changes, exact)
    select clock_timestamp(), ${operationId}::uuid, p.id, 'updated', p.version + 1,
      jsonb_build_object('category', jsonb_build_array(l.old_names, l.names)), jsonb_build_object('category', jsonb_build_array(l.old_links, l.links))
    from products p join (
      select pc.product_id,
        jsonb_agg(k.full_path order by k.path_key) as old_names, jsonb_agg(k.full_path order by k.path_key) filter (where not (${gone})) as names,
        jsonb_object_agg(k.id, pc.is_main) as old_links, jsonb_object_agg(k.id, pc.is_main) filter (where not (${gone})) as links
      from product_categories pc join categories k on k.id = pc.category_id
      where pc.product_id in (select g.product_id from categories k join product_categories g on g.category_id = k.id where ${gone})
      group by pc.product_id
    ) l on l.product_id = p.id`.execute(transaction);
  await sql`delete from product_categories pc using categories k where k.id = pc.category_id and ${gone}`.execute(
    transaction,
  );
  const { numAffectedRows } = await sql`
    update products p set version = p.version + 1, updated_at = now() from field_changes f
    where f.change_set_id = ${operationId}::uuid and f.product_id = p.id`.execute(transaction);
  // The supplier's next file is compared with these products again, although its rows may be the same.
  await sql`
    update supplier_products o set row_hash = null from field_changes f
    where f.change_set_id = ${operationId}::uuid and f.product_id = o.product_id and o.row_hash is not null`.execute(
    transaction,
  );
  return Number(numAffectedRows ?? 0);
}
