import { sql } from 'kysely';
import { within } from '../../platform/databases/transactions.ts';
import type { Origin } from '../../platform/origin.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import { appendBatchEvent } from '../change-sets/batch.queries.ts';
import { insertBulkChangeSet } from '../change-sets/bulk-change-set.queries.ts';
import type { BrandRow } from './brand.queries.ts';

/**
 * Gives all products of a brand another one, or none, as one operation with their history, whatever their number;
 * three statements over them. An import must not run meanwhile: `requireNoImport`.
 * @returns how many there were
 */
export async function relinkProducts(
  transaction: Executor,
  link: { operationId: string; origin: Origin; from: BrandRow; to: BrandRow | null },
): Promise<number> {
  const { operationId, origin, from, to } = link;
  await sql`select from products where brand_id = ${from.id} order by id for no key update`.execute(
    transaction,
  );
  const change = JSON.stringify({ brand: [from.name, to?.name ?? null] });
  const exact = JSON.stringify({ brand: [from.id, to?.id ?? null] });
  await sql`
    insert into field_changes (at, change_set_id, product_id, kind, version, changes, exact)
    select clock_timestamp(), ${operationId}::uuid, p.id, 'updated', p.version + 1, ${change}::jsonb, ${exact}::jsonb
    from products p where p.brand_id = ${from.id}`.execute(transaction);
  // The supplier's next file is compared with these products again, although its rows may be the same.
  await sql`
    update supplier_products o set row_hash = null from products p
    where p.brand_id = ${from.id} and o.product_id = p.id and o.row_hash is not null`.execute(transaction);
  const { numAffectedRows } = await sql`
    update products set brand_id = ${to?.id ?? null}::uuid, version = version + 1, updated_at = now()
    where brand_id = ${from.id}`.execute(transaction);
  const counts = { created: 0, updated: Number(numAffectedRows ?? 0) };
  const client = within(transaction);
  await insertBulkChangeSet(client, { id: operationId, supplierId: null, origin, counts });
  if (counts.updated > 0)
    await appendBatchEvent(client, operationId, 0, { ...counts, fields: { brand: counts.updated } });
  return counts.updated;
}
