import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseLength, parseWeight } from './measures.ts';

const weight = (text: string, unit: string | null = null): unknown => parseWeight(text, ',', unit);
const length = (text: string, unit: string | null = null): unknown => parseLength(text, ',', unit);

test('weights are kilograms', () => {
  const cases: [string, string | null, string][] = [
    ['2,5', null, '2.5'],
    ['500 g', null, '0.5'],
    ['1500g', null, '1.5'],
    ['250', 'g', '0.25'],
    ['1 kg', 'g', '1'],
    ['1.5 KG', null, '1.5'],
    ['500gr.', null, '0.5'],
    ['7,5', 'mg', '0.0000075'],
    ['0,5 t', null, '500'],
    ['2 lb', null, '0.90718474'],
    ['12 oz', null, '0.340194277'],
    ['1 234,5 g', null, '1.2345'],
    ['800 GRAM', null, '0.8'],
    ['0', 'g', '0'],
  ];
  for (const [text, unit, value] of cases) assert.deepEqual(weight(text, unit), { value }, text);
});

test('lengths are centimetres', () => {
  const cases: [string, string | null, string][] = [
    ['12,5', null, '12.5'],
    ['125 mm', null, '12.5'],
    ['1,2 m', null, '120'],
    ['125', 'mm', '12.5'],
    ['15"', null, '38.1'],
    ['10', 'in', '25.4'],
  ];
  for (const [text, unit, value] of cases) assert.deepEqual(length(text, unit), { value }, text);
});

test('what is no measure is refused with its cause', () => {
  assert.deepEqual(weight('lourd'), { cause: 'not_a_number' });
  assert.deepEqual(weight('2 litres'), { cause: 'unknown_unit' });
  assert.deepEqual(length('3 kg'), { cause: 'unknown_unit' });
  // A pattern that looks twice at each of a million characters would not come back.
  assert.deepEqual(weight('1'.repeat(1_000_000)), { cause: 'not_a_number' });
  assert.deepEqual(weight(' 1'.repeat(500_000)), { cause: 'not_a_number' });
});
