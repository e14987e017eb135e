import type { Client } from 'pg';

/** How much of everything a filled catalogue has; the rest follows from the number of products. */
export interface LargeCatalogue {
  readonly products: number;
  /** Definitions of attributes in all. */
  readonly attributes?: number;
  /** Of those, how many are in the family of product `SKU-1`, which has a value of each. */
  readonly inLargeFamily?: number;
}

const VALUES_PER_PRODUCT = 40;
const SUPPLIERS = 5;
const BRANDS = 2_000;
const FAMILIES = 20;
const TOP_CATEGORIES = 20;
const LEAVES = 50;
const OPERATIONS = 2_000;
/** Products that share their values, but for the serial number; made one by one they would take minutes. */
const LOOKS = 1_000;

/**
 * Fills an empty catalogue by statements over sets: per product 40 values, 5 prices, 2 offers, 2 stocks, a GTIN,
 * a category, search documents, an entry of history and an event. Of ten products one is a model with three
 * variants. SKUs are `SKU-1` and on, GTINs start with 02, references are `R-1` and on, codes of attributes `a1` and on.
 * Ends analysed, so that plans are those of a catalogue in use.
 */
export async function fillCatalogue(client: Client, wanted: LargeCatalogue): Promise<void> {
  const { products, attributes = 3_000, inLargeFamily = 500 } = wanted;
  await client.query('begin');
  // What is written refers only to what is there; to have each row's references checked takes half of the time.
  await client.query('set local session_replication_role = replica');
  await fillDefinitions(client, attributes, inLargeFamily);
  await client.query(
    `create temporary table filled on commit drop as
     select n, uuidv7() as id, null::uuid as parent_id, 'Item ' || n || ' ' || translate((n % 5000)::text, '0123456789', 'rvmtklpzns') || ' tone' as title
     from generate_series(1, ${products}) n`,
  );
  await client.query(
    `create unique index on filled (n); analyze filled;
     update filled v set parent_id = m.id from filled m where v.n % 10 in (1, 2, 3) and v.n > 10 and m.n = v.n - v.n % 10`,
  );
  for (const statement of statementsOfProducts(inLargeFamily)) await client.query(statement);
  await client.query('commit');
  // Vacuumed as well: new entries of the search indexes wait in a list that each search would read whole.
  await client.query('vacuum (analyze)');
}

async function fillDefinitions(client: Client, attributes: number, inLargeFamily: number): Promise<void> {
  const statements = [
    `insert into suppliers (name, name_key, code) select 'Supplier ' || s, 'supplier ' || s, 'S' || s from generate_series(1, ${SUPPLIERS}) s`,
    `insert into brands (name, name_key) select 'Brand ' || b, 'brand ' || b from generate_series(1, ${BRANDS}) b`,
    `insert into families (code, code_key) select 'family' || f, 'family' || f from generate_series(1, ${FAMILIES}) f`,
    `insert into attributes (code, type, filterable, labels, position)
     select 'a' || a, case when a % 10 = 0 then 'number' else 'text' end, false, jsonb_build_object('en', 'Attribute ' || a), a
     from generate_series(1, ${attributes}) a`,
    `insert into family_attributes (family_id, attribute_code, position)
     select f.id, 'a' || a, a from families f, generate_series(1, ${inLargeFamily}) a
     where f.code = 'family1' or a <= ${VALUES_PER_PRODUCT}`,
    `insert into stock_locations (code, name) select 'place' || l, 'Place ' || l from generate_series(1, 50) l`,
    `insert into taxonomies (code) values ('main') on conflict do nothing`,
    `insert into categories (taxonomy_id, name, full_path, path_key, path)
     select id, 'Top ' || c, 'Top ' || c, 'top ' || c, text2ltree('top' || c) from taxonomies, generate_series(1, ${TOP_CATEGORIES}) c where code = 'main'`,
    `insert into categories (taxonomy_id, parent_id, name, full_path, path_key, path)
     select p.taxonomy_id, p.id, 'Leaf ' || c, p.name || ' > Leaf ' || c, p.path_key || ' > leaf ' || c, p.path || text2ltree('leaf' || c)
     from categories p, generate_series(1, ${LEAVES}) c`,
    `insert into change_sets (kind, state, actor) select 'bulk', 'completed', 'filler' from generate_series(1, ${OPERATIONS})`,
  ];
  for (const statement of statements) await client.query(statement);
}

/** Lists with a number each, so that a product finds its own by `n %`. */
const numbered = (table: string, order: string, where = 'true'): string =>
  `(select id, row_number() over (order by ${order}) - 1 as i from ${table} where ${where})`;

function statementsOfProducts(inLargeFamily: number): readonly string[] {
  return [
    `insert into products (id, sku, gtin, mpn, mpn_key, title, description, type, parent_id, brand_id, family_id, status, owner, updated_at)
     select p.id, 'SKU-' || n, '02' || lpad(n::text, 12, '0'), 'M' || n, 'M' || n, p.title, 'About ' || p.title,
       case when parent_id is not null then 'variant' when n % 10 = 0 then 'model' else 'simple' end,
       parent_id, b.id, f.id, case n % 3 when 0 then 'draft' else 'active' end, 'user', now() - n * interval '1 second'
     from filled p join ${numbered('brands', 'name')} b on b.i = n % ${BRANDS}
     join ${numbered('families', 'code')} f on f.i = case n when 1 then 0 else 1 + n % ${FAMILIES - 1} end`,
    `insert into product_identifiers (product_id, kind, value) select id, 'gtin', '02' || lpad(n::text, 12, '0') from filled`,
    `insert into product_attributes (product_id, values)
     select p.id, l.values || jsonb_build_object('a1', 'Serial ' || n) from filled p join (
       select look, jsonb_object_agg('a' || a, case when a % 10 = 0 then to_jsonb((look * a)::text) else to_jsonb('Value ' || (look + a) % 500) end) as values
       from generate_series(0, ${LOOKS - 1}) look, generate_series(1, ${VALUES_PER_PRODUCT}) a group by look) l on l.look = n % ${LOOKS}`,
    `update product_attributes x set values = (
       select jsonb_object_agg('a' || a, case when a % 10 = 0 then to_jsonb(a::text) else to_jsonb('A value of some length, ' || a) end)
       from generate_series(1, ${inLargeFamily}) a)
     from filled p where p.n = 1 and x.product_id = p.id`,
    `insert into product_prices (product_id, type, currency, amount, tax_included)
     select id, t, 'EUR', 5 + n % 1000, true from filled, unnest(array['sale', 'list', 'purchase']) t`,
    `insert into scoped_prices (product_id, type, currency, min_quantity, amount, tax_included)
     select id, 'sale', 'EUR', q, 4 + n % 1000, true from filled, unnest(array[10, 100]) q`,
    `insert into product_stocks (product_id, location, quantity)
     select id, l, n % 50 from filled, lateral unnest(array['main', 'place' || 1 + n % 50]) l`,
    `insert into supplier_products (supplier_id, product_id, supplier_reference, cost, currency, stock)
     select s.id, p.id, 'R-' || n, 3 + n % 900, 'EUR', n % 80 from filled p
     join ${numbered('suppliers', 'name')} s on s.i in (n % ${SUPPLIERS}, (n + 1) % ${SUPPLIERS})`,
    `insert into best_offers (product_id, offer_id, policy, reason)
     select distinct on (product_id) product_id, id, 'cost', '{"code": "cheapest_in_stock", "params": {}}' from supplier_products order by product_id, cost, id`,
    `insert into product_categories (product_id, category_id, is_main)
     select p.id, c.id, true from filled p join ${numbered('categories', 'path_key', 'parent_id is not null')} c on c.i = n % ${TOP_CATEGORIES * LEAVES}`,
    `insert into search_documents (product_id, name_vector) select id, to_tsvector('pm_french', title || ' SKU-' || n) || to_tsvector('pm_english', title) from filled`,
    `insert into search_descriptions (product_id, vector) select id, to_tsvector('pm_french', 'about ' || title) from filled`,
    `insert into search_words (word) select distinct w from filled, unnest(string_to_array(lower(title), ' ')) w where w !~ '\\d'`,
    `insert into field_changes (change_set_id, product_id, kind, version, changes)
     select c.id, p.id, 'created', 1, jsonb_build_object('title', jsonb_build_array(null, title))
     from filled p join ${numbered('change_sets', 'id')} c on c.i = n % ${OPERATIONS}`,
    `insert into change_events (name, change_set_id, product_id, payload)
     select 'catalog.products-changed', c.id, p.id, '{}' from filled p join ${numbered('change_sets', 'id')} c on c.i = n % ${OPERATIONS}`,
    `insert into field_sources (product_id, owners) select id, '{"title": "user"}' from filled`,
    `insert into product_seo (product_id, slug, title) select id, 'item-' || n, title from filled`,
    `insert into slug_redirects (product_id, slug) select id, 'old-item-' || n from filled where n % 4 = 0`,
    `insert into quality_issues (product_id, rule) select id, 'missing_image' from filled where n % 5 = 0`,
    `insert into product_media_references (product_id, name, position) select id, 'image-' || n || '.jpg', 0 from filled`,
    `insert into product_relations (product_id, kind, related_id, position)
     select p.id, 'cross_sell', r.id, 0 from filled p join filled r on r.n = p.n + 7`,
    `insert into product_bundles (product_id) select id from filled where n % 10 = 5`,
    `insert into product_bundle_items (bundle_id, product_id, quantity, position)
     select b.id, p.id, 1, k from filled b join generate_series(1, 2) k on b.n % 10 = 5 join filled p on p.n = b.n + k`,
    `update products set type = 'bundle' from product_bundles b where b.product_id = products.id`,
  ];
}
