import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimalSignOf, parseCategories, parseDecimal, parseStatus, parseWeight } from './values.ts';

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
});

test('words, infinities and numbers no price has are refused', () => {
  for (const text of ['NaN', '1e309', 'sur demande', '12,5x', '--1', '1.2.3.4', '=1+1', '∞'])
    assert.equal(value(text), 'not_a_number', text);
  assert.equal(value('1234567890123456'), 'out_of_range');
});

test('weights are kilograms', () => {
  const weight = (text: string, unit: string | null = null): unknown => parseWeight(text, ',', unit);
  assert.deepEqual(weight('2,5'), { value: '2.5' });
  assert.deepEqual(weight('500 g'), { value: '0.5' });
  assert.deepEqual(weight('250', 'g'), { value: '0.25' });
  assert.deepEqual(weight('1 kg', 'g'), { value: '1' });
  assert.deepEqual(weight('7,5', 'mg'), { value: '0.0000075' });
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

test('status words in three languages', () => {
  assert.deepEqual(parseStatus('TRUE'), { value: 'active' });
  assert.deepEqual(parseStatus('brouillon'), { value: 'draft' });
  assert.deepEqual(parseStatus('peut-être'), { cause: 'unknown_status' });
});
