import { sql, type Kysely } from 'kysely';
import { seedUnits } from './seed/si-units.ts';

/** Definitions of attributes with their options and units: few rows, written by people, read by every edit. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table units (
      code text primary key,
      family text not null,
      symbol text not null,
      labels jsonb not null default '{}',
      numerator numeric not null,
      denominator numeric not null default 1,
      shift numeric not null default 0,
      standard boolean not null default false,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint units_code_check check (code ~ '^[A-Za-z0-9_]{1,32}$'),
      constraint units_numerator_check check (numerator > 0),
      constraint units_denominator_check check (denominator > 0)
    );
    create index units_family_idx on units (family, code);
    comment on table units is 'amount in the base unit of the family = (amount + shift) * numerator / denominator; a fraction, because 5/9 is no decimal';
    comment on column units.standard is 'came with the program and is never changed';
    create table attributes (
      code text primary key,
      type text not null,
      scope text not null default 'global',
      rules jsonb not null default '{}',
      filterable boolean not null default false,
      group_code text,
      labels jsonb not null default '{}',
      position integer not null default 0,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint attributes_code_check check (code ~ '^[a-z0-9_]{1,64}$'),
      constraint attributes_type_check check (type in ('text', 'rich_text', 'number', 'measure', 'boolean', 'date',
        'option', 'multi_option', 'price', 'media', 'reference', 'table')),
      constraint attributes_scope_check check (scope in ('global', 'locale', 'channel', 'locale_channel'))
    );
    create index attributes_group_code_idx on attributes (group_code, code);
    comment on table attributes is 'what the values of product_attributes may be; a code without a row is free text';
    create table attribute_options (
      attribute_code text not null references attributes (code) on delete cascade,
      code text not null,
      labels jsonb not null default '{}',
      position integer not null default 0,
      constraint attribute_options_pkey primary key (attribute_code, code),
      constraint attribute_options_code_check check (code ~ '^[A-Za-z0-9_-]{1,100}$')
    );
    create index attribute_options_position_idx on attribute_options (attribute_code, position, code)
  `.execute(db);
  await seedUnits(db);
}
