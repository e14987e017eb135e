import type { Statements } from '../../platform/databases/transactions.ts';

interface Merge extends Record<string, unknown> {
  readonly operationId: string;
  readonly brandId: string;
  readonly intoId: string;
}

/** The brand's name and its aliases lead to the other one from now on; it is kept, hidden, for the undo. */
export async function writeMerge(client: Statements, { operationId, brandId, intoId }: Merge): Promise<void> {
  await client.query(
    `with moved as (update brand_aliases set brand_id = $3 where brand_id = $2 returning alias_key)
     insert into brand_merges (operation_id, brand_id, into_id, moved_aliases)
     select $1::uuid, $2::uuid, $3::uuid, coalesce(array_agg(alias_key), '{}') from moved
     on conflict (operation_id) do update set moved_aliases = excluded.moved_aliases, in_effect = true`,
    [operationId, brandId, intoId],
  );
  // Its name may be an alias already, of a brand that was made by a file at the same moment.
  await client.query(
    `insert into brand_aliases (alias_key, alias, brand_id, merge_id)
     select name_key, name, $3::uuid, $1::uuid from brands where id = $2 on conflict (alias_key) do nothing`,
    [operationId, brandId, intoId],
  );
  await client.query(
    `update brands set merged_into = case when id = $1 then $2::uuid end, version = version + 1, updated_at = now()
     where id in ($1, $2)`,
    [brandId, intoId],
  );
}

/**
 * After an undo: merges that it took back leave their brands as they were, the last one first; merges that it brought
 * back are in effect again, in their order.
 */
export async function settleBrandMerges(client: Statements): Promise<void> {
  const { rows } = await client.query<Merge & { returns: boolean }>(
    `select m.operation_id as "operationId", m.brand_id as "brandId", m.into_id as "intoId", c.undone_by is null as returns
     from brand_merges m join change_sets c on c.id = m.operation_id
     where (c.undone_by is null) <> m.in_effect
     order by returns, case when c.undone_by is null then m.operation_id end, m.operation_id desc`,
  );
  for (const merge of rows) await (merge.returns ? bringBack(client, merge) : takeBack(client, merge));
}

/** A spelling that somebody gave to a third brand meanwhile stays there; one that a later merge took along comes back. */
async function takeBack(client: Statements, { operationId, brandId, intoId }: Merge): Promise<void> {
  await client.query('delete from brand_aliases where merge_id = $1', [operationId]);
  await client.query(
    `with recursive heirs(id, merged_into) as (
       select id, merged_into from brands where id = $3
       union select b.id, b.merged_into from heirs h join brands b on b.id = h.merged_into)
     update brand_aliases a set brand_id = $2 from brand_merges m
     where m.operation_id = $1 and a.alias_key = any(m.moved_aliases) and a.brand_id in (select id from heirs)`,
    [operationId, brandId, intoId],
  );
  await client.query('update brand_merges set in_effect = false where operation_id = $1', [operationId]);
  await client.query(
    `update brands set merged_into = case when id <> $1 then merged_into end, version = version + 1, updated_at = now()
     where id in ($1, $2)`,
    [brandId, intoId],
  );
}

/** Where one of the two was merged into another brand meanwhile the merge is over: in effect it could be a circle. */
async function bringBack(client: Statements, merge: Merge): Promise<void> {
  const { brandId, intoId, operationId } = merge;
  const { rows } = await client.query('select id from brands where id in ($1, $2) and merged_into is null', [
    brandId,
    intoId,
  ]);
  if (rows.length < 2) {
    await client.query('delete from brand_merges where operation_id = $1', [operationId]);
    return;
  }
  await writeMerge(client, merge);
  // Products that got the brand between the two undos follow with their supplier's next file.
  await client.query(
    `update supplier_products o set row_hash = null from products p
     where p.brand_id = $1 and o.product_id = p.id and o.row_hash is not null`,
    [brandId],
  );
}
