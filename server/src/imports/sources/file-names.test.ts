import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitsPattern, isPartialName, plainName } from './file-names.ts';

test('names of files that are still being written', () => {
  for (const name of ['a.csv.part', 'a.TMP', '.a.csv.Xy12', '~a.csv', 'a.csv~', 'a.filepart', 'a.crdownload'])
    assert.equal(isPartialName(name), true, name);
  for (const name of ['a.csv', 'part.csv', 'temp.xlsx', 'a.part.csv'])
    assert.equal(isPartialName(name), false, name);
});

test('patterns of stars and question marks, whatever the case', () => {
  const fitting: readonly [string, string][] = [
    ['prices.csv', '*'],
    ['prices.csv', '*.CSV'],
    ['prices-2026-11-27.csv', 'prices-????-??-??.csv'],
    ['a.b.csv', '*.csv'],
    ['', '*'],
    ['aXbXc', 'a*b*c'],
    ['a+b.csv', 'a+b.*'],
  ];
  for (const [name, pattern] of fitting) assert.equal(fitsPattern(name, pattern), true, `${name} ${pattern}`);
  for (const [name, pattern] of [
    ['prices.csv.bak', '*.csv'],
    ['price.csv', 'prices*'],
    ['ab.csv', 'a?b.csv'],
    ['a', ''],
  ] as const)
    assert.equal(fitsPattern(name, pattern), false, `${name} ${pattern}`);
});

test('a pattern of many stars takes no time', () => {
  const started = performance.now();
  assert.equal(fitsPattern('a'.repeat(5_000), `${'*a'.repeat(90)}*b`), false);
  assert.ok(performance.now() - started < 500);
});

test('a name is the last part of a path, without control characters', () => {
  assert.equal(plainName('../../etc/pass\nwd'), 'passwd');
  assert.equal(plainName('C:\\files\\a.csv'), 'a.csv');
  assert.equal(plainName('///'), 'file');
  assert.equal(plainName(`${'x'.repeat(500)}.csv`).length, 200);
});
