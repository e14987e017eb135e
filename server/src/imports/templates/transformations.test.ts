import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAppError } from '../../platform/errors.ts';
import { compileTransformations, type Transformation } from './transformations.ts';

const cells = ['ACME', ' Lampe  bleue ', '12', ''];
const columnOf = (heading: string): number => ['Marque', 'Titre', 'Prix', 'Vide'].indexOf(heading) + 1;
const made = (cell: string, ...list: Transformation[]) =>
  compileTransformations(list, columnOf).apply(cell, cells);

test('each transformation makes of a cell what it says', () => {
  const cases: [cell: string, one: Transformation, expected: string][] = [
    ['  a   b ', { kind: 'trim' }, 'a b'],
    ['jean-paul l’été', { kind: 'case', to: 'title' }, 'Jean-Paul L’Été'],
    ['Straße', { kind: 'case', to: 'upper' }, 'STRASSE'],
    ['a.b.c', { kind: 'replace', find: '.', with: '-' }, 'a-b-c'],
    ['A > B > C', { kind: 'split', by: '>', take: 2 }, 'B'],
    ['A', { kind: 'split', by: '>', take: 2 }, ''],
    ['', { kind: 'join', columns: ['Marque', 'Vide', 'Prix'], by: ' / ' }, 'ACME / 12'],
    ['1.234,50', { kind: 'number', decimal: ',' }, '1234.50'],
    ['1 234.5', { kind: 'number', decimal: '.' }, '1234.5'],
    ['sur devis', { kind: 'number', decimal: ',' }, 'sur devis'],
    ['31/12/26', { kind: 'date', from: 'dd/MM/yy' }, '2026-12-31'],
    ['1250', { kind: 'unit', factor: '0.001' }, '1.25'],
    ['-0,30', { kind: 'unit', factor: '3' }, '-0.9'],
    ['9007199254740993', { kind: 'unit', factor: '10' }, '90071992547409930'],
    ['BL', { kind: 'lookup', values: { BL: 'bleu' }, otherwise: 'reject' }, 'bleu'],
    ['VE', { kind: 'lookup', values: { BL: 'bleu' }, otherwise: 'keep' }, 'VE'],
    ['VE', { kind: 'lookup', values: { BL: 'bleu' }, otherwise: 'empty' }, ''],
    ['x', { kind: 'constant', value: 'EUR' }, 'EUR'],
    ['x', { kind: 'template', text: '{Marque} {Titre} n°{Vide}' }, 'ACME Lampe  bleue n°'],
    ['REF-0012-X', { kind: 'regex', pattern: '^REF-0*(\\d+).*$', with: '$1' }, '12'],
  ];
  for (const [cell, one, expected] of cases) assert.equal(made(cell, one), expected, JSON.stringify(one));
});

test('they work one after the other', () => {
  assert.equal(
    made(
      ' bl ',
      { kind: 'trim' },
      { kind: 'case', to: 'upper' },
      { kind: 'lookup', values: { BL: 'bleu' }, otherwise: 'reject' },
    ),
    'bleu',
  );
});

test('what cannot be made of a cell rejects its row', () => {
  assert.deepEqual(made('VE', { kind: 'lookup', values: {}, otherwise: 'reject' }), {
    rejected: 'value.not_in_lookup',
  });
  assert.deepEqual(made('31/02/2026', { kind: 'date', from: 'dd/MM/yyyy' }), {
    rejected: 'value.not_a_date',
  });
  assert.deepEqual(made('deux', { kind: 'unit', factor: '2' }), { rejected: 'value.not_a_number' });
  assert.deepEqual(made('a'.repeat(60_000), { kind: 'replace', find: 'a', with: 'bb' }), {
    rejected: 'value.too_long',
  });
});

test('a pattern that would take for ever is fast, and one that RE2 does not know is refused', () => {
  const hostile = `${'a'.repeat(5_000)}!`;
  const started = performance.now();
  made(hostile, { kind: 'regex', pattern: '(a+)+$', with: '' });
  assert.ok(performance.now() - started < 5_000);
  assert.throws(
    () => made('x', { kind: 'regex', pattern: '(?=a)b', with: '' }),
    (error: unknown) => isAppError(error) && error.code === 'templates.invalid',
  );
});
