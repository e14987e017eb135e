import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import exceljs from 'exceljs';
import papaparse from 'papaparse';
import type { Client } from 'pg';
import { buildProduct, recordChanges } from '../../test/support/build-product.ts';
import { runCommand } from '../../test/support/command-line.ts';
import { createInstallation, type TestInstallation } from '../../test/support/installation.ts';
import { parseJsonFilter } from '../catalog/index.ts';
import { createPool, type ConnectionPool } from '../platform/databases/pool.ts';
import { exportCatalogue, type ExportOptions } from './export-catalogue.ts';

let installation: TestInstallation;
let client: Client;
let pool: ConnectionPool;

/** One of each trap: formulas, quotes, line breaks, leading zeros, several prices and scopes, commas in a path. */
before(async () => {
  installation = await createInstallation();
  client = await installation.connect();
  pool = createPool({
    name: 'catalog',
    url: installation.server.urlFor('catalog'),
    size: 2,
    overflow: 4,
    timeoutMs: 10_000,
    recycleMs: 3_600_000,
    statementTimeoutMs: 0,
  });
  await buildProduct(client, {
    sku: '00042',
    gtin: '03400930000014',
    title: '=HYPERLINK("http://x";"y")',
    brand: "L'Oréal",
    category: 'Maison > Cuisine, table',
    description: 'Ligne une\nligne "deux"; fin',
    attributes: { color: 'Écru', note: "'quoted" },
    english: { title: 'Kettle', color: 'ecru' },
    price: '12.50',
    stock: '3',
  });
  await buildProduct(client, { sku: 'B', title: ' -5 degrees', price: '7', status: 'active' });
  await buildProduct(client, { sku: 'Z', title: 'Gone', status: 'archived' });
});

after(async () => {
  await pool.end();
  await client.end();
  await installation.remove();
});

async function exported(options: Partial<ExportOptions> = {}): Promise<Buffer> {
  const sink = new PassThrough();
  const [bytes] = await Promise.all([
    buffer(sink),
    exportCatalogue(
      pool,
      { format: 'csv', filter: {}, fields: null, ...options },
      sink,
      () => undefined,
    ).then(() => sink.writableEnded || sink.end()),
  ]);
  return bytes;
}

async function skusOf(filter: object): Promise<string[]> {
  const text = (
    await exported({ fields: ['sku'], filter: parseJsonFilter(JSON.stringify(filter)) })
  ).toString();
  return text.replace('\ufeff', '').trim().split('\r\n').slice(1);
}

test('CSV: stable columns, one row per product, nothing a spreadsheet would run, archived left out', async () => {
  const text = (await exported()).toString();
  assert.ok(text.startsWith('\ufeffsku,gtin,'));
  const { data, errors, meta } = papaparse.parse<Record<string, string>>(text.slice(1), {
    header: true,
    skipEmptyLines: true,
  });
  assert.deepEqual(errors, []);
  assert.deepEqual(meta.fields?.slice(15), [
    'taxClass',
    'familyVariant',
    'price.sale:EUR',
    'stock',
    'attribute.color',
    'attribute.note',
    'attribute.color@en-GB',
    'title@en-GB',
  ]);
  assert.deepEqual(
    data.map((row) => row['sku']),
    ['00042', 'B'],
  );
  const row = data[0]!;
  assert.equal(row['gtin'], '03400930000014');
  assert.equal(row['title'], `'=HYPERLINK("http://x";"y")`);
  assert.equal(row['description'], 'Ligne une\nligne "deux"; fin');
  assert.equal(row['attribute.note'], "''quoted");
  assert.equal(row['category'], 'Maison > Cuisine, table |');
  assert.deepEqual([row['price.sale:EUR'], row['stock'], row['title@en-GB']], ['12.50', '3', 'Kettle']);
  assert.equal(data[1]!['title'], "' -5 degrees");
});

test('CSV with another delimiter and chosen columns', async () => {
  const text = (await exported({ delimiter: ';', fields: ['sku', 'description'] })).toString();
  assert.equal(text, '\ufeffsku;description\r\n00042;"Ligne une\nligne ""deux""; fin"\r\nB;\r\n');
  await assert.rejects(exported({ fields: ['sku', 'colour'] }), /no product has the field colour/i);
});

test('JSONL: a product a line in the shape of the API', async () => {
  const lines = (await exported({ format: 'jsonl' })).toString().trim().split('\n');
  assert.equal(lines.length, 2);
  const product = JSON.parse(lines[0]!);
  assert.equal(product.sku, '00042');
  assert.equal(product.ean, '3400930000014');
  assert.equal(product.title, '=HYPERLINK("http://x";"y")');
  assert.equal(product.brand.name, "L'Oréal");
  assert.deepEqual(product.prices[0].amount, '12.50');
  assert.deepEqual(product.categories[0].path, 'Maison > Cuisine, table');
});

test('XLSX: codes are text with their zeros, amounts are numbers, formulas are neutralised', async () => {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load((await exported({ format: 'xlsx' })) as never);
  const sheet = workbook.worksheets[0]!;
  const header = (sheet.getRow(1).values as string[]).slice(1);
  const cell = (name: string): unknown => sheet.getRow(2).getCell(header.indexOf(name) + 1).value;
  assert.equal(cell('sku'), '00042');
  assert.equal(cell('gtin'), '03400930000014');
  assert.equal(cell('title'), `'=HYPERLINK("http://x";"y")`);
  assert.equal(cell('price.sale:EUR'), 12.5);
  assert.equal(sheet.rowCount, 3);
});

test('filters of the JSON form', async () => {
  const all = (...parts: object[]): object => ({ all: parts });
  assert.deepEqual(await skusOf(all()), ['00042', 'B']);
  assert.deepEqual(await skusOf(all({ field: 'sku', value: 'B' })), ['B']);
  assert.deepEqual(await skusOf(all({ field: 'sku', op: 'in', value: ['B', '00042'] })), ['00042', 'B']);
  assert.deepEqual(await skusOf(all({ field: 'gtin', value: '3400930000014' })), ['00042']);
  assert.deepEqual(await skusOf(all({ field: 'status', op: 'ne', value: 'draft' })), ['B', 'Z']);
  assert.deepEqual(await skusOf(all({ field: 'brand', value: "l'oréal" })), ['00042']);
  assert.deepEqual(await skusOf(all({ field: 'brand', op: 'empty', value: true })), ['B']);
  assert.deepEqual(await skusOf(all({ field: 'price', op: 'gte', value: '10' })), ['00042']);
  assert.deepEqual(await skusOf(all({ field: 'price.sale:USD', op: 'gte', value: '0' })), []);
  assert.deepEqual(await skusOf(all({ field: 'title', op: 'contains', value: 'DEGREES' })), ['B']);
  assert.deepEqual(await skusOf(all({ field: 'title', op: 'contains', value: '%' })), []);
  assert.deepEqual(await skusOf(all({ field: 'updatedAt', op: 'lt', value: '2000-01-01T00:00:00Z' })), []);
  assert.deepEqual(
    await skusOf({ any: [{ field: 'sku', value: 'B' }, all({ field: 'price', op: 'gt', value: 12 })] }),
    ['00042', 'B'],
  );
  for (const wrong of [
    [],
    { all: [{ field: 'nothing', value: 1 }] },
    { all: [{ field: 'sku', op: 'like', value: 'x' }] },
    { all: [{ field: 'price', op: 'gt', value: 'ten' }] },
    { all: [], none: [] },
  ])
    assert.throws(
      () => parseJsonFilter(JSON.stringify(wrong)),
      { code: 'filter.invalid' },
      JSON.stringify(wrong),
    );
});

test('pages join without a gap or a repetition', async () => {
  const { rows } = await client.query<{ id: string }>(
    `insert into products (sku, title, status, owner) select 'page-' || n, 'Page', 'draft', 'user' from generate_series(1, 4500) n returning id`,
  );
  await recordChanges(
    client,
    rows.map(({ id }) => ({ productId: id, kind: 'created' as const, changes: null })),
  );
  const skus = await skusOf({ all: [{ field: 'sku', op: 'startsWith', value: 'page-' }] });
  assert.equal(new Set(skus).size, 4500);
  assert.equal(skus.length, 4500);
  await client.query(`delete from products where sku like 'page-%'`);
});

test('the command writes a whole file or none, and its file read back changes nothing', async () => {
  const dataDir = ['--data-dir', installation.dataDir];
  const out = join(installation.dataDir, 'out.csv');
  const done = await runCommand(['export', '--out', out, '--json', ...dataDir]);
  assert.equal(done.code, 0, done.stderr);
  assert.equal((JSON.parse(done.stdout) as { products: number }).products, 2);
  assert.equal(readFileSync(out, 'utf8'), (await exported()).toString());
  const piped = await runCommand(['export', '--fields', 'sku', ...dataDir]);
  assert.equal(piped.stdout, '\ufeffsku\r\n00042\r\nB\r\n');
  const refused = await runCommand(['export', '--out', out, '--fields', 'nothing', ...dataDir]);
  assert.equal(refused.code, 1);
  assert.ok(existsSync(out));
  assert.deepEqual(
    readdirSync(installation.dataDir).filter((name) => name.endsWith('.part')),
    [],
  );
  const again = await runCommand(['import', out, '--own', '--json', ...dataDir]);
  assert.equal(again.code, 0, again.stderr);
  const report = JSON.parse(again.stdout) as { rows: Record<string, number> };
  assert.deepEqual([report.rows['read'], report.rows['unchanged']], [2, 2], again.stdout);
});
