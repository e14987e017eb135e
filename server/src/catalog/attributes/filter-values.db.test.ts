import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type pg from 'pg';
import { createTestApi, type TestApi } from '../../../test/support/api.ts';
import { until } from '../../../test/support/until.ts';
import { runWorker } from '../../run-worker.ts';
import { createFilterIndex, filterIndexName } from './filter-index.queries.ts';

let api: TestApi;
let client: pg.Client;
const stop = new AbortController();
let working: Promise<void>;
before(async () => {
  api = await createTestApi();
  client = await api.installation.connect();
  working = runWorker(api.system, { queues: ['catalog'], signal: stop.signal });
});
after(async () => {
  stop.abort();
  await working;
  await client.end();
  await api.close();
});

const ATTRIBUTES = '/api/v1/attributes';

async function define(code: string, type: string): Promise<void> {
  const made = await api.call('POST', ATTRIBUTES, { code, type, filterable: true });
  assert.deepEqual([made.status, made.body['filterIndex']], [201, 'building'], JSON.stringify(made.body));
}

async function ready(code: string): Promise<void> {
  const { body } = await until(
    () => api.call('GET', `${ATTRIBUTES}/${code}`),
    (answer) => answer.body['filterIndex'] === 'ready',
  );
  assert.equal(body['filterIndex'], 'ready', code);
}

const indexes = async (): Promise<string[]> => {
  const { rows } = await client.query<{ name: string }>(
    `select indexname as name from pg_indexes where indexname like 'attribute\\_filter\\_%' order by 1`,
  );
  return rows.map(({ name }) => name);
};

async function skus(query: string): Promise<string[]> {
  const { status, body } = await api.call('GET', `/api/v1/products?sort=sku&${query}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body.items.map((item) => String(item['sku']));
}

test('a filterable attribute has an index, made by a job, and the list finds its values in any scope', async () => {
  await define('shade', 'text');
  await define('tags', 'multi_option');
  await define('lamps', 'number');
  for (const code of ['red', 'blue']) await api.call('POST', `${ATTRIBUTES}/tags/options`, { code });
  const long = 'é'.repeat(5_000);
  for (const [sku, attributes] of [
    ['A', { shade: 'clear', lamps: '2.50', tags: ['red', 'blue'] }],
    ['B', { shade: 'dark', lamps: '3' }],
    ['C', { shade: long, tags: ['blue'] }],
  ] as const)
    assert.equal((await api.call('POST', '/api/v1/products', { sku, attributes })).status, 201);
  await client.query(`insert into product_attributes (product_id, channel, values)
    select id, 'web', '{"shade": "clear", "tags": "red"}' from products where sku = 'B'`);
  const answers = async () => [
    await skus('attribute.shade=clear'),
    await skus('attribute.shade=clear,dark&attribute.lamps=3.0'),
    await skus('attribute.tags=red'),
    await skus('attribute.tags=blue&attribute.shade=clear'),
    await skus(`attribute.shade=${encodeURIComponent(long)}`),
    await skus(`attribute.shade=${encodeURIComponent(`${'é'.repeat(1_000)}x`)}`),
    await skus('q=A&attribute.shade=dark'),
  ];
  const expected = [['A', 'B'], ['B'], ['A', 'B'], ['A'], ['C'], [], []];
  assert.deepEqual(await answers(), expected);
  for (const code of ['shade', 'tags', 'lamps']) await ready(code);
  assert.equal((await indexes()).length, 3);
  // As with a million products: the planner may not read the table from end to end.
  await client.query('set enable_seqscan = off');
  for (const [type, sql] of [
    [
      'text',
      `left(a."values" ->> 'shade', 200) is not null and left(a."values" ->> 'shade', 200) = any('{clear}')`,
    ],
    [
      'list',
      `(a."values" -> 'tags') is not null and (a."values" -> 'tags') @> any('{"\\"red\\""}'::jsonb[])`,
    ],
  ] as const) {
    const { rows } = await client.query(`explain select a.product_id from product_attributes a where ${sql}`);
    const name = filterIndexName(
      type === 'text' ? 'shade' : 'tags',
      type === 'text' ? 'text' : 'multi_option',
    );
    assert.match(JSON.stringify(rows), new RegExp(name));
  }
  assert.deepEqual(await answers(), expected);
});

test('an index goes with the flag or the attribute; what a killed build left is built anew', async () => {
  await define('gone', 'text');
  await define('broken', 'boolean');
  await ready('gone');
  await ready('broken');
  const before = await indexes();
  assert.equal((await api.call('DELETE', `${ATTRIBUTES}/gone`)).status, 204);
  const name = filterIndexName('broken', 'boolean');
  await client.query(`update pg_index set indisvalid = false where indexrelid = '${name}'::regclass`);
  assert.equal((await api.call('GET', `${ATTRIBUTES}/broken`)).body['filterIndex'], 'building');
  await createFilterIndex(client, 'orphan', 'text');
  await define('next', 'date');
  await ready('next');
  await ready('broken');
  const after = await indexes();
  assert.deepEqual(
    after.toSorted(),
    [
      ...before.filter((one) => one !== filterIndexName('gone', 'text')),
      filterIndexName('next', 'date'),
    ].toSorted(),
  );
});

test('at most 64 are filterable, and what is not filterable is no filter', async () => {
  const { rows } = await client.query<{ n: number }>(
    'select count(*)::int as n from attributes where filterable',
  );
  await client.query(
    `insert into attributes (code, type, filterable) select 'full_' || i, 'boolean', true from generate_series(1, $1::int) i`,
    [64 - rows[0]!.n],
  );
  const refused = await api.call('POST', ATTRIBUTES, { code: 'too_much', type: 'text', filterable: true });
  assert.deepEqual([refused.status, refused.body['code']], [422, 'attributes.too_many_filterable']);
  assert.equal((await api.call('POST', ATTRIBUTES, { code: 'too_much', type: 'text' })).status, 201);
  const asked = await api.call('PATCH', `${ATTRIBUTES}/too_much`, { filterable: true });
  assert.equal(asked.body['code'], 'attributes.too_many_filterable');
  await client.query(`delete from attributes where code like 'full\\_%'`);
  for (const code of ['too_much', 'undefined_one']) {
    const answer = await api.call('GET', `/api/v1/products?attribute.${code}=x`);
    assert.deepEqual([answer.status, answer.body['code']], [400, 'filter.not_filterable']);
  }
  assert.equal((await api.call('GET', '/api/v1/products?attribute.Upper=x')).status, 400);
});
