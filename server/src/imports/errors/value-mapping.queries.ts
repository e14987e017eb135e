import { sql, type Kysely, type Selectable } from 'kysely';
import type { ImportsTables } from '../tables.ts';
import type { ValueMapping } from './replace-values.ts';
import type { ValueMappingsTable } from './value-mapping.tables.ts';

type Executor = Kysely<ImportsTables>;
export type ValueMappingRow = Selectable<ValueMappingsTable>;

export interface ValueMappingFilter {
  /** Null: those of our own files. */
  readonly supplierId?: string | null | undefined;
  readonly after: string | null;
  readonly limit: number;
}

export function listValueMappings(
  db: Executor,
  { supplierId, after, limit }: ValueMappingFilter,
): Promise<ValueMappingRow[]> {
  let query = db.selectFrom('value_mappings').selectAll().orderBy('id').limit(limit);
  if (supplierId !== undefined)
    query = query.where(sql<boolean>`supplier_id is not distinct from ${supplierId}`);
  return (after ? query.where('id', '>', after) : query).execute();
}

/** Those that hold for a file; oldest first, so that of two words that fold alike the later one counts. */
export async function mappingsOfSupplier(db: Executor, supplierId: string | null): Promise<ValueMapping[]> {
  const rows = await db
    .selectFrom('value_mappings')
    .select(['field', 'from_value', 'to_value'])
    .where(sql<boolean>`supplier_id is not distinct from ${supplierId}`)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ field: row.field, from: row.from_value, to: row.to_value }));
}

export const findValueMapping = (db: Executor, id: string): Promise<ValueMappingRow | undefined> =>
  db.selectFrom('value_mappings').selectAll().where('id', '=', id).executeTakeFirst();

/** Held until the commit. */
export const lockValueMapping = (transaction: Executor, id: string): Promise<ValueMappingRow | undefined> =>
  transaction.selectFrom('value_mappings').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

/** @returns undefined where the supplier's word has a meaning already */
export const insertValueMapping = (
  transaction: Executor,
  supplierId: string | null,
  { field, from, to }: ValueMapping,
): Promise<ValueMappingRow | undefined> =>
  transaction
    .insertInto('value_mappings')
    .values({ supplier_id: supplierId, field, from_value: from, to_value: to })
    .onConflict((conflict) => conflict.constraint('value_mappings_key').doNothing())
    .returningAll()
    .executeTakeFirst();

/** A remedy that is chosen anew replaces the earlier one. */
export async function learnValueMappings(
  transaction: Executor,
  supplierId: string | null,
  mappings: readonly ValueMapping[],
): Promise<void> {
  await sql`
    insert into value_mappings (supplier_id, field, from_value, to_value)
    select ${supplierId}::uuid, m.field, m."from", m."to"
    from jsonb_to_recordset(${JSON.stringify(mappings)}::jsonb) as m(field text, "from" text, "to" text)
    on conflict on constraint value_mappings_key do update
      set to_value = excluded.to_value, version = value_mappings.version + 1, updated_at = now()
      where value_mappings.to_value is distinct from excluded.to_value
  `.execute(transaction);
}

export const updateValueMapping = (
  transaction: Executor,
  id: string,
  to: string | null,
): Promise<ValueMappingRow> =>
  transaction
    .updateTable('value_mappings')
    .set({ to_value: to, version: sql`version + 1`, updated_at: sql`now()` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();

export async function deleteValueMapping(transaction: Executor, id: string): Promise<void> {
  await transaction.deleteFrom('value_mappings').where('id', '=', id).execute();
}
