import { sql, type Kysely } from 'kysely';

/** Which attributes a family has and which of them a channel requires. Imports go on making families by name. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table channels (
      code text primary key,
      labels jsonb not null default '{}',
      locales text[] not null default '{}',
      currencies text[] not null default '{}',
      taxonomy_id uuid references taxonomies (id),
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint channels_code_check check (code ~ '^[a-z0-9_]{1,64}$')
    );
    alter table families
      add column labels jsonb not null default '{}',
      add column axes jsonb not null default '[]',
      add column version integer not null default 1;
    comment on column families.axes is 'levels of variants, two at most, each a list of attribute codes';
    create table family_attributes (
      family_id uuid not null references families (id) on delete cascade,
      attribute_code text not null references attributes (code),
      required_channels text[] not null default '{}',
      position integer not null default 0,
      constraint family_attributes_pkey primary key (family_id, attribute_code)
    );
    create index family_attributes_attribute_code_idx on family_attributes (attribute_code)
  `.execute(db);
}
