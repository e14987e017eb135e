import { sql, type Kysely } from 'kysely';

/** Files of several suppliers that are looked at side by side, before anything of them is in the catalogue. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table first_looks (
      id uuid primary key default uuidv7(),
      status text not null default 'queued',
      progress real not null default 0,
      result jsonb,
      failure jsonb,
      created_at timestamptz not null default now(),
      finished_at timestamptz,
      constraint first_looks_status_check check (status in ('queued', 'reading', 'comparing', 'done', 'failed'))
    );
    create index first_looks_created_at_idx on first_looks (created_at);

    create table first_look_files (
      look_id uuid not null references first_looks (id) on delete cascade,
      position integer not null,
      file_id uuid not null references import_files (id),
      supplier_name text not null,
      request jsonb,
      findings jsonb,
      failure jsonb,
      import_id uuid references import_jobs (id),
      constraint first_look_files_pkey primary key (look_id, position)
    );
    comment on column first_look_files.request is 'how the file was read; an import of it after the look reads it the same';
    comment on column first_look_files.failure is 'why this one file could not be read; the others were'
  `.execute(db);
}
