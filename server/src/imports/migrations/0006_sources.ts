import { sql, type Kysely } from 'kysely';

/** Where files come from, how those files are read, and what was taken from where. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table import_configs (
      id uuid primary key default uuidv7(),
      name text not null constraint import_configs_name_key unique,
      supplier_id uuid,
      template_id uuid,
      map jsonb not null default '[]',
      encoding text,
      delimiter text,
      sheet text,
      currency text,
      mode text not null default 'apply',
      guard jsonb not null default '{}',
      missing_action text,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint import_configs_mode_check check (mode in ('apply', 'preview'))
    );
    comment on column import_configs.supplier_id is 'null: the files are our own catalogue';

    create table import_sources (
      id uuid primary key,
      name text not null,
      kind text not null,
      config_id uuid not null references import_configs (id),
      settings jsonb not null,
      secret_sealed text,
      state text not null default 'active',
      expected_hours integer,
      cursor jsonb not null default '{}',
      last_polled_at timestamptz,
      last_file_at timestamptz,
      last_error jsonb,
      failure_count integer not null default 0,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint import_sources_kind_check check (kind in ('http', 'folder', 'ftp', 'sftp', 'imap', 's3')),
      constraint import_sources_state_check check (state in ('active', 'paused', 'broken'))
    );
    create unique index import_sources_name_key on import_sources (lower(name));
    create index import_sources_config_idx on import_sources (config_id);
    comment on column import_sources.state is 'broken: only a person can mend it, so that nothing is asked until then';
    comment on column import_sources.cursor is 'what the last poll learned of the other side: ETag, host key';
    comment on column import_sources.expected_hours is 'a new file comes at least this often';

    create table import_source_files (
      id uuid primary key default uuidv7(),
      source_id uuid not null references import_sources (id) on delete cascade,
      remote_name text not null,
      remote_version text not null,
      bytes bigint not null,
      modified_at timestamptz,
      sha256 text not null,
      outcome text not null,
      import_id uuid references import_jobs (id) on delete set null,
      taken_at timestamptz not null default now(),
      constraint import_source_files_outcome_check check (outcome in ('imported', 'skipped'))
    );
    create unique index import_source_files_once_key on import_source_files (source_id, remote_name, remote_version);
    create index import_source_files_import_idx on import_source_files (import_id);
    create index import_source_files_taken_idx on import_source_files (source_id, id desc);
    comment on column import_source_files.remote_version is 'size and time, or the hash of an attachment: one state of the file is taken once';

    alter table import_jobs add column source_id uuid;
    create index import_jobs_source_idx on import_jobs (source_id, id desc) where source_id is not null
  `.execute(db);
}
