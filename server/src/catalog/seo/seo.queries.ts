import type { PoolClient } from 'pg';
import type { Executor } from '../products/product.queries.ts';

export interface SeoScope {
  /** '' is the default locale, and every channel. */
  readonly locale: string;
  readonly channel: string;
}

export interface SeoTexts {
  readonly slug: string | null;
  readonly title: string | null;
  readonly description: string | null;
}

export type SeoRow = SeoScope & SeoTexts;

export async function readSeo(client: PoolClient, productId: string): Promise<SeoRow[]> {
  const { rows } = await client.query<SeoRow>(
    'select locale, channel, slug, title, description from product_seo where product_id = $1',
    [productId],
  );
  return rows;
}

/** Rows that are left empty go; the others take the place of what there was. */
export async function writeRows(
  client: PoolClient,
  productId: string,
  rows: readonly SeoRow[],
): Promise<void> {
  await client.query(
    `with given as (
       select * from jsonb_to_recordset($2::jsonb) as g(locale text, channel text, slug text, title text, description text)),
     emptied as (
       delete from product_seo s using given g
       where s.product_id = $1 and s.locale = g.locale and s.channel = g.channel and coalesce(g.slug, g.title, g.description) is null)
     insert into product_seo (product_id, locale, channel, slug, title, description)
     select $1, locale, channel, slug, title, description from given where coalesce(slug, title, description) is not null
     on conflict (product_id, locale, channel) do update
       set slug = excluded.slug, title = excluded.title, description = excluded.description`,
    [productId, JSON.stringify(rows)],
  );
}

/** The old address goes on leading to the product; one that is its address again leads nowhere else. */
export async function keepRedirects(
  client: PoolClient,
  productId: string,
  moved: readonly (SeoScope & { readonly old: string | null; readonly new: string | null })[],
): Promise<void> {
  await client.query(
    `with moved as (select * from jsonb_to_recordset($2::jsonb) as m(locale text, channel text, old text, new text)),
     back as (
       delete from slug_redirects r using moved m
       where r.product_id = $1 and r.locale = m.locale and r.channel = m.channel and r.slug = m.new)
     insert into slug_redirects (product_id, locale, channel, slug)
     select $1, locale, channel, old from moved where old is not null
     on conflict (slug, locale, channel, product_id) do update set created_at = excluded.created_at`,
    [productId, JSON.stringify(moved)],
  );
}

/** One at a time asks for slugs that differ in their number only; taken in one order by all. */
export async function lockStems(client: PoolClient, stems: readonly string[]): Promise<void> {
  for (const stem of [...new Set(stems)].sort())
    await client.query(`select pg_advisory_xact_lock(hashtextextended('catalog.slug/' || $1, 0))`, [stem]);
}

export interface SlugHolder extends SeoScope {
  readonly slug: string;
  readonly productId: string;
  readonly sku: string;
}

/** The first of these slugs that another product has in the same scope. */
export async function findHolder(
  client: PoolClient,
  productId: string,
  slugs: readonly (SeoScope & { readonly slug: string })[],
): Promise<SlugHolder | undefined> {
  const { rows } = await client.query<SlugHolder>(
    `select s.slug, s.locale, s.channel, p.id as "productId", p.sku
     from jsonb_to_recordset($2::jsonb) as g(locale text, channel text, slug text)
     join product_seo s on s.slug = g.slug and s.locale = g.locale and s.channel = g.channel and s.product_id <> $1
     join products p on p.id = s.product_id limit 1`,
    [productId, JSON.stringify(slugs)],
  );
  return rows[0];
}

/** Which of the slugs lead to another product in any scope that a reader of this one may be in. */
export async function listTaken(
  client: PoolClient,
  productId: string,
  { locale, channel }: SeoScope,
  slugs: readonly string[],
): Promise<Set<string>> {
  const inScope = `product_id <> $1 and slug = any($2) and ($3::text = '' or locale in ('', $3)) and ($4::text = '' or channel in ('', $4))`;
  const { rows } = await client.query<{ slug: string }>(
    `select slug from product_seo where ${inScope} union select slug from slug_redirects where ${inScope}`,
    [productId, slugs, locale, channel],
  );
  return new Set(rows.map(({ slug }) => slug));
}

/** The product's titles by scope, and its SKU. */
export async function readTitles(
  client: PoolClient,
  productId: string,
): Promise<{ sku: string; titles: (SeoScope & { title: string })[] }> {
  const { rows } = await client.query<SeoScope & { title: string | null; sku: string }>(
    `select '' as locale, '' as channel, title, sku from products where id = $1
     union all
     select a.locale, a.channel, a.values ->> 'title', '' from product_attributes a
     where a.product_id = $1 and (a.locale, a.channel) <> ('', '') and jsonb_exists(a.values, 'title')`,
    [productId],
  );
  return {
    sku: rows.find(({ sku }) => sku !== '')?.sku ?? '',
    titles: rows.flatMap(({ locale, channel, title }) =>
      title === null ? [] : [{ locale, channel, title }],
    ),
  };
}

/** Everything of a product's SEO, as finished text. */
export async function readSeoText(
  db: Executor,
  productId: string,
): Promise<{ body: string; version: number } | null> {
  const { rows } = await db.query<{ body: string; version: number }>({
    name: 'read-seo',
    text: `select p.version, json_build_object(
        'items', coalesce((
          select json_agg(json_build_object('locale', nullif(s.locale, ''), 'channel', nullif(s.channel, ''),
            'slug', s.slug, 'title', s.title, 'description', s.description) order by s.locale, s.channel)
          from product_seo s where s.product_id = p.id), '[]'),
        'redirects', coalesce((
          select json_agg(json_build_object('locale', nullif(r.locale, ''), 'channel', nullif(r.channel, ''), 'slug', r.slug,
            'since', to_char(r.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by r.created_at desc, r.slug)
          from slug_redirects r where r.product_id = p.id), '[]'),
        'nextCursor', null)::text as body
      from products p where p.id = $1`,
    values: [productId],
  });
  return rows[0] ?? null;
}

export interface ResolvedSlug {
  readonly productId: string;
  readonly sku: string;
  readonly status: string;
  /** As the product is found in this scope now; null where it has none any more. */
  readonly slug: string | null;
}

/**
 * The product of a slug: whoever has it now before whoever had it, of these the last one; nearest scope first, from
 * locale and channel over the locale and the channel to everywhere.
 */
export async function findBySlug(
  db: Executor,
  slug: string,
  { locale, channel }: SeoScope,
): Promise<ResolvedSlug | undefined> {
  const inScope = `locale in ($2, '') and channel in ($3, '')`;
  const { rows } = await db.query<ResolvedSlug & Record<string, unknown>>({
    name: 'resolve-slug',
    text: `select p.id as "productId", p.sku, p.status, (
        select s.slug from product_seo s where s.product_id = p.id and s.slug is not null and ${inScope}
        order by s.locale <> '' desc, s.channel <> '' desc limit 1) as slug
      from (
        select product_id, locale, channel, null::timestamptz as left_at from product_seo where slug = $1 and ${inScope}
        union all
        select product_id, locale, channel, created_at from slug_redirects where slug = $1 and ${inScope}) h
      join products p on p.id = h.product_id
      order by h.left_at is not null, h.locale <> '' desc, h.channel <> '' desc, h.left_at desc limit 1`,
    values: [slug, locale, channel],
  });
  return rows[0];
}
