import { sql, type Insertable, type Kysely, type Selectable, type Updateable } from 'kysely';
import type { ImportConfigsTable } from '../sources/source.tables.ts';
import type { ImportsTables } from '../tables.ts';

type Executor = Kysely<ImportsTables>;
export type ImportConfigRow = Selectable<ImportConfigsTable>;

export const listConfigs = (db: Executor): Promise<ImportConfigRow[]> =>
  db.selectFrom('import_configs').selectAll().orderBy('name').execute();

export const findConfig = (db: Executor, id: string): Promise<ImportConfigRow | undefined> =>
  db.selectFrom('import_configs').selectAll().where('id', '=', id).executeTakeFirst();

/** Of a source, which has one for as long as it lives. */
export const configOf = (db: Executor, id: string): Promise<ImportConfigRow> =>
  db.selectFrom('import_configs').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

/** Held until the commit. */
export const lockConfig = (transaction: Executor, id: string): Promise<ImportConfigRow | undefined> =>
  transaction.selectFrom('import_configs').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export const insertConfig = (
  transaction: Executor,
  row: Insertable<ImportConfigsTable>,
): Promise<ImportConfigRow> =>
  transaction.insertInto('import_configs').values(row).returningAll().executeTakeFirstOrThrow();

export const updateConfig = (
  transaction: Executor,
  id: string,
  values: Updateable<ImportConfigsTable>,
): Promise<ImportConfigRow> =>
  transaction
    .updateTable('import_configs')
    .set({ ...values, version: sql`version + 1`, updated_at: sql`now()` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();

export async function deleteConfig(transaction: Executor, id: string): Promise<void> {
  await transaction.deleteFrom('import_configs').where('id', '=', id).execute();
}
