import { sql, type Selectable } from 'kysely';
import type { Origin } from '../../platform/origin.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import { containing } from '../definitions/list-page.ts';
import type { CategoryMappingsTable } from './category-mapping.tables.ts';

export type CategoryMappingRow = Selectable<CategoryMappingsTable>;
/** With the category that it leads to. */
export type ShownMapping = CategoryMappingRow & {
  readonly category: { readonly id: string; readonly taxonomy: string; readonly path: string } | null;
};

const category = sql<ShownMapping['category']>`(
  select json_build_object('id', c.id, 'taxonomy', t.code, 'path', c.full_path)
  from categories c join taxonomies t on t.id = c.taxonomy_id where c.id = category_mappings.category_id)`.as(
  'category',
);

export interface MappingFilter {
  readonly supplierId?: string | undefined;
  readonly mapped?: boolean | undefined;
  readonly q?: string | undefined;
}

/** In the order of the suppliers' paths. */
export function listMappings(
  db: Executor,
  { supplierId, mapped, q }: MappingFilter,
  { after, limit }: { after: readonly string[] | null; limit: number },
): Promise<ShownMapping[]> {
  let query = db
    .selectFrom('category_mappings')
    .selectAll()
    .select(category)
    .orderBy('source_key')
    .orderBy('id')
    .limit(limit);
  if (after !== null)
    query = query.where(sql<boolean>`(source_key, id) > (${after[0]}::text, ${after[1]}::uuid)`);
  if (supplierId !== undefined) query = query.where('supplier_id', '=', supplierId);
  if (mapped !== undefined) query = query.where('category_id', mapped ? 'is not' : 'is', null);
  if (q !== undefined) query = query.where(sql<boolean>`source ilike ${containing(q)}`);
  return query.execute();
}

/** How many of the categories that a supplier's files name, or all suppliers', are mapped, and how many are not. */
export async function countMappings(
  db: Executor,
  supplierId: string | undefined,
): Promise<{ mapped: number; unmapped: number }> {
  const { rows } = await sql<{ mapped: number; unmapped: number }>`
    select count(category_id)::int as mapped, (count(*) - count(category_id))::int as unmapped
    from category_mappings where ${supplierId ?? null}::uuid is null or supplier_id = ${supplierId ?? null}::uuid`.execute(
    db,
  );
  return rows[0]!;
}

export const findMapping = (db: Executor, id: string): Promise<ShownMapping | undefined> =>
  db.selectFrom('category_mappings').selectAll().select(category).where('id', '=', id).executeTakeFirst();

/** Held until the commit. */
export const lockMapping = (transaction: Executor, id: string): Promise<CategoryMappingRow | undefined> =>
  transaction.selectFrom('category_mappings').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

/** The row of a supplier's path, held until the commit; made, unmapped, where no file and nobody named it. */
export async function openMapping(
  transaction: Executor,
  { supplierId, key, source }: { supplierId: string; key: string; source: string },
): Promise<{ row: CategoryMappingRow; made: boolean }> {
  const made = await transaction
    .insertInto('category_mappings')
    .values({ supplier_id: supplierId, source_key: key, source })
    .onConflict((conflict) => conflict.constraint('category_mappings_key').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (made) return { row: made, made: true };
  const row = await transaction
    .selectFrom('category_mappings')
    .selectAll()
    .where('supplier_id', '=', supplierId)
    .where('source_key', '=', key)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { row, made: false };
}

export async function mapTo(
  transaction: Executor,
  id: string,
  { categoryId, origin, operationId }: { categoryId: string | null; origin: Origin; operationId: string },
): Promise<void> {
  await transaction
    .updateTable('category_mappings')
    .set({
      category_id: categoryId,
      mapped_by: origin.actor,
      mapped_by_id: origin.actorId,
      mapped_at: sql`now()`,
      operation_id: operationId,
      version: sql`version + 1`,
      updated_at: sql`now()`,
    })
    .where('id', '=', id)
    .execute();
}

export async function deleteMapping(transaction: Executor, id: string): Promise<void> {
  await transaction.deleteFrom('category_mappings').where('id', '=', id).execute();
}
