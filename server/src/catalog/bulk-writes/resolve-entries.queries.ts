import type { PoolClient } from 'pg';
import type { FoundEntry } from './bulk-results.ts';
import { readKey, type EntryKey, type ReadKey } from './entry-key.ts';

export interface ResolvedEntry extends FoundEntry {
  readonly supplierId: string | null;
  readonly reference: string | null;
}

/**
 * The products of entries, in their order, locked in the order in which all writers lock them. Every code is a probe
 * of its index: as many statements for 5,000 entries as for one.
 */
export async function resolveEntries(
  client: PoolClient,
  entries: readonly EntryKey[],
): Promise<ResolvedEntry[]> {
  const keys = await withSuppliers(client, entries.map(readKey));
  const { rows } = await client.query<{ index: number; productId: string | null; found: number }>(
    `select e.index, case when m.found = 1 then m.product_id end as "productId", m.found
     from jsonb_to_recordset($1::jsonb) as e(index integer, "productId" uuid, sku text, gtin text, reference text, "supplierId" uuid)
     cross join lateral (
       select count(*)::int as found, (array_agg(f.id))[1] as product_id from (
         select id from products where id = e."productId"
         union select id from products where sku = e.sku
         union select product_id from product_identifiers where kind = 'gtin' and value = e.gtin
         union select o.product_id from supplier_products o
           where ${byReference} and o.supplier_id = e."supplierId" and o.supplier_reference = e.reference
         union select o.product_id from suppliers s join supplier_products o on o.supplier_id = s.id and o.supplier_reference = e.reference
           where ${byReference} and e."supplierId" is null
       ) f) m`,
    [JSON.stringify(keys.filter(({ error }) => error === null))],
  );
  const found = new Map(rows.map((row) => [row.index, row]));
  const resolved = keys.map((key): ResolvedEntry => {
    const { supplierId, reference, error } = key;
    const match = found.get(key.index);
    if (error !== null || !match) return { productId: null, supplierId, reference, error };
    const problem =
      match.found === 1 ? null : match.found === 0 ? 'bulk.product_not_found' : 'bulk.ambiguous';
    return { productId: match.productId, supplierId, reference, error: problem };
  });
  await lockProducts(client, resolved);
  return resolved;
}

/** A reference finds the product only where no other code does. */
const byReference = `coalesce(e."productId"::text, e.sku, e.gtin) is null`;

async function withSuppliers(client: PoolClient, keys: readonly ReadKey[]): Promise<ReadKey[]> {
  const { rows } = await client.query<{ id: string; key: string }>(
    'select id, name_key as key from suppliers where id = any($1::uuid[]) or name_key = any($2::text[])',
    [keys.flatMap((key) => key.supplierId ?? []), keys.flatMap((key) => key.supplierKey ?? [])],
  );
  const ids = new Set(rows.map(({ id }) => id));
  const byName = new Map(rows.map(({ id, key }) => [key, id]));
  return keys.map((key) => {
    if (key.supplierId === null && key.supplierKey === null) return key;
    const supplierId = key.supplierId ?? byName.get(key.supplierKey!) ?? null;
    const known = supplierId !== null && ids.has(supplierId);
    return { ...key, supplierId, error: key.error ?? (known ? null : 'bulk.supplier_not_found') };
  });
}

async function lockProducts(client: PoolClient, found: readonly FoundEntry[]): Promise<void> {
  await client.query(
    'select count(*) from (select id from products where id = any($1::uuid[]) order by id for no key update) locked',
    [[...new Set(found.flatMap(({ productId, error }) => (error === null && productId ? [productId] : [])))]],
  );
}
