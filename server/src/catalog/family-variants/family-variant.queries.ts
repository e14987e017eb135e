import { sql, type Kysely, type Selectable } from 'kysely';
import { COUNTED } from '../definitions/definition-errors.ts';
import { containing } from '../definitions/list-page.ts';
import type { CatalogTables } from '../tables.ts';
import type { FamilyVariantsTable } from './family-variant.tables.ts';

type Executor = Kysely<CatalogTables>;
/** With the code of its family. */
export type FamilyVariantRow = Selectable<FamilyVariantsTable> & { readonly family: string };

const withFamily = sql<string>`(select f.code from families f where f.id = family_variants.family_id)`.as(
  'family',
);

/** In order of their codes. */
export function listFamilyVariants(
  db: Executor,
  page: { q?: string | undefined; familyId?: string | undefined; after: string | null; limit: number },
): Promise<FamilyVariantRow[]> {
  const { q, familyId, after, limit } = page;
  let query = db.selectFrom('family_variants').selectAll().select(withFamily).orderBy('code').limit(limit);
  if (after !== null) query = query.where('code', '>', after);
  if (familyId !== undefined) query = query.where('family_id', '=', familyId);
  if (q !== undefined)
    query = query.where(
      sql<boolean>`(code ilike ${containing(q)} or exists (select from jsonb_each_text(labels) l where l.value ilike ${containing(q)}))`,
    );
  return query.execute();
}

export const findFamilyVariant = (db: Executor, code: string): Promise<FamilyVariantRow | undefined> =>
  db.selectFrom('family_variants').selectAll().select(withFamily).where('code', '=', code).executeTakeFirst();

export const lockFamilyVariant = (db: Executor, code: string): Promise<FamilyVariantRow | undefined> =>
  db
    .selectFrom('family_variants')
    .selectAll()
    .select(withFamily)
    .where('code', '=', code)
    .forNoKeyUpdate()
    .executeTakeFirst();

/** Undefined when the code is taken. */
export const insertFamilyVariant = (
  db: Executor,
  variant: { code: string; family_id: string; labels: string; levels: string },
): Promise<FamilyVariantRow | undefined> =>
  db
    .insertInto('family_variants')
    .values(variant)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .returning(withFamily)
    .executeTakeFirst();

export const updateFamilyVariant = (
  db: Executor,
  code: string,
  values: { labels: string; levels: string },
): Promise<FamilyVariantRow> =>
  db
    .updateTable('family_variants')
    .set({ ...values, version: sql`version + 1`, updated_at: sql`now()` })
    .where('code', '=', code)
    .returningAll()
    .returning(withFamily)
    .executeTakeFirstOrThrow();

export async function deleteFamilyVariant(db: Executor, code: string): Promise<void> {
  await db.deleteFrom('family_variants').where('code', '=', code).execute();
}

/** Products that carry it, counted up to `COUNTED`. */
export async function countVariantProducts(db: Executor, code: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (select from products where family_variant = ${code} limit ${COUNTED}) p`.execute(
    db,
  );
  return rows[0]!.n;
}
