import { sql, type Kysely } from 'kysely';

/** How products are found by search engines, and the addresses that they had before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table product_seo (
      product_id uuid not null,
      locale text not null default '',
      channel text not null default '',
      slug text,
      title text,
      description text,
      constraint product_seo_pkey primary key (product_id, locale, channel),
      constraint product_seo_product_id_fkey foreign key (product_id) references products (id) not enforced
    );
    create unique index product_seo_slug_key on product_seo (slug, locale, channel) where slug is not null;
    comment on table product_seo is 'empty strings are the default locale and every channel';
    create table slug_redirects (
      product_id uuid not null,
      locale text not null default '',
      channel text not null default '',
      slug text not null,
      created_at timestamptz not null default clock_timestamp(),
      constraint slug_redirects_pkey primary key (slug, locale, channel, product_id),
      constraint slug_redirects_product_id_fkey foreign key (product_id) references products (id) not enforced
    );
    create index slug_redirects_product_id_idx on slug_redirects (product_id);
    comment on table slug_redirects is 'slugs that a product had; of several products the last to leave one is meant'
  `.execute(db);
}
