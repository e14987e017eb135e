import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileReplacements } from './replace-values.ts';

test('the very word goes before one that only looks alike; another word stays', () => {
  const replace = compileReplacements([
    { field: 'attribute.size', from: 'XS', to: 'extra small' },
    { field: 'attribute.size', from: 'xs', to: 'excess' },
    { field: 'attribute.size', from: 'Épuisé', to: null },
    { field: 'status', from: 'dispo', to: 'active' },
  ]);
  assert.deepEqual([...replace.keys()], ['attribute.size', 'status']);
  const size = replace.get('attribute.size')!;
  assert.deepEqual(['XS', 'xs', 'ÉPUISE', 'dispo', ''].map(size), ['extra small', 'excess', '', 'dispo', '']);
});

test('a file of a supplier without mappings has nothing to look up', () => {
  assert.equal(compileReplacements([]).size, 0);
});
