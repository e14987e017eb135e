import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type pg from 'pg';
import { digestCatalogue } from './support/catalogue-digest.ts';
import { runCommand } from './support/command-line.ts';
import { createInstallation, type TestInstallation } from './support/installation.ts';
import { csvFacts, skipWithoutData, supplierData } from './support/facts.ts';

interface Report {
  readonly status: string;
  readonly rows: Record<string, number>;
  readonly warnings: { code: string; count: number }[];
  readonly mapping: { field: string; header: string | null }[];
  readonly operationId: string;
}

let installation: TestInstallation;
let client: pg.Client;

before(async () => {
  installation = await createInstallation();
  client = await installation.connect();
});

after(async () => {
  await client.end();
  await installation.remove();
});

async function importFile(name: string, supplier: string, extra: string[] = []): Promise<Report> {
  const result = await runCommand([
    'import',
    join(supplierData, 'csv', name),
    '--supplier',
    supplier,
    '--create-supplier',
    '--json',
    ...extra,
    '--data-dir',
    installation.dataDir,
  ]);
  assert.equal(result.code, 0, result.stderr);
  const report = JSON.parse(result.stdout) as Report;
  const { read, ...outcomes } = report.rows;
  assert.equal(
    read,
    Object.values(outcomes).reduce((sum, n) => sum + n, 0),
    'every row is accounted for',
  );
  return report;
}

const search = async (text: string): Promise<{ sku: string; gtin: string | null; title: string }[]> => {
  const result = await runCommand(['search', text, '--json', '--data-dir', installation.dataDir]);
  return (JSON.parse(result.stdout) as { items: { sku: string; gtin: string | null; title: string }[] })
    .items;
};

/** What the file says, read another way, against what the catalogue holds of the import. */
async function compareWithFacts(name: string, report: Report): Promise<void> {
  const facts = csvFacts(name);
  assert.equal(report.rows['read'], facts.data_rows);
  const { rows } = await client.query<{
    references: number;
    gtins: number;
    min: string | null;
    max: string | null;
  }>(
    `select count(distinct o.supplier_reference)::int as references,
       (select count(*)::int from product_identifiers i where i.kind = 'gtin' and i.product_id in (select product_id from supplier_products where change_set_id = $1)) as gtins,
       (select min(amount) from product_prices p where p.type = 'sale' and p.currency = 'EUR' and p.product_id in (select product_id from supplier_products where change_set_id = $1)) as min,
       (select max(amount) from product_prices p where p.type = 'sale' and p.currency = 'EUR' and p.product_id in (select product_id from supplier_products where change_set_id = $1)) as max
     from supplier_products o where o.change_set_id = $1`,
    [report.operationId],
  );
  const found = rows[0]!;
  assert.equal(found.references, facts.distinct_skus);
  if (facts.ean_distinct_valid !== undefined) assert.equal(found.gtins, facts.ean_distinct_valid);
  const wrong = report.warnings
    .filter((w) => w.code.startsWith('gtin.'))
    .reduce((sum, w) => sum + w.count, 0);
  assert.equal(wrong, facts.ean_invalid_rows ?? 0);
  if (facts.price_max !== undefined && found.max !== null) {
    assert.equal(Number(found.min), facts.price_min);
    assert.equal(Number(found.max), facts.price_max);
  }
}

const pharmacy = 'fr_derived_pharmacie_2019_semicolon_cp1252.csv';

test('the pharmacy file, its repetition and what is found of it', { skip: skipWithoutData }, async () => {
  const first = await importFile(pharmacy, 'BDPM');
  assert.equal(first.rows['created'], 12_829);
  await compareWithFacts(pharmacy, first);
  const brands = await client.query<{ n: number }>('select count(*)::int as n from brands');
  assert.equal(brands.rows[0]!.n, csvFacts(pharmacy).distinct_brands);

  const before = await digestCatalogue(client);
  const versions = await client.query(
    'select md5(string_agg(xmin::text, $1 order by id)) as digest from products union all select md5(string_agg(xmin::text, $1 order by id)) from supplier_products',
    [','],
  );
  const again = await importFile(pharmacy, 'BDPM');
  assert.equal(again.rows['unchanged'], 12_829);
  assert.deepEqual(await digestCatalogue(client), before);
  const after = await client.query(
    'select md5(string_agg(xmin::text, $1 order by id)) as digest from products union all select md5(string_agg(xmin::text, $1 order by id)) from supplier_products',
    [','],
  );
  assert.deepEqual(after.rows, versions.rows, 'unchanged rows are not written');

  for (const text of [
    'anastrozole accord comprimé pelliculé',
    'ANASTROZOLE ACCORD COMPRIME PELLICULE',
    '3400949497294',
    '03400949497294',
    '4949729',
    'anastrozle accord',
  ]) {
    const hits = await search(text);
    assert.ok(
      hits.some((hit) => hit.gtin === '03400949497294'),
      text,
    );
  }
});

const others: [string, string, string[]][] = [
  ['fr_derived_icecat_semicolon_cp1252.csv', 'Icecat France', []],
  ['akeneo-icecat/products.csv', 'Akeneo', []],
  ['woocommerce_sample_products.csv', 'Woo', []],
  ['unopim_products.csv', 'UnoPim products', []],
  ['unopim_product-variants.csv', 'UnoPim variants', []],
];
for (const [name, supplier, extra] of others) {
  test(`${name} against its facts, twice`, { skip: skipWithoutData }, async () => {
    const first = await importFile(name, supplier, extra);
    await compareWithFacts(name, first);
    assert.equal((await importFile(name, supplier, extra)).rows['unchanged'], csvFacts(name).data_rows);
  });
}

test('BDPM without headings, by columns', { skip: skipWithoutData }, async () => {
  const map = ['--map', 'supplierReference=2', '--map', 'gtin=7', '--map', 'title=3', '--map', 'price=10'];
  const report = await importFile('fr_bdpm_CIS_CIP_2019.txt', 'BDPM 2019 complete', map);
  assert.equal(report.rows['read'], 20_083);
  assert.equal(report.rows['created']! + report.rows['updated']!, 20_083);
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from product_identifiers where kind = 'gtin' and product_id in (select product_id from supplier_products where change_set_id = $1)`,
    [report.operationId],
  );
  assert.equal(rows[0]!.n, csvFacts('fr_bdpm_CIS_CIP_2019.txt').ean_distinct_valid);
  const price = await client.query<{ amount: string }>(
    `select amount from product_prices p join product_identifiers i using (product_id) where i.value = '03400939367460' or amount = 2849.83 limit 1`,
  );
  assert.ok(price.rows.length > 0, '2,849,83 is 2849.83');
});

test('the mapping of the Akeneo file', { skip: skipWithoutData }, async () => {
  const report = await importFile('akeneo-icecat/products.csv', 'Akeneo', ['--dry-run']);
  const fields = Object.fromEntries(report.mapping.map((m) => [m.header, m.field]));
  assert.deepEqual(
    ['sku', 'name', 'ean', 'brand', 'price-EUR', 'price-USD', 'categories', 'family'].map(
      (header) => fields[header],
    ),
    ['supplierReference', 'title', 'gtin', 'brand', 'price.sale', 'price.sale:USD', 'category', 'family'],
  );
});

test('a dry run changes nothing', { skip: skipWithoutData }, async () => {
  const before = await digestCatalogue(client);
  const report = await importFile('prestashop_products_import.csv', 'Presta', ['--dry-run']);
  assert.equal(report.status, 'planned');
  assert.equal(report.rows['created'], 7);
  assert.deepEqual(await digestCatalogue(client), before);
  const made = await client.query(`select 1 from suppliers where name = 'Presta'`);
  assert.equal(made.rowCount, 0, 'a supplier is made when a plan is applied');
});

test(
  'wrong use and wrong files: the exit code and one clear sentence',
  { skip: skipWithoutData },
  async () => {
    const cases: [string[], number, RegExp][] = [
      [['import', join(supplierData, 'csv', pharmacy)], 2, /--supplier/],
      [['import', '/nowhere.csv', '--supplier', 'X'], 2, /no file/],
      [
        [
          'import',
          join(supplierData, 'taxonomy', 'google_taxonomy-with-ids.fr-FR.txt'),
          '--supplier',
          'Taxo',
        ],
        1,
        /which product a row is/,
      ],
      [['import', join(supplierData, 'images', 'swiss.png'), '--supplier', 'Image'], 1, /PNG/],
      [
        ['import', join(supplierData, 'csv', pharmacy), '--supplier', 'BDPM', '--map', 'gtin=Nowhere'],
        1,
        /no column "Nowhere"/,
      ],
      [
        ['import', join(supplierData, 'csv', pharmacy), '--supplier', 'BDPM', '--map', 'gtim=2'],
        1,
        /Did you mean gtin/,
      ],
      [['import', join(supplierData, 'csv', pharmacy), '--supplier', 'BDPN'], 1, /Did you mean "BDPM"/],
    ];
    for (const [args, code, message] of cases) {
      const result = await runCommand([...args, '--json', '--data-dir', installation.dataDir]);
      assert.equal(result.code, code, args.join(' '));
      assert.match(result.stderr, message);
      assert.equal(result.stdout, '');
    }
  },
);

test('the export read back with --own changes nothing', { skip: skipWithoutData }, async () => {
  const out = join(installation.dataDir, 'catalogue.csv');
  await client.query(
    `update products set title = '=1+1' where id = (select id from products order by id limit 1)`,
  );
  await client.query(
    `update products set title = '''quoted' where id = (select id from products order by id offset 1 limit 1)`,
  );
  const exported = await runCommand(['export', '--out', out, '--json', '--data-dir', installation.dataDir]);
  assert.equal(exported.code, 0, exported.stderr);
  const before = await digestCatalogue(client);
  const result = await runCommand(['import', out, '--own', '--json', '--data-dir', installation.dataDir]);
  assert.equal(result.code, 0, result.stderr);
  const report = JSON.parse(result.stdout) as Report;
  const { products } = JSON.parse(exported.stdout) as { products: number };
  assert.equal(report.rows['unchanged'], products);
  assert.deepEqual(await digestCatalogue(client), before);
});
