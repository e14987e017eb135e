import { sql } from 'kysely';
import type { Executor } from '../../../attributes/attribute.queries.ts';
import type { CategoryRow } from '../../../categories/category.queries.ts';

export const listTaxonomyCategories = (db: Executor, taxonomyId: string): Promise<CategoryRow[]> =>
  db.selectFrom('categories').selectAll().where('taxonomy_id', '=', taxonomyId).orderBy('path_key').execute();

export interface NewNode {
  readonly code: string | null;
  readonly parentId: string | null;
  readonly name: string;
  /** Folded name. */
  readonly key: string;
}

/** Nodes of one level, called and labelled by their names; returns them without those whose path is taken. */
export async function insertLevel(
  transaction: Executor,
  taxonomyId: string,
  locale: string,
  nodes: readonly NewNode[],
): Promise<CategoryRow[]> {
  const { rows } = await sql<CategoryRow>`
    with new as (
      select uuidv7() as id, p.path as above, p.full_path || ' > ' as names, p.path_key || ' > ' as keys, n.*
      from jsonb_to_recordset(${JSON.stringify(nodes)}::jsonb) as n(code text, "parentId" uuid, name text, "key" text)
      left join categories p on p.id = n."parentId")
    insert into categories (id, taxonomy_id, parent_id, name, full_path, path_key, path, code, labels)
    select id, ${taxonomyId}::uuid, "parentId", name, coalesce(names, '') || name, coalesce(keys, '') || "key",
      coalesce(above, ''::ltree) || text2ltree(replace(id::text, '-', '')), code, jsonb_build_object(${locale}::text, name)
    from new on conflict do nothing returning *`.execute(transaction);
  return rows;
}

/** Labels of one locale, and codes of those that have none; all by one statement. */
export async function labelCategories(
  transaction: Executor,
  locale: string,
  labels: readonly { id: string; label: string; code: string | null }[],
): Promise<void> {
  await sql`
    update categories c set labels = c.labels || jsonb_build_object(${locale}::text, g.label), code = coalesce(c.code, g.code),
      version = c.version + 1, updated_at = now()
    from jsonb_to_recordset(${JSON.stringify(labels)}::jsonb) as g(id uuid, label text, code text) where c.id = g.id`.execute(
    transaction,
  );
}

export async function setEdition(transaction: Executor, taxonomyId: string, edition: string): Promise<void> {
  await transaction
    .updateTable('taxonomies')
    .set({ edition, version: sql`version + 1`, updated_at: sql`now()` })
    .where('id', '=', taxonomyId)
    .where('edition', 'is distinct from', edition)
    .execute();
}
