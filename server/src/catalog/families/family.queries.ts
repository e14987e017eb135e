import { sql, type Kysely, type Selectable } from 'kysely';
import { COUNTED } from '../definitions/definition-errors.ts';
import { containing } from '../definitions/list-page.ts';
import type { AttributeRow } from '../attributes/attribute.queries.ts';
import type { CatalogTables } from '../tables.ts';
import type { FamiliesTable } from './family.tables.ts';

type Executor = Kysely<CatalogTables>;
export type FamilyRow = Selectable<FamiliesTable>;

export interface FamilyAttribute {
  readonly code: string;
  /** Codes of the channels that a product of the family is incomplete for without it. */
  readonly required: readonly string[];
}

/** In order of their codes. */
export async function listFamilies(
  db: Executor,
  page: { q?: string | undefined; after: string | null; limit: number },
): Promise<(FamilyRow & { attribute_count: number })[]> {
  const { q, after, limit } = page;
  let query = db
    .selectFrom('families')
    .selectAll()
    .select(
      sql<number>`(select count(*)::int from family_attributes a where a.family_id = families.id)`.as(
        'attribute_count',
      ),
    )
    .orderBy('code_key')
    .limit(limit);
  if (after !== null) query = query.where('code_key', '>', after);
  if (q !== undefined)
    query = query.where(
      sql<boolean>`(code ilike ${containing(q)} or exists (select from jsonb_each_text(labels) l where l.value ilike ${containing(q)}))`,
    );
  return query.execute();
}

export const findFamily = (db: Executor, id: string): Promise<FamilyRow | undefined> =>
  db.selectFrom('families').selectAll().where('id', '=', id).executeTakeFirst();

export const findFamilyByKey = (db: Executor, key: string): Promise<FamilyRow | undefined> =>
  db.selectFrom('families').selectAll().where('code_key', '=', key).executeTakeFirst();

export const lockFamily = (db: Executor, id: string): Promise<FamilyRow | undefined> =>
  db.selectFrom('families').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst();

/** Undefined when the code is taken. */
export const insertFamily = (
  db: Executor,
  family: { code: string; code_key: string; labels: string; axes: string },
): Promise<FamilyRow | undefined> =>
  db
    .insertInto('families')
    .values(family)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();

export const updateFamily = (
  db: Executor,
  id: string,
  values: { labels: string; axes: string },
): Promise<FamilyRow> =>
  db
    .updateTable('families')
    .set({ ...values, version: sql`version + 1`, updated_at: sql`now()` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();

export async function deleteFamily(db: Executor, id: string): Promise<void> {
  await db.deleteFrom('families').where('id', '=', id).execute();
}

export async function countFamilyProducts(db: Executor, id: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (select from products where family_id = ${id} limit ${COUNTED}) p`.execute(
    db,
  );
  return rows[0]!.n;
}

export async function readFamilyAttributes(db: Executor, id: string): Promise<FamilyAttribute[]> {
  const rows = await db
    .selectFrom('family_attributes')
    .select(['attribute_code', 'required_channels'])
    .where('family_id', '=', id)
    .orderBy('position')
    .orderBy('attribute_code')
    .execute();
  return rows.map((row) => ({ code: row.attribute_code, required: row.required_channels }));
}

/** The list replaces the old one, in its order. */
export async function replaceFamilyAttributes(
  db: Executor,
  id: string,
  attributes: readonly FamilyAttribute[],
): Promise<void> {
  await sql`
    with given as (
      select g.code, coalesce(g.required, '{}') as required, g.position
      from jsonb_to_recordset(${JSON.stringify(attributes.map((one, position) => ({ ...one, position })))}::jsonb)
        as g(code text, required text[], position integer)),
    gone as (
      delete from family_attributes where family_id = ${id} and attribute_code not in (select code from given))
    insert into family_attributes (family_id, attribute_code, required_channels, position)
    select ${id}::uuid, code, required, position from given
    on conflict (family_id, attribute_code) do update set required_channels = excluded.required_channels, position = excluded.position`.execute(
    db,
  );
}

/** Definitions of a family's attributes with what each channel requires, in the family's order. */
export async function listFamilyDefinitions(
  db: Executor,
  id: string,
  page: { after: readonly string[] | null; limit: number },
): Promise<(AttributeRow & { required: string[]; place: number })[]> {
  let query = db
    .selectFrom('family_attributes as f')
    .innerJoin('attributes as a', 'a.code', 'f.attribute_code')
    .selectAll('a')
    .select(['f.required_channels as required', 'f.position as place'])
    .where('f.family_id', '=', id)
    .orderBy('f.position')
    .orderBy('f.attribute_code')
    .limit(page.limit);
  if (page.after !== null)
    query = query.where(
      sql<boolean>`(f.position, f.attribute_code) > (${Number(page.after[0])}::integer, ${page.after[1]}::text)`,
    );
  return query.execute();
}

/** Those of the codes that exist, with what an axis must be. */
export const findAttributes = (
  db: Executor,
  codes: readonly string[],
): Promise<Pick<AttributeRow, 'code' | 'type' | 'scope'>[]> =>
  db
    .selectFrom('attributes')
    .select(['code', 'type', 'scope'])
    .where('code', 'in', codes.length > 0 ? [...codes] : [''])
    .execute();

export async function findChannelCodes(db: Executor): Promise<string[]> {
  const rows = await db.selectFrom('channels').select('code').orderBy('code').execute();
  return rows.map(({ code }) => code);
}
