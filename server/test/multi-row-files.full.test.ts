import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import papaparse from 'papaparse';
import type pg from 'pg';
import { digestCatalogue } from './support/catalogue-digest.ts';
import { runCommand } from './support/command-line.ts';
import { createInstallation, type TestInstallation } from './support/installation.ts';
import { csvFacts, skipWithoutData, supplierData } from './support/facts.ts';

interface Report {
  readonly operationId: string;
  readonly rows: Record<string, number>;
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

async function run(...args: string[]): Promise<Report> {
  const result = await runCommand([...args, '--json', '--data-dir', installation.dataDir]);
  assert.equal(result.code, 0, result.stderr);
  return JSON.parse(result.stdout) as Report;
}

const importFile = (name: string): Promise<Report> =>
  run('import', join(supplierData, 'csv', name), '--supplier', name, '--create-supplier', '--yes');

/** Products of a supplier by type; a variant without a parent, or a parent that is no model, is a fault. */
async function structure(supplier: string): Promise<Record<string, number>> {
  const { rows } = await client.query<{ type: string; n: number }>(
    `select case when (p.type = 'variant') <> (p.parent_id is not null and not exists (select from products v where v.parent_id = p.id))
         or p.parent_id is not null and m.type is distinct from 'model' then 'fault' else p.type end as type, count(distinct p.id)::int as n
     from products p join supplier_products o on o.product_id = p.id join suppliers s on s.id = o.supplier_id
     left join products m on m.id = p.parent_id where s.name = $1 group by 1`,
    [supplier],
  );
  return Object.fromEntries(rows.map(({ type, n }) => [type, n]));
}

/** What each file's own words say: handles, names, parents, counted in the files with a text editor's means. */
const files: readonly [name: string, expected: Record<string, number>][] = [
  // 20 handles; one of them on three rows.
  ['shopify_apparel.csv', { simple: 19, model: 1, variant: 3 }],
  // 20 handles; one of them on two rows.
  ['shopify_home-and-garden.csv', { simple: 19, model: 1, variant: 2 }],
  // 54 names, 86 different SKUs on 88 rows.
  ['vendure_products.csv', { simple: 41, model: 13, variant: 45 }],
  // 9 rows name one of 2 parents.
  ['woocommerce_sample_products.csv', { simple: 13, model: 2, variant: 9 }],
  // 4 configurable products, 2 variant groups below one of them.
  ['unopim_products.csv', { simple: 3, model: 6, variant: 9 }],
  // 3 parents that have no row.
  ['unopim_product-variants.csv', { model: 3, variant: 5 }],
  // 4 product numbers, 25 references; 3 right EANs stand on 6 of them, so they are 22 products.
  ['prestashop_combinations_import.csv', { model: 4, variant: 22 }],
];

for (const [name, expected] of files) {
  test(
    `${name} becomes models and variants; its repetition changes nothing, its undo leaves nothing`,
    { skip: skipWithoutData },
    async () => {
      const empty = await digestCatalogue(client);
      const { rows, operationId } = await importFile(name);
      const { read, ...outcomes } = rows;
      assert.equal(read, csvFacts(name).data_rows);
      assert.equal(
        read,
        Object.values(outcomes).reduce((sum, n) => sum + n, 0),
      );
      assert.deepEqual(await structure(name), expected);
      const loaded = await digestCatalogue(client);
      const again = await importFile(name);
      assert.equal(again.rows['created']! + again.rows['updated']!, 0);
      assert.deepEqual(await digestCatalogue(client), loaded);
      await run('undo', operationId);
      const { rows: left } = await client.query<{ n: number }>('select count(*)::int as n from products');
      assert.equal(left[0]!.n, 0);
      assert.notDeepEqual(loaded, empty);
    },
  );
}

test(
  'a model that has no row is called what its variants’ titles begin with',
  { skip: skipWithoutData },
  async () => {
    const { operationId } = await importFile('unopim_product-variants.csv');
    const { rows } = await client.query<{ title: string }>(
      `select title from products where type = 'model' order by title`,
    );
    // Two variants each, and one that is alone.
    assert.deepEqual(
      rows.map(({ title }) => title),
      ['Configurable Product 1', 'Configurable Product 2 - M', 'Configurable Product 3'],
    );
    await run('undo', operationId);
  },
);

test(
  'Akeneo’s models and then its products are one structure of two levels',
  { skip: skipWithoutData },
  async () => {
    const [models, products] = ['akeneo-icecat/product_models.csv', 'akeneo-icecat/products.csv'] as const;
    const operations: string[] = [];
    for (const name of [models, products]) {
      // Two files of one supplier that have little in common: the guard would hold the second one.
      const options = ['--supplier', 'Akeneo', '--create-supplier', '--yes', '--force'];
      operations.push((await run('import', join(supplierData, 'csv', name), ...options)).operationId);
    }
    // 240 products name a parent, five of them in other letters' case than the model's code; 31 models name one.
    const [above, below] = [csvFacts(models).data_rows, csvFacts(products).data_rows];
    assert.deepEqual(await structure('Akeneo'), { simple: below - 240, model: above, variant: 240 });
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from products p join products m on m.id = p.parent_id where p.type = 'model'`,
    );
    assert.equal(rows[0]!.n, 31);
    const [modelRows, productRows] = [readRows(models), readRows(products)];
    assert.deepEqual(await modelsByVariant(), variantsOf(modelRows));
    const named = [...modelRows, ...productRows].filter((row) => row['meta_title-en_US']).length;
    const seo = await client.query<{ locale: string; n: number }>(
      'select locale, count(title)::int as n from product_seo group by 1',
    );
    assert.deepEqual(seo.rows, [{ locale: 'en-US', n: named }]);
    for (const operation of operations.toReversed()) await run('undo', operation);
    const { rows: left } = await client.query<{ n: number }>('select count(*)::int as n from products');
    assert.equal(left[0]!.n, 0);
  },
);

/** Family variant -> products that carry it. */
async function modelsByVariant(): Promise<Record<string, number>> {
  const { rows } = await client.query<{ code: string; n: number }>(
    'select family_variant as code, count(*)::int as n from products where family_variant is not null group by 1 order by 1',
  );
  return Object.fromEntries(rows.map(({ code, n }) => [code, n]));
}

function readRows(name: string): Record<string, string>[] {
  const text = readFileSync(join(supplierData, 'csv', name), 'utf8');
  return papaparse.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
}

function variantsOf(rows: readonly Record<string, string>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { family_variant: code } of rows) if (code) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
