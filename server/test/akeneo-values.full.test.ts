import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import papaparse from 'papaparse';
import { runCommand } from './support/command-line.ts';
import { definitionsOf } from './support/definitions.ts';
import { createInstallation, type TestInstallation } from './support/installation.ts';
import { skipWithoutData, supplierData } from './support/facts.ts';

const folder = join(supplierData, 'csv', 'akeneo-icecat');
/** Files of definitions, in the order of the README, with their kinds. */
const definitions = [
  ['categories', 'categories'],
  ['channels', 'channels'],
  ['attributes', 'attributes'],
  ['attribute_options', 'options'],
  ['families', 'families'],
  ['family_variants', 'family-variants'],
] as const;

let installation: TestInstallation;
const { load, query } = definitionsOf(() => installation);

before(async () => {
  installation = await createInstallation();
});
after(() => installation.remove());

async function importFile(name: string): Promise<Record<string, number>> {
  const args = ['import', join(folder, `${name}.csv`), '--supplier', 'Akeneo', '--yes', '--force', '--json'];
  const { code, stdout, stderr } = await runCommand([...args, '--data-dir', installation.dataDir]);
  assert.equal(code, 0, stderr);
  return (JSON.parse(stdout) as { rows: Record<string, number> }).rows;
}

/** The units of the file's screens. */
const units = { INCH: 'in' } as const;

/** What a cell says, column by column, and where: as the definitions of the file beside it have it. */
const columns: readonly {
  header: string;
  code: string;
  channel?: string;
  locale?: string;
  value: (cell: string, row: Record<string, string>) => unknown;
}[] = [
  { header: 'auto_exposure', code: 'auto_exposure', value: (cell) => cell === '1' },
  { header: 'display_color', code: 'display_color', value: (cell) => cell === '1' },
  { header: 'camera_type', code: 'camera_type', value: (cell) => cell },
  { header: 'collection', code: 'collection', value: (cell) => cell.split(',') },
  { header: 'total_megapixels', code: 'total_megapixels', value: Number },
  {
    header: 'display_diagonal',
    code: 'display_diagonal',
    value: (cell, row) => [Number(cell), units[row['display_diagonal-unit'] as 'INCH']],
  },
  {
    header: 'release_date-ecommerce',
    code: 'release_date',
    channel: 'ecommerce',
    value: (cell) => cell.slice(0, 10),
  },
  { header: 'variation_name-en_US', code: 'variation_name', locale: 'en-US', value: (cell) => cell },
];

/** Numbers and measures so that 2 and 2.0000 are one. */
const comparable = (value: unknown, expected: unknown): unknown => {
  if (typeof expected === 'number') return Number(value);
  const { amount, unit } = (value ?? {}) as { amount?: string; unit?: string };
  return amount === undefined ? value : [Number(amount), unit];
};

test(
  'products of a PIM bring each attribute that is defined, as what it is and where it belongs',
  { skip: skipWithoutData },
  async () => {
    for (const [name, kind] of definitions)
      assert.equal((await load(join(folder, `${name}.csv`), kind)).code, 0);
    assert.deepEqual((await importFile('product_models'))['created'], 81);
    const rows = await importFile('products');
    assert.deepEqual([rows['created'], rows['rejected']], [1239, 0]);
    const file = papaparse.parse<Record<string, string>>(readFileSync(join(folder, 'products.csv'), 'utf8'), {
      header: true,
      delimiter: ';',
      skipEmptyLines: true,
    }).data;
    assert.equal(file.length, 1239);
    const stored = await query<{ reference: string; locale: string; channel: string; values: object }>(
      `select o.supplier_reference as reference, a.locale, a.channel, a.values
       from supplier_products o join product_attributes a on a.product_id = o.product_id`,
    );
    const found = new Map(stored.map((row) => [`${row.reference}/${row.locale}/${row.channel}`, row.values]));
    for (const { header, code, locale = '', channel = '', value } of columns) {
      let cells = 0;
      for (const row of file) {
        const cell = (row[header] ?? '').trim();
        const values = found.get(`${row['sku']}/${locale}/${channel}`) as Record<string, unknown> | undefined;
        if (cell === '') continue;
        cells++;
        const expected = value(cell, row);
        assert.deepEqual(comparable(values?.[code], expected), expected, `${row['sku']} ${header}`);
      }
      assert.ok(cells > 50, `${header}: ${cells} cells`);
    }
  },
);
