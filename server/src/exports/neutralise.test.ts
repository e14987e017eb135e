import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { neutralise } from './neutralise.ts';

test('what a spreadsheet would run gets one quote, wherever it hides', () => {
  for (const cell of [
    '=1+1',
    '+33 1 23',
    '-cmd',
    '@SUM(A1)',
    '  =1+1',
    '\u00a0=1',
    '\ufeff=1',
    '\u200b=1',
    '\t=1',
    '\ttext',
    '\r=1',
    '\n@x',
    '＝1',
    '＋1',
    '－x',
    '＠x',
    "'=1",
  ])
    assert.equal(neutralise(cell), `'${cell}`, JSON.stringify(cell));
});

test('numbers and plain words stay bare', () => {
  for (const cell of ['', '0', '-12.50', '12', 'Écru', 'a=b', '3-2', '"x"', ' leading', '-0.5'])
    assert.equal(neutralise(cell), cell, JSON.stringify(cell));
});

test('taking one quote away from what begins with one gives any value back', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("'", '=', '-', '+', '@', ' ', '\t', '\u00a0', 'a', '1', '.', '＝') }),
      (cell) => {
        const written = neutralise(cell);
        assert.equal(written.startsWith("'") ? written.slice(1) : written, cell);
      },
    ),
  );
});
