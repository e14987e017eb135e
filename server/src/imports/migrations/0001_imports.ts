import { sql, type Kysely } from 'kysely';
import { createPartitionFunction } from '../../platform/databases/partitions.ts';

/** Files, jobs and the errors of their rows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createPartitionFunction(db);
  await sql`
    create table import_files (
      id uuid primary key default uuidv7(),
      name text not null,
      storage_key text not null,
      sha256 text not null,
      bytes bigint not null,
      created_at timestamptz not null default now()
    );
    create index import_files_sha256_idx on import_files (sha256);

    create table import_jobs (
      id uuid primary key default uuidv7(),
      file_id uuid not null references import_files (id),
      supplier_id uuid,
      supplier_name text,
      identity text not null,
      status text not null default 'queued',
      mode text not null default 'apply',
      request jsonb not null,
      detection jsonb,
      mapping jsonb,
      staged jsonb,
      rows jsonb,
      products jsonb,
      kept jsonb,
      fields jsonb,
      errors jsonb,
      warnings jsonb,
      failure jsonb,
      progress real not null default 0,
      plan_id uuid,
      cancel_requested_at timestamptz,
      heartbeat_at timestamptz,
      created_at timestamptz not null default now(),
      started_at timestamptz,
      finished_at timestamptz
    );
    create index import_jobs_created_at_idx on import_jobs (created_at);
    create unique index import_jobs_unfinished_key on import_jobs (identity)
      where status in ('queued', 'detecting', 'staging', 'planning', 'applying', 'waiting');
    comment on column import_jobs.identity is 'file content, supplier and mapping: the same again resumes an unfinished job';
    comment on column import_jobs.request is 'what the person asked for: mapping overrides, encoding, delimiter, own';

    create table import_errors (
      at timestamptz not null default now(),
      job_id uuid not null,
      line integer not null,
      "column" integer,
      header text,
      field text,
      value text,
      cause text not null,
      params jsonb not null default '{}',
      severity text not null,
      suggestion text
    ) partition by range (at);
    create index import_errors_job_idx on import_errors (job_id, line);
    create table import_errors_default partition of import_errors default;

    create table import_logs (
      at timestamptz not null default now(),
      job_id uuid not null,
      step text not null,
      message text not null,
      details jsonb not null default '{}'
    ) partition by range (at);
    create index import_logs_job_idx on import_logs (job_id, at);
    create table import_logs_default partition of import_logs default;
    select ensure_month_partition('import_errors', m::date), ensure_month_partition('import_logs', m::date)
      from generate_series(date_trunc('month', now()), date_trunc('month', now()) + interval '3 months', interval '1 month') m
  `.execute(db);
}
