import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { pageParts } from '../i18n/page-parts.ts';
import { partOfWords } from './support/words.ts';

const web = fileURLToPath(new URL('../', import.meta.url));
const pages = globSync('app/**/page.tsx', { cwd: web });

test('every page has the words of all that it shows, and no part of them that it never says', () => {
  assert.ok(pages.length > 20);
  for (const page of pages) {
    const files = filesBelow(join(web, page));
    const said = new Set([...files].flatMap((file) => partsSaid(readFileSync(file, 'utf8'))));
    said.delete('shell');
    const lent = new Set<string>(pageParts[firstStep(page)]);
    assert.deepEqual([...said].filter((part) => !lent.has(part)).sort(), [], `${page} lacks words`);
  }
  for (const [step, parts] of Object.entries(pageParts)) {
    const below = pages.filter((page) => firstStep(page) === step);
    const said = new Set(
      below.flatMap((page) =>
        [...filesBelow(join(web, page))].flatMap((file) => partsSaid(readFileSync(file, 'utf8'))),
      ),
    );
    for (const part of parts) assert.ok(said.has(part), `"${part}" is lent to nobody at /${step}`);
  }
});

test('what stands around the pages says the words of the shell only', () => {
  for (const frame of ['shell/shell.tsx', 'shell/not-found-page.tsx'])
    for (const file of filesBelow(join(web, frame)))
      for (const part of [...partsSaid(readFileSync(file, 'utf8')), ...partsNamed(file)])
        assert.equal(part, 'shell', file);
});

/** A file and all of ours that it imports, but for what the shell brings along. */
function filesBelow(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, specifier] of readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g)) {
    const base = resolve(dirname(file), specifier!);
    const found = [`${base}.tsx`, `${base}.ts`].find((path) => existsSync(path));
    if (found && !found.startsWith(join(web, 'i18n'))) filesBelow(found, seen);
  }
  return seen;
}

/** The parts whose words a source asks for, by namespace or by the start of a key. */
function partsSaid(source: string): string[] {
  const spaces = [...source.matchAll(/useTranslations\('(\w+)/g)].map(([, space]) => space!);
  const keys = source.includes('useTranslations()')
    ? [...source.matchAll(/\bt(?:\.rich)?\(['`](\w+)\./g)].map(([, space]) => space!)
    : [];
  return [...spaces, ...keys].flatMap((space) => partOfWords.get(space) ?? []);
}

/** Keys may be said by another file than the one that names them. */
const partsNamed = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/: '(\w+)\.\w+'/g)].flatMap(
    ([, space]) => partOfWords.get(space!) ?? [],
  );

/** Of the address that a page's file stands for: `app/(shell)/imports/new/page.tsx` is at `/imports/new`. */
const firstStep = (page: string): string =>
  page
    .split('/')
    .slice(1, -1)
    .filter((folder) => !folder.startsWith('('))[0] ?? '';
