import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseGoogleTaxonomy } from './parse-google-taxonomy.ts';

const heading = '# Google_Product_Taxonomy_Version: 2021-09-21';

test('lines are numbers with paths; parents come first, whatever the order and the line ends', () => {
  const { edition, categories, errors } = parseGoogleTaxonomy(
    `\uFEFF${heading}\r\n20 - Toys - New > Dolls\r\n\r\n1 - Toys - New\r\n`,
  );
  assert.deepEqual([edition, errors], ['2021-09-21', []]);
  assert.deepEqual(categories, [
    { line: 4, number: '1', name: 'Toys - New', above: [] },
    { line: 2, number: '20', name: 'Dolls', above: ['Toys - New'] },
  ]);
});

test('what is no such line is told and left out', () => {
  const { categories, errors } = parseGoogleTaxonomy(
    [heading, '1 - Toys', 'Toys > Dolls', '2 - Toys >  > Dolls', '1 - Games', '3 - Toys'].join('\n'),
  );
  assert.deepEqual(
    categories.map(({ name }) => name),
    ['Toys'],
  );
  assert.deepEqual(
    errors.map(({ line }) => line),
    [3, 4, 5, 6],
  );
});

test('a file without ids has paths only', () => {
  const { numbered, categories, errors } = parseGoogleTaxonomy(
    [heading, 'Toys > Dolls', 'Toys', '3 - Toys', 'Toys'].join('\n'),
  );
  assert.equal(numbered, false);
  assert.deepEqual(categories, [
    { line: 3, number: null, name: 'Toys', above: [] },
    { line: 4, number: null, name: '3 - Toys', above: [] },
    { line: 2, number: null, name: 'Dolls', above: ['Toys'] },
  ]);
  assert.deepEqual(
    errors.map(({ line }) => line),
    [5],
  );
});

test('a file without the comment of the edition is another file', () => {
  assert.throws(() => parseGoogleTaxonomy('1 - Toys\n'), { code: 'definitions.headings' });
});
