import { sql, type Kysely } from 'kysely';

/**
 * Products and what hangs on them. Foreign keys on the tables an import writes are declared NOT ENFORCED:
 * enforced they nearly double an import (12.6 s against 6.7 s for 100,000 rows); `reconcile` verifies them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table products (
      id uuid primary key default uuidv7(),
      sku text not null,
      gtin text,
      asin text,
      mpn text,
      mpn_key text,
      brand_id uuid,
      family_id uuid,
      parent_id uuid,
      title text,
      description text,
      short_description text,
      type text not null default 'simple',
      status text not null default 'draft',
      weight numeric,
      length numeric,
      width numeric,
      height numeric,
      tax_class text,
      owner text not null default 'user',
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint products_sku_key unique (sku),
      constraint products_brand_id_fkey foreign key (brand_id) references brands (id) not enforced,
      constraint products_family_id_fkey foreign key (family_id) references families (id) not enforced,
      constraint products_parent_id_fkey foreign key (parent_id) references products (id) not enforced,
      constraint products_type_check check (type in ('simple', 'model', 'variant', 'bundle')),
      constraint products_status_check check (status in ('draft', 'active', 'archived'))
    );
    create index products_brand_id_idx on products (brand_id);
    create index products_mpn_key_idx on products (mpn_key, brand_id) where mpn_key is not null;
    create index products_asin_idx on products (asin) where asin is not null;
    create index products_updated_at_idx on products (updated_at, id);
    comment on column products.owner is 'user, own or a supplier id: owner of every field without an entry in field_sources';
    comment on column products.mpn_key is 'mpn in upper case without spaces and dashes'
  `.execute(db);

  await sql`
    create table product_identifiers (
      product_id uuid not null,
      kind text not null,
      value text not null,
      raw text,
      created_at timestamptz not null default now(),
      constraint product_identifiers_pkey primary key (product_id, kind, value),
      constraint product_identifiers_product_id_fkey foreign key (product_id) references products (id) not enforced
    );
    create unique index product_identifiers_gtin_key on product_identifiers (value) where kind = 'gtin';
    create index product_identifiers_value_idx on product_identifiers (value) where kind <> 'gtin';
    comment on column product_identifiers.value is 'normalised: a GTIN has 14 digits';
    comment on column product_identifiers.raw is 'as the source wrote it, where that differs from the value'
  `.execute(db);

  await sql`
    create table supplier_products (
      id uuid primary key default uuidv7(),
      supplier_id uuid not null,
      product_id uuid not null,
      supplier_reference text,
      cost numeric,
      currency text,
      stock numeric,
      lead_time_days integer,
      min_quantity numeric,
      pack_quantity numeric,
      row_hash uuid,
      change_set_id uuid,
      line integer,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint supplier_products_supplier_id_fkey foreign key (supplier_id) references suppliers (id) not enforced,
      constraint supplier_products_product_id_fkey foreign key (product_id) references products (id) not enforced
    );
    create unique index supplier_products_reference_key on supplier_products (supplier_id, supplier_reference);
    create unique index supplier_products_no_reference_key on supplier_products (product_id, supplier_id)
      where supplier_reference is null;
    create index supplier_products_product_id_idx on supplier_products (product_id);
    comment on table supplier_products is 'offers: what one supplier says of one product under one reference';
    comment on column supplier_products.row_hash is 'hash of the mapped row last applied; null after any other write to an imported field'
  `.execute(db);

  await sql`
    create table product_prices (
      product_id uuid not null,
      type text not null,
      currency text not null,
      amount numeric not null,
      tax_included boolean not null,
      updated_at timestamptz not null default now(),
      constraint product_prices_pkey primary key (product_id, type, currency),
      constraint product_prices_product_id_fkey foreign key (product_id) references products (id) not enforced
    );
    create table product_stocks (
      product_id uuid not null,
      location text not null default 'main',
      quantity numeric not null,
      updated_at timestamptz not null default now(),
      constraint product_stocks_pkey primary key (product_id, location),
      constraint product_stocks_product_id_fkey foreign key (product_id) references products (id) not enforced
    );
    create table product_categories (
      product_id uuid not null,
      category_id uuid not null,
      is_main boolean not null default false,
      constraint product_categories_pkey primary key (product_id, category_id),
      constraint product_categories_product_id_fkey foreign key (product_id) references products (id) not enforced,
      constraint product_categories_category_id_fkey foreign key (category_id) references categories (id) not enforced
    );
    create index product_categories_category_id_idx on product_categories (category_id, product_id);
    create table product_attributes (
      product_id uuid not null,
      locale text not null default '',
      channel text not null default '',
      values jsonb not null,
      constraint product_attributes_pkey primary key (product_id, locale, channel),
      constraint product_attributes_product_id_fkey foreign key (product_id) references products (id) not enforced
    );
    comment on table product_attributes is 'one document per product, locale and channel; empty strings are the global scope';
    create table field_sources (
      product_id uuid primary key,
      owners jsonb not null,
      constraint field_sources_product_id_fkey foreign key (product_id) references products (id) not enforced
    );
    comment on table field_sources is 'owners of fields that differ from products.owner: {field: user | own | supplier id}';
    create table quality_issues (
      product_id uuid not null,
      rule text not null,
      source text not null default '',
      params jsonb not null default '{}',
      found_at timestamptz not null default now(),
      constraint quality_issues_pkey primary key (product_id, rule, source),
      constraint quality_issues_product_id_fkey foreign key (product_id) references products (id) not enforced
    );
    create index quality_issues_rule_idx on quality_issues (rule)
  `.execute(db);
}
