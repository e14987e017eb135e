import { sql, type Kysely } from 'kysely';

/** Spellings of brands, and brands that were merged into others. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table brands
      add column version integer not null default 1,
      add column merged_into uuid references brands (id) on delete cascade;
    create index brands_merged_into_idx on brands (merged_into) where merged_into is not null;
    comment on column brands.merged_into is 'the brand that has its products; kept for the undo of the merge, and shown nowhere';
    create table brand_aliases (
      alias_key text primary key,
      alias text not null,
      brand_id uuid not null references brands (id) on delete cascade,
      merge_id uuid,
      created_at timestamptz not null default now()
    );
    create index brand_aliases_brand_id_idx on brand_aliases (brand_id);
    comment on column brand_aliases.merge_id is 'the merge that made it, and whose undo takes it away';
    create table brand_merges (
      operation_id uuid primary key,
      brand_id uuid not null references brands (id) on delete cascade,
      into_id uuid not null references brands (id) on delete cascade,
      moved_aliases text[] not null default '{}',
      in_effect boolean not null default true,
      created_at timestamptz not null default now()
    );
    create index brand_merges_brand_id_idx on brand_merges (brand_id);
    create index brand_merges_into_id_idx on brand_merges (into_id);
    comment on column brand_merges.moved_aliases is 'keys of the aliases that the merge took along';
    comment on column brand_merges.in_effect is 'false while the operation is undone'
  `.execute(db);
}
