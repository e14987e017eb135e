import { sql, type Kysely } from 'kysely';

/** How a person says that a stored file is read, instead of the guess. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table import_files add column dialect jsonb not null default '{}';
    comment on column import_files.dialect is 'encoding, delimiter, sheet, recordPath; what is absent is guessed'
  `.execute(db);
}
