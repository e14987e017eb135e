import { sql, type Kysely } from 'kysely';

/** Runs of file exports. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table export_jobs (
      id uuid primary key default uuidv7(),
      status text not null default 'queued',
      format text not null,
      request jsonb not null,
      storage_key text,
      bytes bigint,
      products integer not null default 0,
      failure jsonb,
      created_at timestamptz not null default now(),
      started_at timestamptz,
      finished_at timestamptz
    );
    create index export_jobs_created_at_idx on export_jobs (created_at)
  `.execute(db);
}
