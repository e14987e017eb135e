import { sql, type Kysely } from 'kysely';

/** Who asked for an import, or confirmed it, and by which request. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table import_jobs
      add column actor text not null default 'import',
      add column actor_id uuid,
      add column request_id text,
      add column source_address text
  `.execute(db);
}
