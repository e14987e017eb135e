import type { Client } from 'pg';

/**
 * What the tables an import writes say, without ids, times, versions of rows and the order of history: products
 * are named by their SKU, offers by supplier and reference. Equal digests are equal catalogues.
 */
const digests: Readonly<Record<string, string>> = {
  products: `select p.sku, p.gtin, p.asin, p.mpn, p.mpn_key, b.name as brand, f.code as family, p.title, p.description,
      p.short_description, p.type, p.status, p.weight, p.length, p.width, p.height, p.tax_class, p.family_variant, o.name as owner, p.version
    from products p left join brands b on b.id = p.brand_id left join families f on f.id = p.family_id
    left join suppliers o on o.id::text = p.owner`,
  offers: `select s.name, o.supplier_reference, p.sku, o.cost, o.currency, o.stock, o.lead_time_days, o.min_quantity, o.pack_quantity, o.row_hash is not null as hashed, o.line
    from supplier_products o join suppliers s on s.id = o.supplier_id left join products p on p.id = o.product_id`,
  prices: `select p.sku, x.type, x.currency, x.amount, x.channel, x.min_quantity, x.valid_from, x.valid_to, x.tax_included from all_prices x left join products p on p.id = x.product_id`,
  stocks: `select p.sku, x.location, x.quantity from product_stocks x left join products p on p.id = x.product_id`,
  identifiers: `select p.sku, x.kind, x.value, x.raw from product_identifiers x left join products p on p.id = x.product_id`,
  categories: `select p.sku, c.full_path, x.is_main from product_categories x left join products p on p.id = x.product_id join categories c on c.id = x.category_id`,
  attributes: `select p.sku, x.locale, x.channel, x.values from product_attributes x left join products p on p.id = x.product_id`,
  images: `select p.sku, x.name, x.position from product_media_references x left join products p on p.id = x.product_id`,
  bundles: `select b.sku as bundle, x.price_mode, p.sku, i.quantity, i.position
    from product_bundles x left join products b on b.id = x.product_id
    left join product_bundle_items i on i.bundle_id = x.product_id left join products p on p.id = i.product_id`,
  relations: `select p.sku, x.kind, r.sku as related, x.position
    from product_relations x left join products p on p.id = x.product_id left join products r on r.id = x.related_id`,
  seo: `select p.sku, x.locale, x.channel, x.slug, x.title, x.description from product_seo x left join products p on p.id = x.product_id`,
  redirects: `select p.sku, x.locale, x.channel, x.slug from slug_redirects x left join products p on p.id = x.product_id`,
  owners: `select p.sku, x.owners from field_sources x left join products p on p.id = x.product_id`,
  issues: `select p.sku, x.rule, x.params from quality_issues x left join products p on p.id = x.product_id`,
  history: `select p.sku, h.kind, h.line, h.batch, h.version, h.changes from field_changes h left join products p on p.id = h.product_id`,
  events: `select name, batch, payload - 'id' as payload from change_events`,
  merged: `select p.sku, s.sku as survivor from product_redirects x left join products p on p.id = x.product_id left join products s on s.id = x.survivor_id`,
  decisions: `select d.key, d.action, p.sku from match_decisions d left join products p on p.id = d.product_id`,
  brands: 'select name, name_key from brands',
};

export type Digest = Readonly<Record<string, { rows: number; digest: string }>>;

export async function digestCatalogue(client: Client): Promise<Digest> {
  const result: Record<string, { rows: number; digest: string }> = {};
  for (const [name, sql] of Object.entries(digests)) {
    const { rows } = await client.query<{ rows: number; digest: string }>(
      `select count(*)::int as rows, coalesce(md5(string_agg(h, '' order by h)), '') as digest from (select md5(t::text) as h from (${sql}) t) x`,
    );
    result[name] = rows[0]!;
  }
  return result;
}

const tables =
  'suppliers, brands, families, categories, products, product_identifiers, supplier_products, product_prices, scoped_prices, product_stocks, product_categories, product_attributes, product_media_references, product_bundles, product_bundle_items, product_relations, product_seo, slug_redirects, field_sources, quality_issues, product_redirects, match_decisions, change_sets, change_set_batches, undo_conflicts, field_changes, change_events, consumer_positions, search_documents, search_descriptions, search_words, best_offers, best_offer_basis';

/** An empty catalogue in a database that stays. */
export async function emptyCatalogue(client: Client): Promise<void> {
  const stages = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'staging'`,
  );
  for (const { name } of stages.rows) await client.query(`drop table if exists ${name}`);
  await client.query(`truncate ${tables} restart identity cascade`);
}

/** Keeps the whole catalogue aside in its database; `restoreCatalogue` takes a second where imports take ten. */
export async function saveCatalogue(client: Client): Promise<void> {
  await client.query('drop schema if exists saved cascade; create schema saved');
  for (const table of tables.split(', '))
    await client.query(`create table saved.${table} as table public.${table}`);
}

export async function restoreCatalogue(client: Client): Promise<void> {
  await emptyCatalogue(client);
  for (const table of tables.split(', '))
    await client.query(
      `insert into public.${table} overriding system value select * from saved.${table}; analyze public.${table}`,
    );
}
