import { sql, type Selectable } from 'kysely';
import type { Executor } from '../attributes/attribute.queries.ts';
import { COUNTED } from '../definitions/definition-errors.ts';
import { containing } from '../definitions/list-page.ts';
import type { BrandsTable } from './brand.tables.ts';

export type BrandRow = Selectable<BrandsTable>;
/** With its other spellings, in order. */
export type ShownBrand = BrandRow & { readonly aliases: string[] };

const aliases = sql<
  string[]
>`array(select a.alias from brand_aliases a where a.brand_id = brands.id order by a.alias_key)`.as('aliases');

/** In order of their names, those found by an alias too; none that was merged into another. */
export function listBrands(
  db: Executor,
  { q, after, limit }: { q?: string | undefined; after: string | null; limit: number },
): Promise<ShownBrand[]> {
  let query = db
    .selectFrom('brands')
    .selectAll()
    .select(aliases)
    .where('merged_into', 'is', null)
    .orderBy('name_key')
    .limit(limit);
  if (after !== null) query = query.where('name_key', '>', after);
  if (q !== undefined)
    query = query.where(
      sql<boolean>`(name ilike ${containing(q)} or exists (select from brand_aliases a where a.brand_id = brands.id and a.alias ilike ${containing(q)}))`,
    );
  return query.execute();
}

export const findShownBrand = (db: Executor, id: string): Promise<ShownBrand | undefined> =>
  db.selectFrom('brands').selectAll().select(aliases).where('id', '=', id).executeTakeFirst();

/** In the order of their ids: two merges of the same brands do not wait for each other in a circle. */
export const lockBrands = (transaction: Executor, ids: readonly string[]): Promise<BrandRow[]> =>
  transaction
    .selectFrom('brands')
    .selectAll()
    .where('id', 'in', [...ids])
    .orderBy('id')
    .forUpdate()
    .execute();

/** Undefined when the name is taken. */
export async function insertBrand(db: Executor, name: string, key: string): Promise<string | undefined> {
  const row = await db
    .insertInto('brands')
    .values({ name, name_key: key })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export async function nameBrand(db: Executor, id: string, name: string, key: string): Promise<void> {
  await db
    .updateTable('brands')
    .set({ name, name_key: key, version: sql`version + 1`, updated_at: sql`now()` })
    .where('id', '=', id)
    .execute();
}

/**
 * Another brand that is found under one of the keys, by its name or an alias. The name of one that was merged is an
 * alias of the other, and may stay so; no brand gets it for a name.
 */
export async function findHolder(
  db: Executor,
  id: string | null,
  { nameKey, keys }: { nameKey: string; keys: readonly string[] },
): Promise<{ spelling: string; brand: string } | undefined> {
  const { rows } = await sql<{ spelling: string; brand: string }>`
    select h.spelling, h.brand from (
      select b.id, b.name as spelling, b.name as brand from brands b where b.name_key = any(${[...keys]}::text[]) and (b.merged_into is null or b.name_key = ${nameKey})
      union all
      select b.id, a.alias, b.name from brand_aliases a join brands b on b.id = a.brand_id where a.alias_key = any(${[...keys]}::text[])) h
    where h.id is distinct from ${id}::uuid limit 1`.execute(db);
  return rows[0];
}

/** What a merge made an alias: without it the name would lead to the brand that is hidden, as long as that is kept. */
export async function findMergedAliases(db: Executor, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom('brand_aliases')
    .select('alias')
    .where('brand_id', '=', id)
    .where('merge_id', 'in', (from) => from.selectFrom('brand_merges').select('operation_id'))
    .execute();
  return rows.map(({ alias }) => alias);
}

/**
 * The list replaces the old one; an alias that stays keeps the merge that made it.
 * @returns how many it has then; fewer than given where another brand got one at the same moment
 */
export async function replaceAliases(
  db: Executor,
  id: string,
  given: readonly { key: string; alias: string }[],
): Promise<number> {
  const { rows } = await sql`
    with given as (select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g("key" text, alias text)),
    gone as (delete from brand_aliases where brand_id = ${id} and alias_key not in (select "key" from given))
    insert into brand_aliases (alias_key, alias, brand_id) select "key", alias, ${id}::uuid from given
    on conflict (alias_key) do update set alias = excluded.alias where brand_aliases.brand_id = excluded.brand_id
    returning alias_key`.execute(db);
  return rows.length;
}

/** Products are counted up to a limit. */
export async function countBrandUses(
  db: Executor,
  id: string,
): Promise<{ products: number; priceRules: number }> {
  const { rows } = await sql<{ products: number; priceRules: number }>`
    select (select count(*)::int from (select from products where brand_id = ${id} limit ${COUNTED}) p) as products,
      (select count(*)::int from price_rules where scope -> 'brandIds' ? ${id.toLowerCase()}) as "priceRules"`.execute(
    db,
  );
  return rows[0]!;
}

export async function deleteBrand(db: Executor, id: string): Promise<void> {
  await db.deleteFrom('brands').where('id', '=', id).execute();
}
