import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkGtin } from './gtin.ts';

const right = (text: string): string | null => {
  const result = checkGtin(text);
  return result.ok ? result.gtin : null;
};

test('a GTIN of 8, 12, 13 or 14 digits has one 14-digit form', () => {
  assert.equal(right('3400949497294'), '03400949497294');
  assert.equal(right('012345678905'), '00012345678905');
  assert.equal(right('0012345678905'), '00012345678905');
  assert.equal(right('96385074'), '00000096385074');
  assert.equal(right('340 0949-497294'), '03400949497294');
  assert.equal(right('\u200b3400949497294'), '03400949497294');
});

test('a wrong check digit is named with the right one', () => {
  assert.deepEqual(checkGtin('3400949497295'), {
    ok: false,
    cause: 'gtin.check_digit',
    suggestion: '3400949497294',
  });
});

test('zeros that a spreadsheet cut are put back where the result is right', () => {
  assert.deepEqual(checkGtin('12345678905'), { ok: true, gtin: '00012345678905', repaired: true });
  assert.equal(checkGtin('12345678901').ok, false);
});

test('the decimals of a number column are no digits of the code', () => {
  for (const text of ['3400949497294.0', '3400949497294,00', '3400949497294.00 '])
    assert.equal(right(text), '03400949497294', text);
  // A wrong EAN-13 whose decimal zero, taken for a digit, would make it another product's valid code.
  assert.equal(right('34009494972050'), '34009494972050');
  assert.equal(right('3400949497205.0'), null);
});

test('digits lost to the scientific form are not guessed', () => {
  assert.deepEqual(checkGtin('3,66E+12'), { ok: false, cause: 'gtin.digits_lost', suggestion: null });
});

test('nothing but digits, and not only zeros', () => {
  for (const text of ['', 'abc', '0000000000000', '123', '3400949497294x', '١٢٣٤٥٦٧٨'])
    assert.equal(checkGtin(text).ok, false, text);
});

test('any single wrong digit is found', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 999_999_999_999 }),
      fc.nat(12),
      fc.integer({ min: 1, max: 9 }),
      (body, at, by) => {
        const text = String(body).padStart(12, '0');
        const digit = [...Array(10).keys()].find((d) => checkGtin(text + d).ok || /^0+$/.test(text + d));
        const valid = text + String(digit);
        const wrong = valid.slice(0, at) + String((Number(valid[at]) + by) % 10) + valid.slice(at + 1);
        assert.equal(checkGtin(wrong).ok, false, wrong);
      },
    ),
  );
});
