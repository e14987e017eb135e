import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideMerge } from './decide-merge.ts';
import type { MergeState, StoredValue } from './merge-state.queries.ts';

const same = (value: unknown): StoredValue => ({ exact: value, shown: value });
const build = (
  id: string,
  fields: Record<string, StoredValue>,
  rest: Partial<MergeState> = {},
): MergeState => ({
  id,
  sku: id,
  version: 1,
  status: 'draft',
  type: 'simple',
  parentId: null,
  bundles: [],
  hasVariants: false,
  survivorId: null,
  owner: `owner of ${id}`,
  owners: {},
  paths: {},
  identifiers: [],
  offers: [],
  titleIssue: null,
  decisions: [],
  redirects: [],
  fields,
  ...rest,
});
const outcome = (...args: Parameters<typeof decideMerge>) =>
  decideMerge(...args).map(({ field, reason, from, value }) => [field, reason, from, value.shown]);

test('a value of the survivor stands; the first merged product that has one fills a gap', () => {
  const survivor = build('a', { title: same('A') });
  const merged = [
    build('b', { title: same('B') }),
    build('c', { mpn: same('M-3') }),
    build('d', { mpn: same('M-4') }),
  ];
  assert.deepEqual(outcome(survivor, merged, {}), [
    ['mpn', 'filled', 'c', 'M-3'],
    ['title', 'survivor', 'a', 'A'],
  ]);
});

test('what is preferred is taken, and the survivor may be preferred to fill nothing', () => {
  const survivor = build('a', { title: same('A'), mpn: same('M-1') });
  const merged = [build('b', { title: same('B'), mpn: same('M-1') })];
  assert.deepEqual(outcome(survivor, merged, { title: 'b', mpn: 'b' }), [
    ['mpn', 'survivor', 'a', 'M-1'],
    ['title', 'preferred', 'b', 'B'],
  ]);
});

test('zero is a value', () => {
  assert.deepEqual(outcome(build('a', { stock: same('0') }), [build('b', { stock: same('5') })], {}), [
    ['stock', 'survivor', 'a', '0'],
  ]);
});

test('pictures are joined in order, each once; a preferred list replaces', () => {
  const survivor = build('a', { image: same(['1', '2']) });
  const merged = [build('b', { image: same(['2', '3']) }), build('c', { image: same(['4']) })];
  assert.deepEqual(outcome(survivor, merged, {}), [['image', 'joined', 'a', ['1', '2', '3', '4']]]);
  assert.deepEqual(outcome(survivor, merged, { image: 'c' }), [['image', 'preferred', 'c', ['4']]]);
  assert.deepEqual(outcome(survivor, [build('b', { image: same(['2']) })], {}), [
    ['image', 'survivor', 'a', ['1', '2']],
  ]);
});

test('of joined categories one is the main one', () => {
  const categories = (id: string, links: Record<string, boolean>): MergeState =>
    build(
      id,
      { category: { exact: links, shown: Object.keys(links) } },
      { paths: Object.fromEntries(Object.keys(links).map((key) => [key, `path ${key}`])) },
    );
  const [joined] = decideMerge(
    categories('a', { x: false }),
    [categories('b', { z: true, x: true }), categories('c', { y: true })],
    {},
  );
  assert.deepEqual(joined!.value, {
    exact: { x: false, z: true, y: false },
    shown: ['path z', 'path x', 'path y'],
  });
});

test('who may write a field follows the value', () => {
  const survivor = build('a', { title: same('A') });
  const merged = [build('b', { mpn: same('M'), weight: same('1') }, { owners: { mpn: 'user' } })];
  assert.deepEqual(
    decideMerge(survivor, merged, {}).map(({ field, owner }) => [field, owner]),
    [
      ['mpn', 'user'],
      ['title', 'owner of a'],
      ['weight', 'owner of b'],
    ],
  );
});
