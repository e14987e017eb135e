import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnOfReference, isDateFormat, shownDate, shownNumber, zeroPadding } from './cell-values.ts';

test('a stored number is shown as its digits, without the error of the binary form', () => {
  for (const [stored, shown] of [
    ['4006381333931', '4006381333931'],
    ['4.006381333931E+12', '4006381333931'],
    ['12.300000000000001', '12.3'],
    ['0.1', '0.1'],
    ['1E-7', '0.0000001'],
    ['-2.50', '-2.5'],
    ['1.5e+20', '150000000000000000000'],
    ['0', '0'],
    ['535.79999999999995', '535.8'],
    ['#N/A', '#N/A'],
  ])
    assert.equal(shownNumber(stored!), shown, stored);
});

test('days count from 1900 with its leap day that was none, or from 1904', () => {
  assert.equal(shownDate('60', 1900), '1900-02-28');
  assert.equal(shownDate('61', 1900), '1900-03-01');
  assert.equal(shownDate('46037', 1900), '2026-01-15');
  assert.equal(shownDate('46037.5', 1900), '2026-01-15 12:00:00');
  assert.equal(shownDate('44575', 1904), '2026-01-15');
  assert.equal(shownDate('0.25', 1900), '06:00:00');
  assert.equal(shownDate('-1', 1900), '-1');
});

test('a format is a date by its letters outside of quotes and brackets', () => {
  for (const code of ['dd/mm/yyyy', 'yyyy-mm-dd;@', '[$-409]d-mmm', 'h:mm', '[h]:mm'])
    assert.ok(isDateFormat(164, code), code);
  for (const code of ['0.00', '#,##0.00 "EUR per day"', 'General', '[Red]0', '0\\h'])
    assert.ok(!isDateFormat(164, code), code);
  assert.ok(isDateFormat(14, undefined));
  assert.ok(!isDateFormat(2, undefined));
  assert.equal(zeroPadding('0000000000000'), 13);
  assert.equal(zeroPadding('0.00'), 0);
});

test('columns are counted from their letters', () => {
  assert.deepEqual(['A1', 'Z9', 'AA1', 'XFD1048576'].map(columnOfReference), [0, 25, 26, 16383]);
});
