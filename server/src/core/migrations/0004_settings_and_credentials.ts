import { sql, type Kysely } from 'kysely';

/** Settings that people change while it runs, and the credentials of Amazon's interfaces. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table app_settings (
      key text primary key,
      value jsonb not null,
      version integer not null,
      updated_at timestamptz not null default now()
    );
    comment on column app_settings.version is 'of all settings together, at the change that wrote this one; the highest is theirs';

    create table amazon_api_configs (
      id uuid primary key,
      provider text not null,
      label text not null,
      region text,
      marketplace text not null,
      client_id text not null,
      seller_id text,
      partner_tag text,
      credential_version text,
      secret_sealed text not null,
      last_tested_at timestamptz,
      last_test_error text,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint amazon_api_configs_provider_check check (provider in ('sp_api', 'creators_api')),
      constraint amazon_api_configs_label_key unique (label)
    );
    comment on column amazon_api_configs.secret_sealed is 'JSON of the secret fields, sealed under ENCRYPTION_KEY for this row and column'
  `.execute(db);
}
