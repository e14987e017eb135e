import { sql, type Kysely } from 'kysely';

/** What a supplier's words mean here, and imports over the rejected rows of another one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table value_mappings (
      id uuid primary key default uuidv7(),
      supplier_id uuid,
      field text not null,
      from_value text not null,
      to_value text,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint value_mappings_key unique nulls not distinct (supplier_id, field, from_value)
    );
    comment on column value_mappings.supplier_id is 'null: our own files';
    comment on column value_mappings.to_value is 'null: the cell counts as empty';
    alter table import_jobs add column retry_of uuid references import_jobs (id);
    create index import_jobs_retry_of_idx on import_jobs (retry_of) where retry_of is not null
  `.execute(db);
}
