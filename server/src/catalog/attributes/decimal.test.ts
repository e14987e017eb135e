import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalDecimal, compareDecimals, compareMeasures, isDecimal, placesOf } from './decimal.ts';

const unit = (numerator: string, denominator = '1', shift = '0') => ({ numerator, denominator, shift });
const kilogram = unit('1');
const gram = unit('1', '1000');
const pound = unit('0.45359237');
const celsius = unit('1', '1', '273.15');
const fahrenheit = unit('5', '9', '459.67');

test('a number is written in one way', () => {
  for (const [text, expected, places] of [
    ['007.50', '7.5', 1],
    ['0', '0', 0],
    ['-0.00', '0', 0],
    ['100', '100', 0],
    ['0.10', '0.1', 1],
    ['-012.0', '-12', 0],
    ['00.000001', '0.000001', 6],
  ] as const)
    assert.deepEqual([canonicalDecimal(text), placesOf(text)], [expected, places], text);
  for (const text of ['', '.5', '5.', '1,5', '1e3', '+1', ' 1', '--1', '1'.repeat(31), 1.5])
    assert.equal(isDecimal(text), false, String(text));
});

test('numbers are compared exactly, beyond what a float can tell apart', () => {
  assert.equal(compareDecimals('0.1', '0.10'), 0);
  assert.equal(compareDecimals('9007199254740993', '9007199254740992'), 1);
  assert.equal(compareDecimals('-1.000000000000000000001', '-1'), -1);
  const number = fc.tuple(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.bigInt(0n, 10n ** 9n - 1n));
  const written = ([whole, rest]: [bigint, bigint]) => `${whole}.${String(rest).padStart(9, '0')}`;
  const scaled = ([whole, rest]: [bigint, bigint]) => whole * 10n ** 9n + (whole < 0n ? -rest : rest);
  fc.assert(
    fc.property(number, number, (a, b) => {
      const difference = scaled(a) - scaled(b);
      const expected = difference < 0n ? -1 : difference > 0n ? 1 : 0;
      assert.equal(compareDecimals(written(a), written(b)), expected);
      assert.equal(compareDecimals(canonicalDecimal(written(a)), written(a)), 0);
    }),
  );
});

test('measures of one family are compared whatever their units', () => {
  const compare = (a: [string, object], b: [string, object]) =>
    compareMeasures({ amount: a[0], unit: a[1] as never }, { amount: b[0], unit: b[1] as never });
  assert.equal(compare(['1000', gram], ['1', kilogram]), 0);
  assert.equal(compare(['453.59237', gram], ['1', pound]), 0);
  assert.equal(compare(['453.592370000001', gram], ['1', pound]), 1);
  assert.equal(compare(['212', fahrenheit], ['100', celsius]), 0);
  assert.equal(compare(['-40', fahrenheit], ['-40', celsius]), 0);
  assert.equal(compare(['98.6', fahrenheit], ['37.01', celsius]), -1);
});
