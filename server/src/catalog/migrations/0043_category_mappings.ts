import { sql, type Kysely } from 'kysely';

/** What the categories that suppliers' files name mean in our trees. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table category_mappings (
      id uuid primary key default uuidv7(),
      supplier_id uuid not null references suppliers (id) on delete cascade,
      source_key text not null,
      source text not null,
      category_id uuid references categories (id) on delete set null,
      mapped_by text,
      mapped_by_id uuid,
      mapped_at timestamptz,
      operation_id uuid,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint category_mappings_key unique (supplier_id, source_key)
    );
    create index category_mappings_category_id_idx on category_mappings (category_id) where category_id is not null;
    comment on column category_mappings.source_key is 'the path as the files have it, folded: lower case, without accents';
    comment on column category_mappings.category_id is 'null: seen in a file, and not mapped yet';
    comment on column category_mappings.operation_id is 'the last change by somebody; null while only files wrote the row'
  `.execute(db);
}
