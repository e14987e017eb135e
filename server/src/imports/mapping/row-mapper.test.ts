import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Detection } from '../reading/open-file.ts';
import { createRowMapper, type MappedRow, type RowError } from './row-mapper.ts';
import { suggestMapping } from './suggest-mapping.ts';

interface Outcome {
  readonly row: MappedRow;
  readonly values: Record<string, string | null>;
  readonly errors: RowError[];
}

/** Maps one row of a file with these headings; `sample` decides the decimal sign. */
function mapRow(
  headers: readonly string[],
  cells: readonly string[],
  more: { sample?: string[][]; own?: boolean; delimiter?: string } = {},
): Outcome {
  const detection: Detection = {
    encoding: 'utf-8',
    delimiter: more.delimiter ?? ';',
    headerRow: 1,
    headers,
    columns: headers.length,
    sample: more.sample ?? [],
  };
  const mapping = suggestMapping({
    detection,
    own: more.own ?? false,
    given: [],
    defaults: { currency: 'EUR', locale: 'fr-FR' },
    pricesIncludeTax: true,
  });
  const errors: RowError[] = [];
  const mapper = createRowMapper({ mapping, detection, onError: (error) => errors.push(error) });
  const row = mapper.map(cells, 17);
  const values = Object.fromEntries(mapper.fields.map((field, i) => [field.name, row.values[i] ?? null]));
  return { row, values, errors };
}

const causes = (outcome: Outcome): string[] => outcome.errors.map((error) => error.cause);

test('a row in canonical values; an empty cell is no value and 0 is one', () => {
  const headers = ['Réf', 'EAN', 'Nom', 'Prix', 'Stock', 'Poids (g)', 'Catégories', 'Marque'];
  const cells = ['A-1', '340 0949 497294', ' Écran\u00a0', '1 234,50 €', '0', '500', 'A > B|C', ''];
  const { row, values, errors } = mapRow(headers, cells);
  assert.equal(row.ok, true);
  assert.deepEqual(values, {
    supplierReference: 'A-1',
    gtin: '03400949497294',
    title: 'Écran',
    'price.sale:EUR': '1234.50',
    offerStock: '0',
    weight: '0.5',
    category: 'A > B\u001fC',
    brand: null,
  });
  assert.equal(row.gtinRaw, '340 0949 497294');
  assert.deepEqual(errors, []);
});

test('all errors of a row at once, each with line, column, heading, value and cause', () => {
  const headers = ['Réf', 'Prix', 'Stock', 'Poids', 'Statut', 'MOQ', 'Délai'];
  const outcome = mapRow(headers, ['A', 'sur demande', '-3', '2 litres', 'vert', 'x', '1,5']);
  assert.equal(outcome.row.ok, false);
  assert.deepEqual(
    outcome.errors.map(({ line, column, header, field, value, cause, severity }) => [
      line,
      column,
      header,
      field,
      value,
      cause,
      severity,
    ]),
    [
      [17, 2, 'Prix', 'price.sale:EUR', 'sur demande', 'price.not_a_number', 'error'],
      [17, 3, 'Stock', 'offerStock', '-3', 'stock.negative', 'error'],
      [17, 4, 'Poids', 'weight', '2 litres', 'weight.unknown_unit', 'error'],
      [17, 5, 'Statut', 'status', 'vert', 'status.unknown_status', 'error'],
      [17, 6, 'MOQ', 'minQuantity', 'x', 'minQuantity.not_a_number', 'error'],
      [17, 7, 'Délai', 'leadTimeDays', '1,5', 'leadTimeDays.not_an_integer', 'error'],
    ],
  );
});

test('prices that are none', () => {
  for (const [cell, cause] of [
    ['-1', 'price.negative'],
    ['NaN', 'price.not_a_number'],
    ['1e309', 'price.not_a_number'],
    [',', 'price.not_a_number'],
    ['9'.repeat(16), 'price.out_of_range'],
    ['$ 12', 'price.other_currency'],
    ['12 GBP', 'price.other_currency'],
  ] as const)
    assert.deepEqual(causes(mapRow(['Réf', 'Prix'], ['A', cell])), [cause], cell);
  assert.equal(mapRow(['Réf', 'Prix (USD)'], ['A', '$ 12']).values['price.sale:USD'], '12');
});

test('a wrong GTIN is a warning and an issue; the row stays where it has another key', () => {
  const cases: [string, string][] = [
    ['3400949497295', 'gtin.check_digit'],
    ['12345', 'gtin.length'],
    ['3,66E+12', 'gtin.digits_lost'],
    ['sans', 'gtin.not_a_number'],
  ];
  for (const [cell, cause] of cases) {
    const kept = mapRow(['Réf', 'EAN'], ['A', cell]);
    assert.equal(kept.row.ok, true, cell);
    assert.equal(kept.values['gtin'], null);
    assert.deepEqual(
      kept.errors.map((e) => [e.cause, e.severity]),
      [[cause, 'warning']],
    );
    assert.deepEqual(JSON.parse(kept.row.issues!), [{ rule: cause, params: { value: cell } }]);
    const keyless = mapRow(['EAN', 'Nom'], [cell, 'x']);
    assert.equal(keyless.row.ok, false);
    assert.deepEqual(causes(keyless), [cause, 'row.no_match_key']);
  }
});

test('zeros that a spreadsheet cut are put back and said to be repaired', () => {
  const { values, errors, row } = mapRow(['EAN'], ['12345678905']);
  assert.equal(row.ok, true);
  assert.equal(values['gtin'], '00012345678905');
  assert.deepEqual(
    errors.map((e) => [e.cause, e.severity]),
    [['gtin.leading_zeros', 'repaired']],
  );
});

test('a row without any key is rejected with that reason; brand and MPN together are one', () => {
  assert.deepEqual(causes(mapRow(['Réf', 'EAN', 'Nom'], ['', '', 'x'])), ['row.no_match_key']);
  assert.deepEqual(causes(mapRow(['Marque', 'MPN'], ['ACME', ''])), ['row.no_match_key']);
  assert.equal(mapRow(['Marque', 'MPN'], ['ACME', 'X1']).row.ok, true);
});

test('more cells than columns are an error where they hold something; fewer are empty', () => {
  assert.deepEqual(causes(mapRow(['Réf', 'Nom'], ['A', 'b', 'c'])), ['row.too_many_cells']);
  assert.deepEqual(causes(mapRow(['Réf', 'Nom'], ['A', 'b', '', ' '])), []);
  assert.equal(mapRow(['Réf', 'Nom', 'Marque'], ['A']).values['brand'], null);
});

test('one value never leaks into the next row', () => {
  const detection: Detection = {
    encoding: 'utf-8',
    delimiter: ';',
    headerRow: 1,
    headers: ['Réf', 'EAN'],
    columns: 2,
    sample: [],
  };
  const mapping = suggestMapping({
    detection,
    own: false,
    given: [],
    defaults: { currency: 'EUR', locale: 'fr-FR' },
    pricesIncludeTax: true,
  });
  const mapper = createRowMapper({ mapping, detection, onError: () => undefined });
  assert.deepEqual([...mapper.map(['A', '3400949497294'], 2).values], ['A', '03400949497294']);
  const second = mapper.map(['B'], 3);
  assert.deepEqual([...second.values], ['B', null]);
  assert.equal(second.gtinRaw, null);
  assert.equal(second.issues, null);
});

test('the decimal sign of a column is decided by its other values', () => {
  const price = (cell: string, others: string[], delimiter = ';'): string | null | undefined =>
    mapRow(['Réf', 'Prix'], ['A', cell], { sample: others.map((text) => ['x', text]), delimiter }).values[
      'price.sale:EUR'
    ];
  assert.equal(price('1,234', ['0,50', '12,5']), '1.234');
  assert.equal(price('1,234', ['0.50', '12.5']), '1234');
  assert.equal(price('1,234', []), '1.234');
  assert.equal(price('1,234', [], ','), '1234');
});

test('texts too long are refused, names before they break an index', () => {
  const long = (header: string, length: number): string[] =>
    causes(mapRow(['Réf', header], ['A', 'é'.repeat(length)]));
  assert.deepEqual(long('Nom', 1_000), []);
  assert.deepEqual(long('Nom', 1_001), ['title.too_long']);
  assert.deepEqual(long('Description', 100_000), []);
  assert.deepEqual(long('Description', 100_001), ['description.too_long']);
  assert.deepEqual(long('Meta title', 501), ['seo.too_long']);
  assert.deepEqual(long('SEO Description', 5_001), ['seo.too_long']);
  assert.deepEqual(long('MPN', 201), ['mpn.too_long']);
  assert.deepEqual(long('Marque', 501), ['brand.too_long']);
  assert.deepEqual(long('Catégorie', 501), ['category.too_long']);
  const list = (count: number): string =>
    Array.from({ length: count }, (_, i) => `Rayon ${i} > ${'é'.repeat(40)}`).join('|');
  assert.deepEqual(causes(mapRow(['Réf', 'Catégorie'], ['A', list(25)])), []);
  assert.deepEqual(causes(mapRow(['Réf', 'Catégorie'], ['A', list(40)])), ['category.too_long']);
  const [error] = mapRow(['Réf', 'Nom'], ['A', 'é'.repeat(1_001)]).errors;
  assert.equal(error!.value!.length, 200);
});

test('texts are NFC, without zero bytes, HTML as it stands', () => {
  const { values } = mapRow(
    ['Réf', 'Nom', 'Description', 'Marque'],
    ['A', 'E\u0301te\u0301', '<b>x</b> &amp;\\n', '\u0000'],
  );
  assert.equal(values['title'], 'Été');
  assert.equal(values['description'], '<b>x</b> &amp;\\n');
  assert.equal(values['brand'], null);
});
