import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestApi, type TestApi } from './support/api.ts';
import { countStatements } from './support/count-statements.ts';
import { fillCatalogue } from './support/large-catalogue.ts';
import { observeStatements } from './support/observe-statements.ts';

const PRODUCTS = 200_000;
/** A table of as many rows is read by an index, however little is asked of it. */
const LARGE = 10_000;
/** Named here, so that one that the filler forgets is missed. */
const expectedLarge = [
  'products',
  'product_attributes',
  'product_identifiers',
  'product_prices',
  'scoped_prices',
  'product_stocks',
  'supplier_products',
  'best_offers',
  'product_categories',
  'field_sources',
  'product_seo',
  'slug_redirects',
  'quality_issues',
  'product_media_references',
  'product_relations',
  'product_bundle_items',
  'search_documents',
  'change_events',
];

let api: TestApi;
let large: ReadonlySet<string>;
let ids: Readonly<
  Record<'product' | 'model' | 'bundle' | 'offer' | 'brand' | 'category' | 'supplier' | 'operation', string>
>;

before(async () => {
  api = await createTestApi();
  const client = await api.installation.connect();
  await fillCatalogue(client, { products: PRODUCTS });
  const { rows } = await client.query<{ name: string }>(
    `select coalesce(p.relname, c.relname) as name from pg_class c
     left join pg_inherits i on i.inhrelid = c.oid left join pg_class p on p.oid = i.inhparent
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.reltuples >= $1
     union select c.relname from pg_class c where c.relkind = 'r' and c.reltuples >= $1 and c.relnamespace = 'public'::regnamespace`,
    [LARGE],
  );
  large = new Set(rows.map(({ name }) => name));
  const one = async (sql: string): Promise<string> => (await client.query<{ id: string }>(sql)).rows[0]!.id;
  ids = {
    product: await one(`select id from products where sku = 'SKU-1'`),
    model: await one(`select id from products where sku = 'SKU-20'`),
    bundle: await one(`select id from products where sku = 'SKU-15'`),
    offer: await one(
      `select o.id from supplier_products o join products p on p.id = o.product_id where p.sku = 'SKU-1' limit 1`,
    ),
    brand: await one(`select id from brands where name = 'Brand 7'`),
    category: await one(`select id from categories where name = 'Top 3'`),
    supplier: await one('select id from suppliers limit 1'),
    operation: await one('select id from change_sets limit 1'),
  };
  await client.end();
});
after(() => api?.close());

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

/**
 * The large tables that a plan reads from end to end. What a list counts is cut at 10,000 rows (`LIMIT`): it reads as
 * far as it has found as many.
 */
function readWhole(node: PlanNode): string[] {
  const name = node['Relation Name'];
  const own = node['Node Type'] === 'Seq Scan' && name !== undefined && large.has(name) ? [name] : [];
  const parts = (node.Plans ?? []).filter(
    (part) => !(node['Node Type'] === 'Aggregate' && part['Node Type'] === 'Limit'),
  );
  return [...own, ...parts.flatMap(readWhole)];
}

/** Statements that the work sends and whose plan reads a large table from end to end, with the table. */
async function unindexed(work: () => Promise<unknown>): Promise<string[]> {
  const found: Promise<string[]>[] = [];
  await observeStatements(
    api.system.databases.pools.catalog,
    ({ text, values }, ask) => {
      if (!/^\s*(with|select|insert|update|delete)\b/i.test(text)) return;
      const asked = ask(`explain (format json) ${text}`, values) as Promise<{
        rows: { 'QUERY PLAN': { Plan: PlanNode }[] }[];
      }>;
      found.push(
        asked.then(({ rows }) =>
          readWhole(rows[0]!['QUERY PLAN'][0]!.Plan).map(
            (table) => `${table}: ${text.replaceAll(/\s+/g, ' ').slice(0, 300)}`,
          ),
        ),
      );
    },
    work,
  );
  return [...new Set((await Promise.all(found)).flat())];
}

const lists = (): readonly string[] => [
  'products?sort=sku',
  'products?sort=-sku',
  'products?sort=updatedAt',
  'products?sort=-updatedAt',
  'products?sort=createdAt',
  'products?sort=-createdAt',
  'products?q=item%20tone',
  'products?q=SKU-77',
  'products?sku=SKU-5,SKU-6',
  'products?gtin=00000000000005',
  `products?brandId=${ids.brand}`,
  'products?brand=Brand%207',
  `products?categoryId=${ids.category}`,
  'products?category=Top%203',
  `products?supplierId=${ids.supplier}`,
  'products?supplierReference=R-9',
  'products?status=active',
  'products?minPrice=500&maxPrice=501',
  'products?inStock=true',
  `products?operationId=${ids.operation}`,
  'products?hasIssue=missing_image',
  'changes?',
  'operations?',
  'brands?',
  'categories?',
  'attributes?',
  'families?',
  'channels?',
  'units?',
  'taxonomies?',
  'stock-locations?',
  'family-variants?',
];

const single = (): readonly string[] => [
  `products/${ids.product}`,
  `products/${ids.product}?values=all`,
  `products/${ids.product}?locale=en-GB`,
  `products/${ids.product}/prices`,
  `products/${ids.product}/prices/history`,
  `products/${ids.product}/stocks`,
  `products/${ids.product}/stocks/history`,
  `products/${ids.product}/identifiers`,
  `products/${ids.product}/quality-issues`,
  `products/${ids.product}/attributes`,
  `products/${ids.product}/categories`,
  `products/${ids.product}/relations`,
  `products/${ids.product}/seo`,
  `products/${ids.product}/locks`,
  `products/${ids.product}/bundles`,
  `products/${ids.bundle}/bundle-items`,
  `products/${ids.product}/history`,
  `products/${ids.product}/offers`,
  `products/${ids.product}/media`,
  `products/${ids.model}/variants`,
  `offers/${ids.offer}/history`,
  'suppliers',
  'price-rules',
  'seo/resolve?slug=item-9',
  'seo/resolve?slug=old-item-8',
  `brands/${ids.brand}`,
  `categories/${ids.category}`,
  `operations/${ids.operation}`,
];

async function read(path: string): Promise<void> {
  const { status, body } = await api.call('GET', `/api/v1/${path}`);
  assert.equal(status, 200, `${path}: ${JSON.stringify(body)}`);
}

test('the tables of a large catalogue are large', () => {
  assert.deepEqual(
    expectedLarge.filter((name) => !large.has(name)),
    [],
  );
});

test('a statement without an index is found', async () => {
  const found = await unindexed(() =>
    api.system.databases.pools.catalog.query(
      `select id from products where description = 'About nothing'`,
      [],
    ),
  );
  assert.equal(found.length, 1);
});

test('no read of the API reads a large table from end to end', async () => {
  const found: string[] = [];
  const paths = [...lists().map((path) => `${path}${path.endsWith('?') ? '' : '&'}limit=50`), ...single()];
  for (const path of paths) for (const one of await unindexed(() => read(path))) found.push(`${path} ${one}`);
  assert.deepEqual(found, []);
});

test('a list sends as many statements for 200 rows as for one', async () => {
  const more: string[] = [];
  for (const path of lists()) {
    const counted = async (limit: number): Promise<number> =>
      countStatements(api.system.databases.pools.catalog, () =>
        read(`${path}${path.endsWith('?') ? '' : '&'}limit=${limit}`),
      );
    const [one, many] = [await counted(1), await counted(200)];
    if (one !== many) more.push(`${path}: ${one} for one row, ${many} for 200`);
  }
  assert.deepEqual(more, []);
});

test('no edit of a product reads a large table from end to end', async () => {
  const found = await unindexed(async () => {
    const { status, body } = await api.call('PATCH', `/api/v1/products/${ids.product}`, {
      title: 'Another name',
      attributes: { a1: 'Another value' },
      brand: 'Brand 9',
      seo: { slug: 'another-name' },
    });
    assert.equal(status, 200, JSON.stringify(body));
  });
  assert.deepEqual(found, []);
});
