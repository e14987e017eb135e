import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';
import { undoOperation } from '../../../test/support/undo-operation.ts';

const { api } = await useTestApi();

const PRODUCTS = '/api/v1/products';
async function create(sku: string): Promise<string> {
  const made = await api.call('POST', PRODUCTS, { sku });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return String(made.body['id']);
}
const put = (id: string, items: object[], headers?: Record<string, string>): Promise<Answer> =>
  api.call('PUT', `${PRODUCTS}/${id}/relations`, { items }, headers);
async function relate(id: string, ...items: [kind: string, productId: string][]): Promise<Answer> {
  const written = await put(
    id,
    items.map(([kind, productId]) => ({ kind, productId })),
  );
  assert.equal(written.status, 200, JSON.stringify(written.body));
  return written;
}
const shown = (rows: unknown): unknown[] =>
  (rows as { kind: string; position: number; product: { sku: string } }[]).map((row) => [
    row.kind,
    row.position,
    row.product.sku,
  ]);
async function read(id: string): Promise<{ items: unknown[]; incoming: unknown[] }> {
  const { body } = await api.call('GET', `${PRODUCTS}/${id}/relations`);
  return { items: shown(body.items), incoming: shown(body['incoming']) };
}
const lastChanges = async (id: string) =>
  (await api.call('GET', `${PRODUCTS}/${id}/history`)).body.items[0]!['changes'];

test('relations of a kind are in their order, and are read from both sides', async () => {
  const [lamp, bulb, shade] = [await create('A-LAMP'), await create('A-BULB'), await create('A-SHADE')];
  const written = await relate(
    lamp,
    ['accessory', shade],
    ['house_favourite', shade],
    ['accessory', bulb],
    ['cross_sell', bulb],
  );
  assert.match(written.headers['operation-id']!, /^[0-9a-f-]{36}$/);
  assert.match(written.headers['etag']!, /^"2\./);
  await relate(shade, ['similar', lamp]);
  assert.deepEqual(await read(lamp), {
    items: [
      ['accessory', 1, 'A-SHADE'],
      ['accessory', 2, 'A-BULB'],
      ['cross_sell', 1, 'A-BULB'],
      ['house_favourite', 1, 'A-SHADE'],
    ],
    incoming: [['similar', 1, 'A-SHADE']],
  });
  assert.deepEqual((await read(bulb)).incoming, [
    ['accessory', 2, 'A-LAMP'],
    ['cross_sell', 1, 'A-LAMP'],
  ]);
});

test('only the kinds that differ are changes; they go back, and are restored', async () => {
  const [lamp, bulb, shade] = [await create('B-LAMP'), await create('B-BULB'), await create('B-SHADE')];
  const first = await relate(lamp, ['accessory', bulb], ['similar', shade]);
  const named = (productId: string, sku: string) => ({ productId, sku });
  const second = await relate(lamp, ['accessory', shade], ['accessory', bulb], ['similar', shade]);
  assert.deepEqual(await lastChanges(lamp), [
    {
      field: 'relation.accessory',
      old: [named(bulb, 'B-BULB')],
      new: [named(shade, 'B-SHADE'), named(bulb, 'B-BULB')],
    },
  ]);
  const tag = second.headers['etag']!;
  assert.equal(
    (await relate(lamp, ['similar', shade], ['accessory', shade], ['accessory', bulb])).headers['etag'],
    tag,
  );
  const both = (await read(lamp)).items;

  const undone = await undoOperation(api, { operationId: second.headers['operation-id']! });
  assert.deepEqual(undone.counts.fields, { 'relation.accessory': 1 });
  const one = [
    ['accessory', 1, 'B-BULB'],
    ['similar', 1, 'B-SHADE'],
  ];
  assert.deepEqual((await read(lamp)).items, one);
  await undoOperation(api, { operationId: undone.id });
  assert.deepEqual((await read(lamp)).items, both);

  const operationId = first.headers['operation-id']!;
  const restored = await api.call('POST', `${PRODUCTS}/${lamp}/restore`, { operationId });
  assert.deepEqual(
    (restored.body['restored'] as { field: string }[]).map(({ field }) => field),
    ['relation.accessory'],
  );
  assert.deepEqual((await read(lamp)).items, one);
});

test('a stale edit is told what it would have overwritten', async () => {
  const [lamp, bulb] = [await create('C-LAMP'), await create('C-BULB')];
  const tag = (await api.call('GET', `${PRODUCTS}/${lamp}/relations`)).headers['etag']!;
  await relate(lamp, ['up_sell', bulb]);
  const stale = await put(lamp, [], { 'if-match': tag });
  assert.equal(stale.status, 412);
  const [conflict] = stale.body['conflicts'] as Record<string, unknown>[];
  assert.deepEqual(
    [conflict!['field'], conflict!['base'], conflict!['theirs'], conflict!['yours']],
    ['relation.up_sell', null, [{ productId: bulb, sku: 'C-BULB' }], []],
  );
});

test('what cannot be related is named with what to do', async () => {
  const [lamp, bulb] = [await create('D-LAMP'), await create('D-BULB')];
  const nobody = '018f0000-0000-7000-8000-000000000000';
  for (const [items, said] of [
    [[{ kind: 'similar', productId: lamp }], /items\/0: "D-LAMP" cannot be related to itself/],
    [[{ kind: 'similar', productId: nobody }], /items\/0: there is no product 018f0000/],
    [
      [
        { kind: 'similar', productId: bulb },
        { kind: 'similar', productId: bulb },
      ],
      /items\/1: "D-BULB" is a similar twice/,
    ],
  ] as const) {
    const { status, body } = await put(lamp, [...items]);
    assert.equal(status, 422, JSON.stringify(body));
    assert.match(String(body['detail']), said);
  }
  assert.equal((await put(lamp, [{ kind: 'Cross Sell', productId: bulb }])).status, 400);
  assert.equal((await put(nobody, [])).status, 404);
  assert.equal((await api.call('GET', `${PRODUCTS}/${nobody}/relations`)).status, 404);
});

test('a related product that is gone is not shown, and does not come back by an undo', async () => {
  const lamp = await create('E-LAMP');
  const made = await api.call('POST', PRODUCTS, { sku: 'E-BULB' });
  const bulb = String(made.body['id']);
  await relate(lamp, ['accessory', bulb]);
  const second = await relate(lamp);
  await undoOperation(api, { operationId: made.headers['operation-id']! });
  const undone = await undoOperation(api, { operationId: second.headers['operation-id']! });
  assert.deepEqual([undone.counts.conflicts, (await read(lamp)).items], [1, []]);
  const { body } = await api.call('GET', `/api/v1/operations/${undone.id}`);
  assert.deepEqual(
    (body['conflicts'] as { reason: string }[]).map(({ reason }) => reason),
    ['relation.gone'],
  );
});
