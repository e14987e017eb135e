import { sql, type Kysely } from 'kysely';

/** Categories and their trees under codes and with labels, as files that define them have them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table taxonomies add column labels jsonb not null default '{}';
    alter table categories
      add column code text,
      add column labels jsonb not null default '{}';
    create unique index categories_code_key on categories (code) where code is not null;
    comment on column categories.code is 'null for a category that a supplier''s file or a person made by its path'
  `.execute(db);
}
