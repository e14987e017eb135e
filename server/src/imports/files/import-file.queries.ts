import type { Kysely } from 'kysely';
import type { GivenDialect } from '../reading/detection.ts';
import type { ImportsTables } from '../tables.ts';

export async function setDialect(
  transaction: Kysely<ImportsTables>,
  id: string,
  dialect: GivenDialect,
): Promise<void> {
  await transaction
    .updateTable('import_files')
    .set({ dialect: JSON.stringify(dialect) })
    .where('id', '=', id)
    .execute();
}
