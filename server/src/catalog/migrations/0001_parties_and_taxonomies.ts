import { sql, type Kysely } from 'kysely';

/** Suppliers, brands, families and categories: few rows, read by everything. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create extension if not exists unaccent`.execute(db);
  await sql`create extension if not exists pg_trgm`.execute(db);
  await sql`create extension if not exists ltree`.execute(db);
  // Stage and plan tables of running change sets; the only schema in which the run-time role makes tables.
  await sql`create schema staging`.execute(db);

  await sql`
    create sequence supplier_priority_seq;
    create table suppliers (
      id uuid primary key default uuidv7(),
      name text not null,
      name_key text not null,
      code text not null,
      priority integer not null default nextval('supplier_priority_seq'),
      currency text,
      prices_include_tax boolean,
      locale text,
      new_product_status text not null default 'draft',
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint suppliers_name_key_key unique (name_key),
      constraint suppliers_code_key unique (code)
    );
    comment on column suppliers.priority is 'lower wins; default is the order of creation';
    comment on column suppliers.code is 'upper-case ASCII slug of the name, fixed at creation, part of made SKUs'
  `.execute(db);

  await sql`
    create table brands (
      id uuid primary key default uuidv7(),
      name text not null,
      name_key text not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint brands_name_key_key unique (name_key)
    );
    create table families (
      id uuid primary key default uuidv7(),
      code text not null,
      code_key text not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint families_code_key_key unique (code_key)
    );
    create table taxonomies (
      id uuid primary key default uuidv7(),
      code text not null,
      created_at timestamptz not null default now(),
      constraint taxonomies_code_key unique (code)
    );
    insert into taxonomies (code) values ('main');
    create table categories (
      id uuid primary key default uuidv7(),
      taxonomy_id uuid not null references taxonomies (id),
      parent_id uuid references categories (id),
      name text not null,
      full_path text not null,
      path_key text not null,
      path ltree not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint categories_path_key_key unique (taxonomy_id, path_key)
    );
    create index categories_parent_id_idx on categories (parent_id);
    comment on column categories.full_path is 'names from the root, joined by " > "';
    comment on column categories.path is 'ids from the root without dashes, for branch queries; a GiST index on it was half of the time a new taxonomy took, a scan of ten thousand categories takes 2 ms'
  `.execute(db);
}
