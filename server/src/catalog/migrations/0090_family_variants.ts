import { sql, type Kysely } from 'kysely';

/** How the variants of a family's models are told apart, under a name that models carry. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table family_variants (
      code text primary key,
      family_id uuid not null references families (id) on delete cascade,
      labels jsonb not null default '{}',
      levels jsonb not null,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint family_variants_code_check check (code ~ '^[A-Za-z0-9_]{1,100}$')
    );
    comment on column family_variants.levels is 'one or two, from the model down: {axes, attributes}, both lists of attribute codes';
    create index family_variants_family_id_idx on family_variants (family_id);
    alter table products add column family_variant text;
    comment on column products.family_variant is 'code as it was said; one that nobody defined yet has no axes';
    create index products_family_variant_idx on products (family_variant) where family_variant is not null
  `.execute(db);
}
