import { sql, type Kysely } from 'kysely';

/** Translations whose source was changed after them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table outdated_translations (
      product_id uuid not null,
      field text not null,
      locale text not null,
      channel text not null default '',
      since timestamptz not null default now(),
      constraint outdated_translations_pkey primary key (product_id, field, locale, channel),
      constraint outdated_translations_product_id_fkey foreign key (product_id) references products (id) not enforced
    );
    create index outdated_translations_locale_idx on outdated_translations (locale, since);
    comment on table outdated_translations is 'written in the transaction that changed the source, deleted in the one that saves the translation'
  `.execute(db);
}
