import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ColumnProfile, FeedProfile } from './feed-profile.ts';
import { judgeFeed } from './judge-feed.ts';

const column = (field: string, values: Partial<ColumnProfile> = {}): ColumnProfile => ({
  field,
  header: field,
  values: 100,
  fill: 1,
  gtin: 0,
  number: 0,
  text: 1,
  meanLength: 30,
  distinct: 1,
  ...values,
});
const feed = (more: Partial<FeedProfile> = {}): FeedProfile => ({
  rows: 1000,
  created: 0,
  columns: [
    column('gtin', { gtin: 1, text: 0, meanLength: 13 }),
    column('title'),
    column('brand', { meanLength: 8, distinct: 0.1 }),
    column('price.sale:EUR', { number: 1, text: 0, meanLength: 5 }),
  ],
  ...more,
});
const quiet = { far: 0, medianRatio: 1, renamed: 0 };
const codes = (more: Partial<FeedProfile>, statistics = quiet, baselines = [feed()]): string[] =>
  judgeFeed(feed(more), statistics, baselines).map(({ code }) => code);

test('a first file, and one like the last, are let through', () => {
  assert.deepEqual(codes({ rows: 1 }, quiet, []), []);
  assert.deepEqual(codes({}), []);
  assert.deepEqual(codes({ rows: 700 }), []);
});

test('rows that fall by more than 30 % of what is usual', () => {
  assert.deepEqual(codes({ rows: 699 }), ['rows.fell']);
  assert.deepEqual(
    codes({ rows: 699 }, quiet, [feed({ rows: 5_000 }), feed({ rows: 700 }), feed({ rows: 710 })]),
    [],
  );
});

test('many prices that change by more than half', () => {
  assert.deepEqual(codes({}, { ...quiet, far: 199 }), []);
  assert.deepEqual(codes({}, { ...quiet, far: 200, medianRatio: 100 }), ['prices.moved']);
  assert.deepEqual(codes({ rows: 3 }, { ...quiet, far: 2 }, [feed({ rows: 3 })]), []);
});

test('new rows beyond what is usual; the first file of all says nothing of that', () => {
  const first = feed({ created: 1000 });
  assert.deepEqual(codes({ created: 300 }, quiet, [first]), ['rows.new_jumped']);
  assert.deepEqual(codes({ created: 299 }, quiet, [first]), []);
  assert.deepEqual(codes({ created: 400 }, quiet, [feed({ created: 300 }), first]), []);
});

test('references that change for products found by their GTIN', () => {
  assert.deepEqual(codes({}, { ...quiet, renamed: 100 }), ['references.changed']);
  assert.deepEqual(codes({}, { ...quiet, renamed: 99 }), []);
});

test('a column that vanished, one that was empty before, and two that changed places', () => {
  const { columns } = feed();
  assert.deepEqual(codes({ columns: columns.slice(0, 3) }), ['column.vanished']);
  const withEmpty = feed({ columns: [...columns, column('asin', { fill: 0.05, values: 5 })] });
  assert.deepEqual(codes({}, quiet, [withEmpty]), []);
  const swapped = [
    columns[0]!,
    { ...columns[2]!, field: 'title' },
    { ...columns[1]!, field: 'brand' },
    columns[3]!,
  ];
  assert.deepEqual(codes({ columns: swapped }), ['column.changed', 'column.changed']);
  const codeForPrice = [{ ...columns[3]!, field: 'gtin' }, columns[1]!, columns[2]!, columns[3]!];
  assert.deepEqual(codes({ columns: codeForPrice }), ['column.changed']);
});
