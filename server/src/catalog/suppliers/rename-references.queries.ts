import type { PoolClient } from 'pg';

export interface Rename {
  readonly from: string;
  readonly to: string;
}

export interface RefusedRename extends Rename {
  /** `unknown`: the supplier has no such reference; `taken`: another of his offers has the new one. */
  readonly reason: 'unknown' | 'taken';
}

/** Offers are locked in the order of their ids, as everywhere; @returns what cannot be renamed, and why */
export async function refusedRenames(
  client: PoolClient,
  supplierId: string,
  renames: readonly Rename[],
): Promise<RefusedRename[]> {
  const [from, to] = [renames.map((r) => r.from), renames.map((r) => r.to)];
  await client.query(
    `select id from supplier_products where supplier_id = $1 and supplier_reference = any($2) order by id for update`,
    [supplierId, [...from, ...to]],
  );
  // A reference that is itself renamed makes way: two offers may change places.
  const { rows } = await client.query<RefusedRename>(
    `select r."from", r."to", case when o.id is null then 'unknown' else 'taken' end as reason
     from unnest($2::text[], $3::text[]) with ordinality as r("from", "to", position)
     left join supplier_products o on o.supplier_id = $1 and o.supplier_reference = r."from"
     where o.id is null or (r."to" <> all($2) and exists (
       select from supplier_products t where t.supplier_id = $1 and t.supplier_reference = r."to"))
     order by r.position`,
    [supplierId, from, to],
  );
  return rows;
}

/**
 * Renames in two steps, because the unique index is checked row by row and two offers may change places. The
 * history has one entry an offer, with the old and the new reference, by which it is undone.
 */
export async function writeRenames(
  client: PoolClient,
  {
    supplierId,
    operationId,
    renames,
  }: { supplierId: string; operationId: string; renames: readonly Rename[] },
): Promise<void> {
  const values = [supplierId, renames.map((r) => r.from), renames.map((r) => r.to)];
  const pairs = 'unnest($2::text[], $3::text[]) as r("from", "to")';
  await client.query(
    `insert into field_changes (at, change_set_id, product_id, offer_id, kind, version, changes)
     select clock_timestamp(), $4, o.product_id, o.id, 'updated', p.version,
       jsonb_build_object('supplierReference', jsonb_build_array(r."from", r."to"))
     from ${pairs} join supplier_products o on o.supplier_id = $1 and o.supplier_reference = r."from"
     join products p on p.id = o.product_id order by o.id`,
    [...values, operationId],
  );
  await client.query(
    `update supplier_products o set supplier_reference = chr(1) || r."to"
     from ${pairs} where o.supplier_id = $1 and o.supplier_reference = r."from"`,
    values,
  );
  // The row's hash has the old reference in it.
  await client.query(
    `update supplier_products o set supplier_reference = r."to", row_hash = null, updated_at = now()
     from unnest($2::text[]) as r("to") where o.supplier_id = $1 and o.supplier_reference = chr(1) || r."to"`,
    [supplierId, values[2]],
  );
}
