import { sql, type Selectable } from 'kysely';
import type { Executor } from '../attributes/attribute.queries.ts';
import type { Labels } from '../attributes/attribute.tables.ts';
import { COUNTED } from '../definitions/definition-errors.ts';
import { containing } from '../definitions/list-page.ts';
import type { TaxonomiesTable } from '../tables.ts';

export type TaxonomyRow = Selectable<TaxonomiesTable>;

/** In order of their codes. */
export function listTaxonomies(
  db: Executor,
  page: { q?: string | undefined; after: string | null; limit: number },
): Promise<TaxonomyRow[]> {
  const { q, after, limit } = page;
  let query = db.selectFrom('taxonomies').selectAll().orderBy('code').limit(limit);
  if (after !== null) query = query.where('code', '>', after);
  if (q !== undefined)
    query = query.where(
      sql<boolean>`(code ilike ${containing(q)} or exists (select from jsonb_each_text(labels) l where l.value ilike ${containing(q)}))`,
    );
  return query.execute();
}

export const findTaxonomy = (db: Executor, code: string): Promise<TaxonomyRow | undefined> =>
  db.selectFrom('taxonomies').selectAll().where('code', '=', code).executeTakeFirst();

/** Waits for the categories that are made in it: they hold its row by their foreign key. */
export const lockTaxonomy = (db: Executor, code: string): Promise<TaxonomyRow | undefined> =>
  db.selectFrom('taxonomies').selectAll().where('code', '=', code).forUpdate().executeTakeFirst();

/** Undefined when the code is taken. */
export const insertTaxonomy = (
  db: Executor,
  code: string,
  labels: Labels,
): Promise<TaxonomyRow | undefined> =>
  db
    .insertInto('taxonomies')
    .values({ code, labels: JSON.stringify(labels) })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();

export const nameTaxonomy = (db: Executor, id: string, labels: Labels): Promise<TaxonomyRow> =>
  db
    .updateTable('taxonomies')
    .set({ labels: JSON.stringify(labels), version: sql`version + 1`, updated_at: sql`now()` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();

export async function countTaxonomyUses(
  db: Executor,
  id: string,
): Promise<{ categories: number; channels: number }> {
  const { rows } = await sql<{ categories: number; channels: number }>`
    select (select count(*)::int from (select from categories where taxonomy_id = ${id} limit ${COUNTED}) c) as categories,
      (select count(*)::int from channels where taxonomy_id = ${id}) as channels`.execute(db);
  return rows[0]!;
}

/** The tree and all its categories, from which products are taken before; its channels are left without a tree. */
export async function deleteTaxonomy(db: Executor, id: string): Promise<void> {
  await sql`update channels set taxonomy_id = null, version = version + 1, updated_at = now() where taxonomy_id = ${id}`.execute(
    db,
  );
  await sql`delete from categories where taxonomy_id = ${id}`.execute(db);
  await sql`delete from taxonomies where id = ${id}`.execute(db);
}
