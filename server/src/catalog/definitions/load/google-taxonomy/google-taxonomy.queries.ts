import { sql } from 'kysely';
import type { Executor } from '../../../attributes/attribute.queries.ts';
import type { CategoryRow } from '../../../categories/category.queries.ts';

export const listTaxonomyCategories = (db: Executor, taxonomyId: string): Promise<CategoryRow[]> =>
  db
    .selectFrom('categories')
    .selectAll()
    .where('taxonomy_id', '=', taxonomyId)
    .where('code', 'is not', null)
    .execute();

export interface NewNode {
  readonly code: string;
  readonly parent: string | null;
  readonly name: string;
  readonly fullPath: string;
  readonly key: string;
  readonly label: string;
}

/** Nodes of one level below nodes that there are; their codes, without those whose path is taken. */
export async function insertLevel(
  transaction: Executor,
  taxonomyId: string,
  locale: string,
  nodes: readonly NewNode[],
): Promise<CategoryRow[]> {
  const { rows } = await sql<CategoryRow>`
    with new as (
      select uuidv7() as id, p.id as parent_id, p.path as parent_path, n.*
      from jsonb_to_recordset(${JSON.stringify(nodes)}::jsonb) as n(code text, parent text, name text, "fullPath" text, "key" text, label text)
      left join categories p on p.code = n.parent)
    insert into categories (id, taxonomy_id, parent_id, name, full_path, path_key, path, code, labels)
    select id, ${taxonomyId}::uuid, parent_id, name, "fullPath", "key",
      coalesce(parent_path, ''::ltree) || text2ltree(replace(id::text, '-', '')), code, jsonb_build_object(${locale}::text, label)
    from new on conflict do nothing returning *`.execute(transaction);
  return rows;
}

/** The labels of one locale, all by one statement. */
export async function labelCategories(
  transaction: Executor,
  locale: string,
  labels: readonly { id: string; label: string }[],
): Promise<void> {
  await sql`
    update categories c set labels = c.labels || jsonb_build_object(${locale}::text, g.label), version = c.version + 1, updated_at = now()
    from jsonb_to_recordset(${JSON.stringify(labels)}::jsonb) as g(id uuid, label text) where c.id = g.id`.execute(
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
