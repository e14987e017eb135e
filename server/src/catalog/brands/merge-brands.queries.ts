import { sql } from 'kysely';
import type { Statements } from '../../platform/databases/transactions.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import type { BrandRow } from './brand.queries.ts';

/** The brand's name and its aliases lead to the other one from now on; it is kept, hidden, for the undo. */
export async function writeMerge(
  transaction: Executor,
  { operationId, brand, into }: { operationId: string; brand: BrandRow; into: BrandRow },
): Promise<void> {
  await sql`
    with moved as (
      update brand_aliases set brand_id = ${into.id} where brand_id = ${brand.id} returning alias_key)
    insert into brand_merges (operation_id, brand_id, into_id, moved_aliases)
    select ${operationId}::uuid, ${brand.id}::uuid, ${into.id}::uuid, coalesce(array_agg(alias_key), '{}') from moved`.execute(
    transaction,
  );
  await sql`
    insert into brand_aliases (alias_key, alias, brand_id, merge_id)
    values (${brand.name_key}, ${brand.name}, ${into.id}, ${operationId})`.execute(transaction);
  await sql`
    update brands set merged_into = case when id = ${brand.id} then ${into.id}::uuid end, version = version + 1, updated_at = now()
    where id in (${brand.id}, ${into.id})`.execute(transaction);
}

/**
 * After an undo: merges that it took back leave their brands as they were, merges that it brought back are in
 * effect again. A spelling that somebody gave to a third brand meanwhile stays there.
 */
export async function settleBrandMerges(client: Statements): Promise<void> {
  await client.query(`
    with changed as (
      update brand_merges m set in_effect = not m.in_effect from change_sets c
      where c.id = m.operation_id and (c.undone_by is null) <> m.in_effect returning m.*),
    shown as (
      update brands b set merged_into = case when c.in_effect then c.into_id end, version = b.version + 1, updated_at = now()
      from changed c where b.id = c.brand_id),
    dropped as (
      delete from brand_aliases a using changed c where not c.in_effect and a.merge_id = c.operation_id),
    moved as (
      update brand_aliases a set brand_id = case when c.in_effect then c.into_id else c.brand_id end
      from changed c where a.alias_key = any(c.moved_aliases) and a.brand_id = case when c.in_effect then c.brand_id else c.into_id end)
    insert into brand_aliases (alias_key, alias, brand_id, merge_id)
    select b.name_key, b.name, c.into_id, c.operation_id from changed c join brands b on b.id = c.brand_id where c.in_effect
    on conflict do nothing`);
}
