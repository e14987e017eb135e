import { sql, type Selectable } from 'kysely';
import type { Executor } from '../../attributes/attribute.queries.ts';
import type { Labels } from '../../attributes/attribute.tables.ts';
import type { CategoriesTable, TaxonomiesTable } from '../../tables.ts';

export type CategoryRow = Selectable<CategoriesTable>;

export const findTaxonomy = (db: Executor, code: string): Promise<Selectable<TaxonomiesTable> | undefined> =>
  db.selectFrom('taxonomies').selectAll().where('code', '=', code).executeTakeFirst();

export async function insertTaxonomy(db: Executor, code: string, labels: Labels): Promise<void> {
  await db
    .insertInto('taxonomies')
    .values({ code, labels: JSON.stringify(labels) })
    .execute();
}

export async function nameTaxonomy(db: Executor, id: string, labels: Labels): Promise<void> {
  await db
    .updateTable('taxonomies')
    .set({ labels: JSON.stringify(labels) })
    .where('id', '=', id)
    .execute();
}

export const findCategory = (db: Executor, code: string): Promise<CategoryRow | undefined> =>
  db.selectFrom('categories').selectAll().where('code', '=', code).executeTakeFirst();

export const findCategoryByPath = (
  db: Executor,
  taxonomyId: string,
  key: string,
): Promise<CategoryRow | undefined> =>
  db
    .selectFrom('categories')
    .selectAll()
    .where('taxonomy_id', '=', taxonomyId)
    .where('path_key', '=', key)
    .executeTakeFirst();

export async function nameCategory(
  db: Executor,
  id: string,
  { code, labels }: { code: string; labels: Labels },
): Promise<void> {
  await db
    .updateTable('categories')
    .set({ code, labels: JSON.stringify(labels), updated_at: sql`now()` })
    .where('id', '=', id)
    .execute();
}

export async function insertCategory(
  db: Executor,
  category: {
    taxonomyId: string;
    parent: CategoryRow | null;
    code: string;
    labels: Labels;
    name: string;
    fullPath: string;
    key: string;
  },
): Promise<void> {
  const { taxonomyId, parent, code, labels, name, fullPath, key } = category;
  await sql`
    with new as (select uuidv7() as id)
    insert into categories (id, taxonomy_id, parent_id, name, full_path, path_key, path, code, labels)
    select id, ${taxonomyId}::uuid, ${parent?.id ?? null}::uuid, ${name}, ${fullPath}, ${key},
      text2ltree(concat_ws('.', ${parent?.path ?? null}::text, replace(id::text, '-', ''))), ${code}, ${JSON.stringify(labels)}::jsonb
    from new`.execute(db);
}
