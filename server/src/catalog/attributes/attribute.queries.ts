import { sql, type Insertable, type Kysely, type Selectable, type Updateable } from 'kysely';
import { COUNTED } from '../definitions/definition-errors.ts';
import { containing } from '../definitions/list-page.ts';
import type { CatalogTables } from '../tables.ts';
import type { AttributesTable } from './attribute.tables.ts';

export type Executor = Kysely<CatalogTables>;
export type AttributeRow = Selectable<AttributesTable>;

export interface AttributeFilter {
  readonly q?: string | undefined;
  readonly group?: string | undefined;
  readonly type?: string | undefined;
  readonly filterable?: boolean | undefined;
}

/** In order of their codes. */
export function listAttributes(
  db: Executor,
  filter: AttributeFilter,
  { after, limit }: { after: string | null; limit: number },
): Promise<AttributeRow[]> {
  let query = db.selectFrom('attributes').selectAll().orderBy('code').limit(limit);
  const { q, group, type, filterable } = filter;
  if (after !== null) query = query.where('code', '>', after);
  if (group !== undefined) query = query.where('group_code', '=', group);
  if (type !== undefined) query = query.where('type', '=', type as AttributeRow['type']);
  if (filterable !== undefined) query = query.where('filterable', '=', filterable);
  if (q !== undefined)
    query = query.where((is) =>
      is.or([
        is('code', 'like', containing(q.toLowerCase())),
        sql<boolean>`exists (select from jsonb_each_text(labels) l where l.value ilike ${containing(q)})`,
      ]),
    );
  return query.execute();
}

export const findAttribute = (db: Executor, code: string): Promise<AttributeRow | undefined> =>
  db.selectFrom('attributes').selectAll().where('code', '=', code).executeTakeFirst();

/** Held to the end of the transaction, so that two changes come one after the other. */
export const lockAttribute = (db: Executor, code: string): Promise<AttributeRow | undefined> =>
  db.selectFrom('attributes').selectAll().where('code', '=', code).forNoKeyUpdate().executeTakeFirst();

/** Undefined when the code is taken. */
export const insertAttribute = (
  db: Executor,
  attribute: Insertable<AttributesTable>,
): Promise<AttributeRow | undefined> =>
  db
    .insertInto('attributes')
    .values(attribute)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();

export const updateAttribute = (
  db: Executor,
  code: string,
  values: Updateable<AttributesTable>,
): Promise<AttributeRow> =>
  db
    .updateTable('attributes')
    .set({ ...values, version: sql`version + 1`, updated_at: sql`now()` })
    .where('code', '=', code)
    .returningAll()
    .executeTakeFirstOrThrow();

export async function deleteAttribute(db: Executor, code: string): Promise<void> {
  await db.deleteFrom('family_attributes').where('attribute_code', '=', code).execute();
  await db.deleteFrom('attributes').where('code', '=', code).execute();
}

/** One at a time makes an attribute filterable, so that two never pass the limit together. */
export async function countFilterable(db: Executor): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('filterable attributes'))`.execute(db);
  const { n } = await db
    .selectFrom('attributes')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('filterable', '=', true)
    .executeTakeFirstOrThrow();
  return n;
}

/** Products with a value and families, each up to `COUNTED`; reads every document: for changes that ask first. */
export async function countUses(db: Executor, code: string): Promise<{ products: number; families: number }> {
  const { rows } = await sql<{ products: number; families: number }>`
    select (select count(*)::int from (select distinct product_id from product_attributes a where a.values ? ${code} limit ${COUNTED}) v) as products,
      (select count(*)::int from family_attributes where attribute_code = ${code})
        + (select count(*)::int from families f where exists (select from jsonb_array_elements(f.axes) l where l.value ? ${code})
            and not exists (select from family_attributes x where x.family_id = f.id and x.attribute_code = ${code})) as families`.execute(
    db,
  );
  return rows[0]!;
}
