import { sql, type Kysely } from 'kysely';

/** What a person left out when he confirmed a plan: it must outlive the process that was asked. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table import_jobs add column decision jsonb`.execute(db);
}
