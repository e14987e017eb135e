import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { pages } from './pages.ts';

/** `(shell)/products/[id]/page.tsx` and `/products/[product]?q=a` are both `/products/[]`. */
const routeOf = (path: string): string =>
  `/${path.replace(/\?.*$/, '')}`
    .replaceAll(/\/\([^)]*\)|\/page\.tsx$/g, '')
    .replaceAll(/\[[^\]]*\]/g, '[]')
    .replace(/^\/*/, '/');

test('every page of the interface is in the list of those that are looked after', () => {
  const cwd = fileURLToPath(new URL('../app/', import.meta.url));
  const routes = globSync('**/page.tsx', { cwd }).map(routeOf);
  assert.ok(routes.length > 10, 'the folder of the pages was not found');
  const listed = new Set(pages.map(({ path }) => routeOf(path)));
  assert.deepEqual(
    routes.filter((route) => !listed.has(route)),
    [],
    'add a line for it to web/test/pages.ts',
  );
});

test('pictures of two pages have two names', () => {
  assert.equal(new Set(pages.map(({ name }) => name)).size, pages.length);
});
