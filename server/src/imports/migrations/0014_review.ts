import { sql, type Kysely } from 'kysely';

/** Imports that wait for a person, newest first. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index import_jobs_waiting_idx on import_jobs (id)
      where status in ('planned', 'awaiting_confirmation', 'held_by_guard') or (rows ->> 'review')::int > 0
  `.execute(db);
}
