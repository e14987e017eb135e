import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBorderProblems } from './border-rules.mjs';

const problemsOf = (file, text) => findBorderProblems(new Map([[file, text]])).problems;

test('allows the front door of a domain on the list, and everything inside a domain', () => {
  const text = `import { checkGtin } from '../catalog/index.ts';\nimport { map } from './mapping/row-mapper.ts';`;
  const { problems, imports } = findBorderProblems(new Map([['imports/run-import.ts', text]]));
  assert.deepEqual(problems, []);
  assert.equal(imports, 2);
});

for (const [why, file, text, message] of [
  ['a way past the front door', 'imports/a.ts', `from '../catalog/tables.ts'`, /entered by catalog\/index/],
  ['an edge that is not on the list', 'catalog/a.ts', `from '../imports/index.ts'`, /catalog may not use/],
  ['the platform importing a domain', 'platform/a.ts', `from '../core/domain.ts'`, /stands under everything/],
  ['a domain importing the composition', 'media/a.ts', `from '../composition.ts'`, /may not import/],
  ['a domain importing the demonstration', 'imports/a.ts', `from '../demo/rows.ts'`, /may not import/],
  ['a dynamic import', 'exports/a/b.ts', `await import('../../media/index.ts')`, /exports may not use media/],
  ['an import of another workspace', 'core/a.ts', `from '../../../web/server.mjs'`, /leaves server\/src/],
  ['the environment', 'catalog/a.ts', `const a = process.env.HOME`, /only platform\/config/],
  ['a test past a front door', 'imports/a.test.ts', `from '../catalog/gtin.ts'`, /entered by/],
]) {
  test(`refuses ${why}`, () => {
    const problems = problemsOf(file, text);
    assert.equal(problems.length, 1);
    assert.match(problems[0], message);
  });
}

test('lets a test of the platform wire the whole program', () => {
  assert.deepEqual(problemsOf('platform/queue/a.db.test.ts', `from '../../composition.ts'`), []);
});
