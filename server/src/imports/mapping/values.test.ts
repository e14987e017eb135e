import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { currencyOfAll } from './currency.ts';
import { decimalSignOf, parseCategories, parseDecimal, parseStatus } from './values.ts';

const value = (text: string, sign: ',' | '.' = ','): string => {
  const parsed = parseDecimal(text, sign);
  return 'value' in parsed ? parsed.value : parsed.cause;
};

test('decimals in every European and American writing', () => {
  const cases: [string, string][] = [
    ['44,38', '44.38'],
    ['44.38', '44.38'],
    ['0', '0'],
    ['0,00', '0.00'],
    ['1 234,56', '1234.56'],
    ['1\u00a0234,56', '1234.56'],
    ['1\u202f234,56', '1234.56'],
    ['1.234,56', '1234.56'],
    ['1,234.56', '1234.56'],
    ["1'234.56", '1234.56'],
    ['2,849,83', '2849.83'],
    ['1,234,567', '1234567'],
    ['12,50 €', '12.50'],
    ['€ 12,50', '12.50'],
    ['EUR 12.50', '12.50'],
    [',5', '0.5'],
    ['007,5', '7.5'],
    ['-3,20', '-3.20'],
    ['EUR12.50', '12.50'],
    ['12.50EUR', '12.50'],
    ['12,50 euros', '12.50'],
    ['US$ 1,299.00', '1299.00'],
    ['12,-', '12'],
    ['12.-- €', '12'],
    ['£.99', '0.99'],
    ['+5', '5'],
    ['1 234 567,8', '1234567.8'],
    ["'12,50", '12.50'],
  ];
  for (const [text, expected] of cases) assert.equal(value(text), expected, text);
});

test('one mark before three digits is what it is in the column', () => {
  assert.equal(value('1,234', ','), '1.234');
  assert.equal(value('1,234', '.'), '1234');
  assert.equal(value('0.123', ','), '0.123');
  assert.equal(decimalSignOf(['1,234', '0,5']), ',');
  assert.equal(decimalSignOf(['1.234', '2.5']), '.');
  assert.equal(decimalSignOf(['1,234', '5']), null);
  assert.equal(decimalSignOf(['1,234 kg', '2,5 kg']), ',');
});

test('words, infinities and numbers no price has are refused', () => {
  for (const text of [
    'NaN',
    '1e309',
    'sur demande',
    '12,5x',
    '--1',
    '1.2.3.4',
    '=1+1',
    '∞',
    '1 2 3',
    '12 34',
    '1  234',
    '0x10',
    '1_000',
    '١٢',
    '12 %',
    '1,2,3',
    '-',
    ',',
  ])
    assert.equal(value(text), 'not_a_number', text);
  assert.equal(value('1234567890123456'), 'out_of_range');
  assert.equal(value(`1${' '.repeat(1_000_000)}x`), 'not_a_number');
});

test('a list of categories is cut at what is not the delimiter', () => {
  assert.deepEqual(parseCategories('A > B | C', ';'), ['A > B', 'C']);
  assert.deepEqual(parseCategories('A, B', ';'), ['A', 'B']);
  assert.deepEqual(parseCategories('Clothing > Tshirts, Clothing > Hoodies', ';'), [
    'Clothing > Tshirts',
    'Clothing > Hoodies',
  ]);
  assert.deepEqual(parseCategories('Maison, jardin > Outils', ';'), ['Maison, jardin > Outils']);
  assert.deepEqual(parseCategories('A>B;A>B', ','), ['A > B']);
  assert.deepEqual(parseCategories('Vêtements, chaussures |', ','), ['Vêtements, chaussures']);
});

test('the end of an HTML entity cuts no category', () => {
  assert.deepEqual(parseCategories('Home &amp; Garden > Tools;Toys', ','), [
    'Home &amp; Garden > Tools',
    'Toys',
  ]);
});

test('status words in three languages', () => {
  assert.deepEqual(parseStatus('Publié'), { value: 'active' });
  assert.deepEqual(parseStatus('DÉSACTIVÉ'), { value: 'draft' });
  for (const name of ['constructor', '__proto__', 'toString'])
    assert.deepEqual(parseStatus(name), { cause: 'unknown_status' });
  assert.deepEqual(parseStatus('TRUE'), { value: 'active' });
  assert.deepEqual(parseStatus('brouillon'), { value: 'draft' });
  assert.deepEqual(parseStatus('peut-être'), { cause: 'unknown_status' });
});

test('every amount reads the same in French, German, English and Swiss writing', () => {
  const styles: [string, ',' | '.'][] = [
    ['\u202f', ','],
    ['.', ','],
    [',', '.'],
    ["'", '.'],
  ];
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 999_999_999 }),
      fc.integer({ min: 0, max: 99 }),
      fc.constantFrom(...styles),
      fc.constantFrom('', ' €', ' EUR', 'CHF'),
      (whole, cents, [thousands, mark], currency) => {
        const decimals = String(cents).padStart(2, '0');
        const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, thousands);
        assert.equal(value(`${grouped}${mark}${decimals}${currency}`, mark), `${whole}.${decimals}`);
      },
    ),
  );
});

test('the currency that amounts name', () => {
  assert.equal(currencyOfAll(['12', '$ 3', '$4.50']), 'USD');
  assert.equal(currencyOfAll(['12 €', '$ 3']), null);
  assert.equal(currencyOfAll(['12', '1 234,50']), null);
});
