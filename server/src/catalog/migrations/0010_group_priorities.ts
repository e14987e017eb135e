import { sql, type Kysely } from 'kysely';

/** A supplier's rank may differ by group of fields. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table suppliers add column priorities jsonb not null default '{}';
    comment on column suppliers.priorities is 'group of fields -> number that counts there instead of priority'
  `.execute(db);
}
