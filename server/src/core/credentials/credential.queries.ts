import { sql, type Insertable, type Kysely, type Selectable, type Updateable } from 'kysely';
import type { CoreTables } from '../tables.ts';
import type { AmazonApiConfigsTable } from './credential.tables.ts';

type Executor = Kysely<CoreTables>;
export type CredentialRow = Selectable<AmazonApiConfigsTable>;

export function listCredentials(db: Executor): Promise<CredentialRow[]> {
  return db.selectFrom('amazon_api_configs').selectAll().orderBy('label').execute();
}

export function findCredential(db: Executor, id: string): Promise<CredentialRow | undefined> {
  return db.selectFrom('amazon_api_configs').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Held until the commit: two edits of parts of one secret would each seal it without the other's part. */
export function lockCredential(transaction: Executor, id: string): Promise<CredentialRow | undefined> {
  return transaction
    .selectFrom('amazon_api_configs')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export function insertCredential(
  transaction: Executor,
  row: Insertable<AmazonApiConfigsTable>,
): Promise<CredentialRow> {
  return transaction.insertInto('amazon_api_configs').values(row).returningAll().executeTakeFirstOrThrow();
}

export function updateCredential(
  transaction: Executor,
  id: string,
  values: Updateable<AmazonApiConfigsTable>,
): Promise<CredentialRow> {
  return transaction
    .updateTable('amazon_api_configs')
    .set({ ...values, version: sql`version + 1`, updated_at: sql`now()` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function deleteCredential(transaction: Executor, id: string): Promise<void> {
  await transaction.deleteFrom('amazon_api_configs').where('id', '=', id).execute();
}
