import { sql, type Kysely } from 'kysely';

/** When sources are asked, where that is not left to the kind of source. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table import_schedules (
      id uuid primary key default uuidv7(),
      source_id uuid not null references import_sources (id) on delete cascade,
      cron text not null,
      time_zone text not null,
      state text not null default 'active',
      next_run_at timestamptz,
      last_run_at timestamptz,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint import_schedules_state_check check (state in ('active', 'paused'))
    );
    create index import_schedules_due_idx on import_schedules (next_run_at) where state = 'active';
    create index import_schedules_source_idx on import_schedules (source_id)
  `.execute(db);
}
