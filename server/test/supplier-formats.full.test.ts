import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { isAppError } from '../src/platform/errors.ts';
import { originOfProgram } from '../src/platform/origin.ts';
import { useTestApi } from './support/api.ts';
import { skipWithoutData, supplierData } from './support/facts.ts';

const { api, client } = await useTestApi();

async function importFile(path: string, map: Record<string, string>) {
  const { system } = api;
  const file = await system.imports.storePath(path);
  const { job } = await system.databases.imports.transaction().execute((transaction) =>
    system.imports.create(transaction, {
      file,
      supplier: `Supplier of ${file.name}`,
      insistOnSupplier: true,
      map: Object.entries(map).map(([field, column]) => ({ field, column })),
      mode: 'apply',
      origin: originOfProgram('test'),
    }),
  );
  await system.importRunner.run(job.id, { signal: new AbortController().signal });
  return (await api.call('GET', `/api/v1/imports/${job.id}`)).body;
}

interface Facts {
  readonly rows: number;
  readonly gtins: number;
  readonly prices: readonly [type: string, currency: string, min: number, max: number] | null;
  readonly first: string;
  readonly last: string;
  readonly map?: Record<string, string>;
}

/** Rows, codes and prices as `README.md` and `facts.json` beside the files say, read there by other programs. */
const files: Readonly<Record<string, Facts>> = {
  'xlsx/unopim_1k_products.xlsx': {
    rows: 1000,
    gtins: 0,
    prices: ['sale', 'USD', 142, 1498],
    first: '101',
    last: '1100',
  },
  'xlsx/de_contorion_workbook_storeserver.xlsx': {
    rows: 1897,
    gtins: 1897,
    prices: ['sale', 'EUR', 0, 535.8],
    first: '5NOMT20',
    last: '91070IPD200',
    map: { price: 'Preis3 (EUR)' },
  },
  'xlsx/de_bmecat_articles_gtin_as_number.xlsx': { rows: 1, gtins: 0, prices: null, first: '', last: '' },
  'xlsx/akeneo_products_with_integers.xlsx': { rows: 2, gtins: 0, prices: null, first: '', last: '' },
  'xlsx/akeneo_products_with_floats.xlsx': { rows: 2, gtins: 0, prices: null, first: '', last: '' },
  'xlsx/akeneo_products_with_string_dates.xlsx': { rows: 2, gtins: 0, prices: null, first: '', last: '' },
  'xlsx/akeneo_product_with_carriage_return.xlsx': { rows: 1, gtins: 0, prices: null, first: '', last: '' },
  'xml/bmecat12_storeserver_1897_articles.xml': {
    rows: 1897,
    gtins: 1897,
    prices: ['sale', 'EUR', 0, 535.8],
    first: '5NOMT20',
    last: '91070IPD200',
  },
  'xml/bmecat12_price_validity.xml': {
    rows: 1,
    gtins: 1,
    prices: ['sale', 'EUR', 17.779, 17.779],
    first: '079685',
    last: '079685',
  },
  'xml/bmecat2005_naugrimm_document.xml': {
    rows: 3,
    gtins: 0,
    prices: ['sale', 'GBP', 7.3, 7.3],
    first: '1',
    last: '3',
  },
  'xml/bmecat2005_weidmueller_4_products.xml': {
    rows: 4,
    gtins: 4,
    prices: null,
    first: '1609801044',
    last: '8965490000',
  },
  'xml/bmecat2005_weidmueller_1303890000.xml': {
    rows: 1,
    gtins: 1,
    prices: null,
    first: '1303890000',
    last: '1303890000',
  },
  'xml/prestashop_fixture_product.xml': { rows: 8, gtins: 0, prices: null, first: '', last: '' },
  'json/openfoodfacts_edited_codes.jsonl': {
    rows: 9,
    gtins: 1,
    prices: null,
    first: '',
    last: '',
    map: { gtin: 'code' },
  },
};

for (const [name, facts] of Object.entries(files)) {
  test(`${name}: rows, codes and prices are those of the file`, { skip: skipWithoutData }, async () => {
    const report = await importFile(join(supplierData, name), facts.map ?? {});
    const rows = report['rows'] as Record<string, number>;
    assert.equal(rows['read'], facts.rows);
    const { read, ...outcomes } = rows;
    assert.equal(
      Object.values(outcomes).reduce((sum, n) => sum + n, 0),
      read,
      'every row is accounted for',
    );
    const { rows: found } = await client.query<{ references: string[]; gtins: number }>(
      `select array_agg(o.supplier_reference order by o.line) as references,
         (select count(*)::int from product_identifiers i where i.kind = 'gtin' and i.product_id = any(array_agg(o.product_id))) as gtins
       from supplier_products o where o.change_set_id = $1`,
      [report['operationId']],
    );
    assert.equal(found[0]!.gtins, facts.gtins);
    if (facts.first)
      assert.deepEqual([found[0]!.references[0], found[0]!.references.at(-1)], [facts.first, facts.last]);
    if (!facts.prices) return;
    const [type, currency, min, max] = facts.prices;
    const prices = await client.query<{ min: string; max: string }>(
      `select min(amount), max(amount) from product_prices
       where type = $2 and currency = $3 and product_id in (select product_id from supplier_products where change_set_id = $1)`,
      [report['operationId'], type, currency],
    );
    assert.deepEqual([Number(prices.rows[0]!.min), Number(prices.rows[0]!.max)], [min, max]);
  });
}

const refused: Readonly<Record<string, [code: string, says: RegExp]>> = {
  'xlsx/unopim_empty.xlsx': ['imports.file_empty', /no row with a value/],
  'xlsx/messytables_simple.xls': ['imports.no_match_key', /Its columns are: date, temperature, place/],
  'xlsx/sheetjs_1904.xlsx': ['imports.no_match_key', /4 columns and no headings/],
  'xlsx/sheetjs_merge_cells.xlsx': ['imports.no_match_key', /no headings/],
  'xml/bmecat101_new_catalog_ok.xml': ['imports.file_harmful', /Line 7: the file has a document type/],
};
for (const [name, [code, says]] of Object.entries(refused)) {
  test(`${name}: refused, with the reason`, { skip: skipWithoutData }, async () => {
    await assert.rejects(importFile(join(supplierData, name), {}), (error: unknown) => {
      assert.ok(isAppError(error), String(error));
      assert.equal(error.code, code);
      assert.match(error.message, says);
      return true;
    });
  });
}
