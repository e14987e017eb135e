import { sql, type Kysely } from 'kysely';

/** What a supplier's files usually look like, and what was odd about one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table import_baselines (
      id uuid primary key default uuidv7(),
      supplier_id uuid not null,
      job_id uuid not null unique references import_jobs (id) on delete cascade,
      profile jsonb not null,
      created_at timestamptz not null default now()
    );
    create index import_baselines_supplier_idx on import_baselines (supplier_id, id desc);
    comment on table import_baselines is 'profiles of completed imports; the last five of a supplier say what is usual';
    alter table import_jobs add column guard jsonb, add column missing jsonb;
    comment on column import_jobs.guard is 'findings of the feed guard; an automatic run with any is held';
    create table import_statistics (
      supplier_id uuid not null,
      day date not null,
      files integer not null default 0,
      failed integer not null default 0,
      rows jsonb not null default '{}',
      duration_ms bigint not null default 0,
      constraint import_statistics_pkey primary key (supplier_id, day)
    );
    comment on column import_statistics.rows is 'sums of what became of the rows: {read, created, updated, …}'
  `.execute(db);
}
