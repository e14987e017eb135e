import { sql, type Selectable } from 'kysely';
import type { Executor } from '../attributes/attribute.queries.ts';
import type { Labels } from '../attributes/attribute.tables.ts';
import { CATEGORY_TREE_LOCK } from '../change-sets/terms.queries.ts';
import { COUNTED } from '../definitions/definition-errors.ts';
import { containing } from '../definitions/list-page.ts';
import type { CategoriesTable } from '../tables.ts';

export type CategoryRow = Selectable<CategoriesTable>;
/** As reads show it: with its tree's code, and whether anything is below it. */
export type ShownCategory = CategoryRow & { readonly taxonomy: string; readonly has_children: boolean };

const shown = [
  sql<string>`(select t.code from taxonomies t where t.id = categories.taxonomy_id)`.as('taxonomy'),
  sql<boolean>`exists (select from categories below where below.parent_id = categories.id)`.as(
    'has_children',
  ),
] as const;

export interface CategoryFilter {
  readonly q?: string | undefined;
  readonly taxonomy?: string | undefined;
  /** `root` for those at the top of a tree. */
  readonly parentId?: string | undefined;
}

/** In the order of their paths, a parent before what is below it. */
export function listCategories(
  db: Executor,
  { q, taxonomy, parentId }: CategoryFilter,
  { after, limit }: { after: readonly string[] | null; limit: number },
): Promise<ShownCategory[]> {
  let query = db
    .selectFrom('categories')
    .selectAll()
    .select(shown)
    .orderBy('path_key')
    .orderBy('id')
    .limit(limit);
  if (after !== null)
    query = query.where(sql<boolean>`(path_key, id) > (${after[0]}::text, ${after[1]}::uuid)`);
  if (taxonomy !== undefined)
    query = query.where('taxonomy_id', '=', (from) =>
      from.selectFrom('taxonomies').select('id').where('code', '=', taxonomy),
    );
  if (parentId === 'root') query = query.where('parent_id', 'is', null);
  else if (parentId !== undefined) query = query.where('parent_id', '=', parentId);
  if (q !== undefined)
    query = query.where(
      sql<boolean>`(name ilike ${containing(q)} or code ilike ${containing(q)} or exists (select from jsonb_each_text(labels) l where l.value ilike ${containing(q)}))`,
    );
  return query.execute();
}

export const findShownCategory = (db: Executor, id: string): Promise<ShownCategory | undefined> =>
  db.selectFrom('categories').selectAll().select(shown).where('id', '=', id).executeTakeFirst();

export const findCategoryByCode = (db: Executor, code: string): Promise<CategoryRow | undefined> =>
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

/**
 * Alone with the trees until the transaction ends: a category that is made while its branch moves would keep the
 * path that the branch had.
 */
export async function lockTree(transaction: Executor, how: 'alone' | 'shared' = 'alone'): Promise<void> {
  const lock = sql.raw(how === 'alone' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared');
  await sql`select ${lock}(${sql.raw(CATEGORY_TREE_LOCK)})`.execute(transaction);
}

export const lockCategory = (transaction: Executor, id: string): Promise<CategoryRow | undefined> =>
  transaction.selectFrom('categories').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export async function nameCategory(
  db: Executor,
  id: string,
  { code, labels }: { code: string | null; labels: Labels },
): Promise<void> {
  await db
    .updateTable('categories')
    .set({ code, labels: JSON.stringify(labels), version: sql`version + 1`, updated_at: sql`now()` })
    .where('id', '=', id)
    .execute();
}

export interface NewCategory {
  readonly taxonomyId: string;
  readonly parent: CategoryRow | null;
  readonly code: string | null;
  readonly labels: Labels;
  readonly name: string;
  readonly fullPath: string;
  readonly key: string;
}

/** Its id; undefined when its path or its code is taken. */
export async function insertCategory(db: Executor, category: NewCategory): Promise<string | undefined> {
  const { taxonomyId, parent, code, labels, name, fullPath, key } = category;
  const { rows } = await sql<{ id: string }>`
    with new as (select uuidv7() as id)
    insert into categories (id, taxonomy_id, parent_id, name, full_path, path_key, path, code, labels)
    select id, ${taxonomyId}::uuid, ${parent?.id ?? null}::uuid, ${name}, ${fullPath}, ${key},
      text2ltree(concat_ws('.', ${parent?.path ?? null}::text, replace(id::text, '-', ''))), ${code}, ${JSON.stringify(labels)}::jsonb
    from new on conflict do nothing returning id`.execute(db);
  return rows[0]?.id;
}

/**
 * Gives a category another name or parent, and all below it their new paths, by one statement: 10,000 categories are
 * one scan of the table. Keys begin with the key of what is above them; spellings of a path need not, for a file may
 * have written the names above in another way, so paths for readers are cut by their steps.
 */
export async function moveBranch(
  transaction: Executor,
  id: string,
  to: { name: string; taxonomyId: string; parent: CategoryRow | null; fullPath: string; key: string },
): Promise<void> {
  const parentPath = to.parent?.path ?? null;
  await sql`
    update categories c set
      parent_id = case when c.id = top.id then ${to.parent?.id ?? null}::uuid else c.parent_id end,
      taxonomy_id = ${to.taxonomyId}::uuid,
      name = case when c.id = top.id then ${to.name} else c.name end,
      full_path = concat_ws(' > ', ${to.fullPath}::text,
        nullif(array_to_string((string_to_array(c.full_path, ' > '))[nlevel(top.path) + 1:], ' > '), '')),
      path_key = ${to.key} || substr(c.path_key, length(top.path_key) + 1),
      path = coalesce(${parentPath}::text::ltree, ''::ltree) || subpath(c.path, nlevel(top.path) - 1),
      version = c.version + 1, updated_at = now()
    from categories top where top.id = ${id} and c.path <@ top.path`.execute(transaction);
}

/** What hangs on a branch, suppliers' paths that lead to it among it; products are counted up to a limit. */
export async function countCategoryUses(
  db: Executor,
  { id, path }: CategoryRow,
): Promise<{ products: number; children: number; mappings: number }> {
  const { rows } = await sql<{ products: number; children: number; mappings: number }>`
    select (select count(*)::int from (
        select from categories c join product_categories pc on pc.category_id = c.id where c.path <@ ${path}::ltree limit ${COUNTED}) p) as products,
      (select count(*)::int from categories where parent_id = ${id}) as children,
      (select count(*)::int from categories c join category_mappings m on m.category_id = c.id where c.path <@ ${path}::ltree) as mappings`.execute(
    db,
  );
  return rows[0]!;
}

export async function deleteBranch(transaction: Executor, path: string): Promise<void> {
  await sql`delete from categories where path <@ ${path}::ltree`.execute(transaction);
}
