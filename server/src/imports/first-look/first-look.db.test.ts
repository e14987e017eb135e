import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type pg from 'pg';
import { createTestApi, type TestApi } from '../../../test/support/api.ts';
import { askForLook, ean, lookAt, readLook, storeFile } from '../../../test/support/looks.ts';
import { reckonLook, writeShops } from '../../../test/support/shops.ts';
import { until } from '../../../test/support/until.ts';

let api: TestApi;
let catalog: pg.Client;
let imports: pg.Client;
before(async () => {
  api = await createTestApi();
  [catalog, imports] = [await api.installation.connect(), await api.installation.connect('imports')];
});
after(async () => {
  await catalog.end();
  await imports.end();
  await api.close();
});

const count = async (client: pg.Client, from: string): Promise<number> =>
  (await client.query<{ n: number }>(`select count(*)::int as n from ${from}`)).rows[0]!.n;

test('three suppliers side by side: all figures are those that a plain sum over their rows gives', async () => {
  const shops = writeShops();
  const look = await lookAt(
    api,
    shops.map(({ name, content }) => [name, content] as const),
  );
  assert.equal(look.status, 'done', JSON.stringify(look.failure));
  assert.deepEqual(
    look.files.map(({ failure }) => failure),
    [null, null, null],
  );
  const expected = reckonLook(shops);
  const comparison = look.comparison!;
  assert.deepEqual(comparison.products, expected.products);
  assert.deepEqual(comparison.savings, expected.savings);
  assert.deepEqual(comparison.files, expected.files);
  const differing = Object.fromEntries(
    comparison.disagreements.map(({ field, compared, differing: n }) => [field, [compared, n]]),
  );
  assert.deepEqual(differing, expected.differing);
  // Enough of everything that a figure which is always nought would be seen.
  const { title, brand, weight } = expected.differing;
  for (const figure of [
    expected.products.shared,
    expected.products.withoutImage,
    ...title,
    ...brand,
    ...weight,
  ])
    assert.ok(figure > 0, JSON.stringify(expected));
  assert.equal(await count(catalog, 'products'), 0);
  assert.equal(await count(catalog, 'suppliers'), 0);
  assert.equal(await count(imports, 'import_jobs'), 0);
  // A connection ends a moment after it was closed.
  const tables = await until(
    () => count(imports, `pg_class where relname like 'look\\_%'`),
    (found) => found === 0,
  );
  assert.equal(tables, 0, 'the stage is gone');
});

test('each file is told by its own: how it is read, what its columns are, which rows are left out, wrong EANs', async () => {
  const lines = [
    'Référence;Code EAN;Désignation;Prix HT;Prix TTC;Remarque',
    `A1;${ean(1)};Vis;8,00;9,60;x`,
    'A2;4006381333932;Écrou;1,00;1,20;',
    'A3;123;Rondelle;1,00;1,20;',
    `A4;${ean(4)};Clou;gratuit;1,20;`,
    ';;Sans code;1,00;1,20;',
    `A1;${ean(1)};Vis encore;7,00;8,40;`,
    'A7;;Sans EAN;1,00;1,20;',
  ];
  const { files, comparison } = await lookAt(api, [
    ['Tarif_Nord_2026.csv', Buffer.from(lines.join('\r\n'), 'latin1')],
    ['sud.json', JSON.stringify([{ sku: 'S1', ean: ean(1), name: 'Screw', purchase_price: '7.50' }])],
  ]);
  const [nord, sud] = [files[0]!, files[1]!];
  assert.deepEqual([nord.supplier, sud.supplier], ['Nord', 'Sud']);
  const findings = nord.findings!;
  assert.deepEqual(findings.detection, {
    format: 'csv',
    compression: null,
    encoding: 'windows-1252',
    delimiter: ';',
    sheet: null,
    headerRow: 1,
  });
  assert.equal(sud.findings!.detection.format, 'json');
  assert.deepEqual(
    findings.columns.map(({ header, field }) => [header, field]),
    [
      ['Référence', 'supplierReference'],
      ['Code EAN', 'gtin'],
      ['Désignation', 'title'],
      ['Prix HT', 'cost'],
      ['Prix TTC', 'price.sale'],
      ['Remarque', null],
    ],
  );
  assert.deepEqual(findings.rows, { read: 7, rejected: 2 });
  assert.deepEqual(findings.errors.map(({ cause, count: n, example }) => [cause, n, example.line]).sort(), [
    ['cost.not_a_number', 1, 5],
    ['row.no_match_key', 1, 6],
  ]);
  const { examples, ...gtins } = findings.gtins;
  assert.deepEqual(gtins, {
    wrong: 2,
    missing: 1,
    repaired: 0,
    byCause: { 'gtin.check_digit': 1, 'gtin.length': 1 },
  });
  assert.deepEqual(
    examples.map(({ line, value, cause, suggestion }) => [line, value, cause, suggestion]),
    [
      [3, '4006381333932', 'gtin.check_digit', '4006381333931'],
      [4, '123', 'gtin.length', null],
    ],
  );
  // A1 twice counts once, at its lower price; what is paid goes before what is asked.
  assert.deepEqual(comparison!.files[0], {
    file: 1,
    products: 4,
    repeated: 1,
    shared: 1,
    withoutImage: 4,
    cheapest: 1,
  });
  assert.deepEqual(comparison!.bestSavings, [
    {
      currency: 'EUR',
      basis: 'cost',
      taxIncluded: null,
      gtin: ean(1),
      title: 'Vis',
      offers: [
        { file: 1, amount: '7.00' },
        { file: 2, amount: '7.50' },
      ],
    },
  ]);
});

test('prices are compared like with like, a zero is none, and what is too far apart is in no sum', async () => {
  const { comparison } = await lookAt(api, [
    [
      'a.csv',
      `ean;name;purchase price;price TTC\n${ean(1)};One;10;\n${ean(2)};Two;10;\n${ean(3)};Three;1;\n${ean(4)};Four;0;\n${ean(5)};Five;10;20\n`,
    ],
    [
      'b.csv',
      `ean;name;purchase price;price TTC\n${ean(1)};One;12;\n${ean(2)};Two;;9\n${ean(3)};Three;100;\n${ean(4)};Four;5;\n${ean(5)};Five;10,10;15\n`,
    ],
    ['c.csv', `ean;name;purchase price USD\n${ean(1)};One;1\n`],
    ['d.csv', `ean;name;price TTC\n${ean(5)};Five;30\n${ean(1)};One;2\n`],
  ]);
  assert.deepEqual(comparison!.savings, [
    {
      currency: 'EUR',
      basis: 'cost',
      taxIncluded: null,
      products: 2,
      cheapest: '20',
      second: '22.10',
      highest: '22.10',
      savedOverSecond: '2.10',
      savedOverHighest: '2.10',
    },
  ]);
  assert.equal(comparison!.doubtfulPrices.count, 1);
  assert.deepEqual(
    comparison!.doubtfulPrices.examples.map(({ gtin }) => gtin),
    [ean(3)],
  );
});

test('a row without EAN is told by brand and part number, also those of another’s product with EAN', async () => {
  const { comparison } = await lookAt(api, [
    [
      'a.csv',
      `sku;ean;brand;mpn;name\nA1;${ean(1)};Hilti;TE 2-A;Drill\nA2;;Bosch;GSR-18;Driver\nA3;;;;Own\n`,
    ],
    ['b.csv', `sku;brand;mpn;name\nB1;HILTI;te2a;Perforateur\nB2;bosch;GSR 18;Driver\nA3;;;Own\n`],
  ]);
  assert.deepEqual(comparison!.products, { distinct: 4, shared: 2, withoutImage: 4 });
  assert.deepEqual(
    comparison!.disagreements.map(({ field, compared, differing }) => [field, compared, differing]),
    [
      ['title', 2, 1],
      ['brand', 2, 0],
      ['mpn', 2, 0],
      ['weight', 0, 0],
    ],
  );
  assert.deepEqual(comparison!.disagreements[0]!.examples, [
    {
      gtin: ean(1),
      values: [
        { file: 1, line: 2, value: 'Drill' },
        { file: 2, line: 2, value: 'Perforateur' },
      ],
    },
  ]);
});

test('a file that cannot be read, or no further, and one that is there twice, leave the others to be compared', async () => {
  const good = `ean;name\n${ean(1)};One\n`;
  // Longer than what is looked at beforehand; its last cell never ends.
  const rows = Array.from(
    { length: 20_000 },
    (_, i) => `${ean(i)};A product that has a rather long name, ${i}`,
  );
  const look = await lookAt(api, [
    ['good.csv', good],
    ['nothing.csv', 'colour;remark\nred;a\nblue;b\n'],
    ['broken.csv', `ean;name\n${rows.join('\n')}\n${ean(0)};"never closed\n`],
    ['again.csv', good],
  ]);
  assert.equal(look.status, 'done');
  assert.deepEqual(
    look.files.map(({ failure }) => failure?.code ?? null),
    [null, 'imports.no_match_key', 'imports.quote_not_closed', 'first_looks.same_file'],
  );
  assert.match(look.files[2]!.failure!.message, /20[ ,]?002/);
  assert.deepEqual(
    [look.comparison!.products.distinct, look.comparison!.files.map(({ file }) => file)],
    [1, [1]],
  );
});

test('a run that is stopped halfway says the same when it runs again, and an ended one runs no more', async () => {
  const asked = await askForLook(api, [
    ['one.csv', `ean;name\n${ean(1)};One\n`],
    ['two.csv', `ean;name\n${ean(1)};Uno\n${ean(2)};Two\n`],
  ]);
  const id = String(asked.body['id']);
  const stop = new AbortController();
  stop.abort();
  await assert.rejects(api.system.firstLooks.runner.run(id, { signal: stop.signal }));
  assert.equal((await readLook(api, id)).status, 'reading');
  const go = { signal: new AbortController().signal };
  await api.system.firstLooks.runner.run(id, go);
  const done = await readLook(api, id);
  assert.deepEqual([done.status, done.progress, done.comparison!.products.distinct], ['done', 1, 2]);
  await api.system.firstLooks.runner.run(id, go);
  assert.deepEqual(await readLook(api, id), done);
});

test('what cannot be looked at is refused with the reason', async () => {
  const url = '/api/v1/first-looks';
  const absent = crypto.randomUUID();
  assert.equal((await api.call('POST', url, { files: [] })).status, 400);
  assert.equal((await api.call('POST', url, { files: [{ fileId: absent, surprise: 1 }] })).status, 400);
  const gone = await api.call('POST', url, { files: [{ fileId: absent }] });
  assert.deepEqual([gone.status, gone.body['code']], [404, 'imports.not_found']);
  const fileId = await storeFile(api, ['a.csv', `ean;name\n${ean(1)};One\n`]);
  const twice = await api.call('POST', url, { files: [{ fileId }, { fileId }] });
  assert.deepEqual([twice.status, twice.body['code']], [400, 'first_looks.invalid']);
  const nothing = await api.call('GET', `${url}/${absent}`);
  assert.deepEqual([nothing.status, nothing.body['code']], [404, 'first_looks.not_found']);
});
