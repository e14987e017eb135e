import { sql, type Kysely } from 'kysely';

/** Published taxonomies come in editions. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table taxonomies add column edition text;
    comment on column taxonomies.edition is 'of a published taxonomy: the version that its newest file says it is'
  `.execute(db);
}
