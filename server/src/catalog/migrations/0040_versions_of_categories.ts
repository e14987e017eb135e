import { sql, type Kysely } from 'kysely';

/** Taxonomies and categories are edited by people, each under its version. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table taxonomies
      add column version integer not null default 1,
      add column updated_at timestamptz not null default now();
    alter table categories add column version integer not null default 1
  `.execute(db);
}
