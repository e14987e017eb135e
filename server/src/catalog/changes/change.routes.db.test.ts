import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from 'pg';
import { recordChanges, writeChanges } from '../../../test/support/build-product.ts';
import { useTestApi, type Answer } from '../../../test/support/api.ts';

const { api } = await useTestApi();

const changes = (query: string): Promise<Answer> => api.call('GET', `/api/v1/changes?${query}`);
const now = async (): Promise<string> => String((await changes('after=now')).body['nextCursor']);

async function create(sku: string): Promise<string> {
  const made = await api.call('POST', '/api/v1/products', { sku, title: 'One' });
  return String(made.body['id']);
}

/** All entries after a cursor, in pages of a size. */
async function follow(after: string, limit: number): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  for (let cursor = after; ;) {
    const page = await changes(`after=${cursor}&limit=${limit}`);
    if (page.body.items.length === 0) return items;
    items.push(...page.body.items);
    assert.ok(items.length < 1_000, 'the feed goes in circles');
    cursor = String(page.body['nextCursor']);
  }
}

test('an edit is told with its old and new values and its cause', async () => {
  const id = await create('F-1');
  const after = await now();
  const edited = await api.call('PATCH', `/api/v1/products/${id}`, {
    title: 'Two',
    prices: [{ type: 'sale', currency: 'EUR', amount: '5' }],
  });
  const { items } = (await changes(`after=${after}`)).body;
  const [{ cursor, at, changes: told, ...entry }, ...more] = items as [Record<string, unknown>];
  assert.equal(more.length, 0);
  assert.match(String(cursor), /^\d+\.\d+\.1$/);
  assert.ok(!Number.isNaN(Date.parse(String(at))));
  assert.deepEqual(entry, {
    entity: 'product',
    id,
    sku: 'F-1',
    kind: 'updated',
    version: 2,
    cause: {
      kind: 'edit',
      operationId: edited.headers['operation-id'],
      userId: null,
      file: null,
      line: null,
    },
  });
  assert.deepEqual(
    (told as { field: string }[]).toSorted((a, b) => (a.field < b.field ? -1 : 1)),
    [
      { field: 'price.sale:EUR', locale: null, channel: null, old: null, new: '5' },
      { field: 'title', locale: null, channel: null, old: 'One', new: 'Two' },
    ],
  );
});

test('a transaction that commits late under a lower number is not passed over', async () => {
  const after = await now();
  const late = await api.installation.connect();
  await late.query('begin');
  const id = await announce(late);
  // It has its number now; this one has a higher one, and is committed first.
  const second = await create('L-2');
  assert.deepEqual(
    (await changes(`after=${after}`)).body.items,
    [],
    'nothing is told that something could precede',
  );
  await late.query('commit');
  await late.end();
  assert.deepEqual(
    (await follow(after, 1)).map((item) => item['id']),
    [id, second],
  );
});

/** A change of a product, written as an import's batch writes it, in the caller's transaction. */
async function announce(client: Client): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into products (sku, owner) values ('L-1', 'user') returning id`,
  );
  const id = rows[0]!.id;
  await writeChanges(client, [{ productId: id, kind: 'created', changes: null }]);
  return id;
}

test('a page may end inside an event of many products, and the next goes on there', async () => {
  const after = await now();
  const client = await api.installation.connect();
  const { rows } = await client.query<{ id: string }>(
    `insert into products (sku, owner) select 'B-' || i, 'user' from generate_series(1, 7) i returning id`,
  );
  await recordChanges(
    client,
    rows.map(({ id }) => ({ productId: id, kind: 'created' as const, changes: null })),
  );
  await client.end();
  const last = await create('B-LAST');
  const expected = [...rows.map(({ id }) => id).sort(), last];
  for (const limit of [1, 2, 3, 7, 8, 200]) {
    const items = await follow(after, limit);
    assert.deepEqual(
      items.map((item) => item['id']),
      expected,
      `limit ${limit}`,
    );
    assert.equal(new Set(items.map((item) => item['cursor'])).size, expected.length);
  }
});

test('a follower that waits is told of the first change', async () => {
  const after = await now();
  const waiting = changes(`after=${after}&wait=30`);
  const id = await create('W-1');
  assert.deepEqual(
    (await waiting).body.items.map((item) => item['id']),
    [id],
  );
});

test('what is no cursor of this feed is refused', async () => {
  for (const query of [
    'after=x',
    'after=1',
    'after=1.2.3.4',
    'after=-1.1',
    'after=18446744073709551616.1',
    'after=1.9223372036854775808',
    'limit=0',
    'limit=201',
    'wait=100',
    'entity=brand',
    'since=now',
  ])
    assert.equal((await changes(query)).status, 400, query);
  assert.equal((await changes('after=18446744073709551615.9223372036854775807')).status, 200);
});

test('an empty feed keeps the place it was asked from', async () => {
  const after = await now();
  const empty = await changes(`after=${after}`);
  assert.deepEqual([empty.body.items, empty.body['nextCursor']], [[], after]);
});
