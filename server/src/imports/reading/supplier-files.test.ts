import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkGtin } from '../../catalog/index.ts';
import { csvFacts, skipWithoutData, supplierData, type CsvFacts } from '../../../test/support/facts.ts';
import { createRowMapper, type RowError } from '../mapping/row-mapper.ts';
import { suggestMapping, type Mapping } from '../mapping/suggest-mapping.ts';
import { inspectFile, readRecords, type Detection } from './open-file.ts';

interface Row {
  readonly ok: boolean;
  /** Negative for a model that no row of the file stands for. */
  readonly line: number;
  readonly values: Record<string, string | null>;
}

interface Read {
  readonly detection: Detection;
  readonly mapping: Mapping;
  readonly rows: readonly Row[];
  readonly errors: readonly RowError[];
}

type Given = readonly { field: string; column: string }[];

/** A file through all that comes before the database. */
async function readFile(name: string, given: Given = []): Promise<Read> {
  const path = join(supplierData, 'csv', name);
  const detection = await inspectFile(path);
  const defaults = { currency: 'EUR', locale: 'fr-FR' };
  const mapping = suggestMapping({ detection, own: false, given, defaults, pricesIncludeTax: true });
  const errors: RowError[] = [];
  const mapper = createRowMapper({ mapping, detection, onError: (error) => errors.push(error) });
  const rows: Row[] = [];
  let header = detection.headerRow !== null;
  await readRecords(path, detection, (cells, line) => {
    if (cells.every((cell) => cell.trim() === '')) return;
    if (header) {
      header = false;
      return;
    }
    const row = mapper.map(cells, line);
    const named = mapper.fields.map((field, i) => [field.name, row.values[i] ?? null] as const);
    rows.push({ ok: row.ok, line, values: Object.fromEntries(named) });
  });
  return { detection, mapping, rows, errors };
}

interface Expected {
  readonly name: string;
  readonly given?: Given;
  readonly fields: Readonly<Record<string, string>>;
  readonly price?: string;
}

const column = (field: string, number: number) => ({ field, column: String(number) });
const files: readonly Expected[] = [
  {
    name: 'fr_derived_pharmacie_2019_semicolon_cp1252.csv',
    fields: {
      Référence: 'supplierReference',
      'Code EAN': 'gtin',
      Désignation: 'title',
      Laboratoire: 'brand',
      'Prix TTC (€)': 'price.sale:EUR',
    },
  },
  {
    name: 'fr_bdpm_CIS_CIP_2019.txt',
    given: [column('supplierReference', 2), column('gtin', 7), column('title', 3), column('price', 10)],
    fields: {},
  },
  {
    name: 'fr_derived_icecat_semicolon_cp1252.csv',
    fields: {
      Référence: 'supplierReference',
      Désignation: 'title',
      Famille: 'family',
      Catégories: 'category',
      Description: 'description',
      'Prix EUR': 'price.sale:EUR',
    },
  },
  {
    name: 'akeneo-icecat/products.csv',
    fields: {
      sku: 'supplierReference',
      name: 'title',
      ean: 'gtin',
      brand: 'brand',
      family: 'family',
      categories: 'category',
      'price-EUR': 'price.sale:EUR',
      'price-USD': 'price.sale:USD',
      color: 'attribute.color',
      weight: 'weight',
      'description-fr_FR-print': 'description/print',
      'description-de_DE-ecommerce': 'description@de-DE/ecommerce',
    },
  },
  { name: 'akeneo-icecat/product_models.csv', fields: { code: 'supplierReference', name: 'title' } },
  {
    name: 'woocommerce_sample_products.csv',
    fields: {
      SKU: 'supplierReference',
      Name: 'title',
      Published: 'status',
      Stock: 'offerStock',
      'Weight (kg)': 'weight',
      'Sale price': 'price.special:EUR',
      'Regular price': 'price.sale:EUR',
      Categories: 'category',
      'Short description': 'shortDescription',
    },
  },
  {
    name: 'unopim_products.csv',
    price: 'price.sale:USD',
    fields: {
      sku: 'supplierReference',
      name: 'title',
      'price (USD)': 'price.sale:USD',
      'price (EUR)': 'price.sale:EUR',
      'cost (EUR)': 'cost:EUR',
      color: 'attribute.color',
    },
  },
  {
    name: 'unopim_product-variants.csv',
    fields: {
      sku: 'supplierReference',
      name: 'title',
      'price (USD)': 'price.sale:USD',
      'cost (USD)': 'cost:USD',
      status: 'status',
    },
  },
  { name: 'unopim_products-multi-locale.csv', fields: { sku: 'supplierReference' } },
  {
    name: 'prestashop_products_import.csv',
    fields: {
      'Reference #': 'supplierReference',
      EAN13: 'gtin',
      'Name *': 'title',
      Manufacturer: 'brand',
      'Categories (x;y;z...)': 'category',
      'Wholesale price': 'cost:EUR',
      'Price tax excluded or Price tax included': 'price.sale:EUR',
      Quantity: 'offerStock',
    },
  },
  { name: 'prestashop_combinations_import.csv', fields: { Reference: 'supplierReference', EAN13: 'gtin' } },
  {
    name: 'shopify_home-and-garden.csv',
    fields: {
      reference: 'supplierReference',
      'Variant Barcode': 'gtin',
      Title: 'title',
      Vendor: 'brand',
      'Variant Price': 'price.sale:EUR',
      'Cost per item': 'cost:EUR',
    },
  },
  { name: 'shopify_apparel.csv', fields: { reference: 'supplierReference', Vendor: 'brand' } },
  {
    name: 'vendure_products.csv',
    fields: {
      name: 'title',
      reference: 'supplierReference',
      price: 'price.sale:EUR',
      stockOnHand: 'offerStock',
    },
  },
];

for (const { name, given, fields } of files) {
  test(`${name}: what is read is what its facts say`, { skip: skipWithoutData }, async () => {
    const { detection, mapping, rows, errors } = await readFile(name, given);
    const facts = csvFacts(name) as CsvFacts & { delimiter: string };
    assert.equal(
      detection.encoding,
      facts.encoding.replace('cp1252', 'windows-1252').replace('ascii', 'utf-8'),
    );
    assert.equal(detection.delimiter, facts.delimiter);
    assert.equal(rows.filter(({ line }) => line > 0).length, facts.data_rows);
    const found = Object.fromEntries(mapping.columns.map((c) => [c.header, c.field.name]));
    for (const [header, field] of Object.entries(fields)) assert.equal(found[header], field, header);

    const cells = (field: string): string[] => rows.flatMap(({ values }) => values[field] ?? []);
    // Without a SKU in the file, references are its handles.
    if (facts.distinct_skus) assert.equal(new Set(cells('supplierReference')).size, facts.distinct_skus);
    if (facts.ean_distinct_valid !== undefined) {
      assert.equal(cells('gtin').length, facts.ean_valid_rows);
      assert.equal(new Set(cells('gtin')).size, facts.ean_distinct_valid);
      assert.equal(errors.filter((e) => e.cause.startsWith('gtin.')).length, facts.ean_invalid_rows);
    }
    if (facts.price_min !== undefined) {
      const prices = cells('price.sale:EUR').map(Number);
      assert.equal(prices.length, facts.data_rows - (facts.price_missing ?? 0));
      assert.deepEqual([Math.min(...prices), Math.max(...prices)], [facts.price_min, facts.price_max]);
    }
    if (facts.distinct_brands !== undefined)
      assert.equal(new Set(cells('brand')).size, facts.distinct_brands);
    // Rows of variants without any key are the only ones these files do not give.
    const refused = errors.filter((e) => e.severity === 'error' && e.cause !== 'row.no_match_key');
    assert.deepEqual(refused, []);
  });
}

test('every code of the GTIN list is judged as the list says', { skip: skipWithoutData }, () => {
  const path = join(supplierData, 'gtin', 'gtin_vectors.csv');
  const lines = readFileSync(path, 'utf8').trim().split('\n').slice(1);
  assert.equal(lines.length, 99);
  for (const line of lines) {
    const [value = '', verdict] = line.split(',');
    const result = checkGtin(value);
    // Valid by sum alone, yet no code: all zeros stand for "none".
    const expected = verdict === 'valid' && !/^0+$/.test(value);
    assert.equal(result.ok, expected, line);
    if (result.ok) assert.equal(result.gtin, value.padStart(14, '0'));
  }
});
