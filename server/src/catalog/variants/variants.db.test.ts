import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';
import { undoOperation } from '../../../test/support/undo-operation.ts';

const { api } = await useTestApi();

const PRODUCTS = '/api/v1/products';
async function create(body: object): Promise<string> {
  const made = await api.call('POST', PRODUCTS, body);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return String(made.body['id']);
}
const patch = (id: string, body: object): Promise<Answer> => api.call('PATCH', `${PRODUCTS}/${id}`, body);
async function put(id: string, body: object): Promise<Answer> {
  const answer = await patch(id, body);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer;
}
const read = async (id: string) => (await api.call('GET', `${PRODUCTS}/${id}`)).body;

test('a variant has from its models what it does not say itself, the nearest first, and as it is now', async () => {
  const top = await create({
    sku: 'A',
    title: 'Boot',
    description: 'Leather',
    brand: 'Umbra',
    type: 'model',
    categories: ['Shoes'],
    attributes: { sole: 'rubber', color: 'any' },
  });
  const brown = await create({
    sku: 'A-BROWN',
    type: 'model',
    parentId: top,
    attributes: { color: 'brown' },
  });
  const size = await create({
    sku: 'A-BROWN-41',
    parentId: brown,
    title: 'Boot 41',
    attributes: { size: '41' },
  });
  const shown = await read(size);
  assert.deepEqual(
    [shown['type'], shown['parentId'], shown['title'], shown['brand']],
    ['variant', brown, 'Boot 41', null],
  );
  const { brand, categories, ...inherited } = shown['inherited'] as Record<string, Record<string, unknown>>;
  assert.deepEqual(inherited, {
    from: brown,
    description: 'Leather',
    attributes: { color: 'brown', sole: 'rubber' },
  });
  assert.equal(brand!['name'], 'Umbra');
  assert.equal((categories as unknown as { path: string }[])[0]!.path, 'Shoes');
  await put(top, { description: 'Suede' });
  await put(brown, { attributes: { color: 'brown', sole: 'cork' } });
  const later = (await read(size))['inherited'] as Record<string, unknown>;
  assert.deepEqual([later['description'], later['attributes']], ['Suede', { color: 'brown', sole: 'cork' }]);
  await put(size, { description: 'Its own' });
  assert.equal('description' in ((await read(size))['inherited'] as object), false);
});

test('the variants of a model are listed over both levels, with the attributes in which they differ', async () => {
  const model = await create({ sku: 'B', type: 'model' });
  const red = await create({ sku: 'B-RED', type: 'model', parentId: model, attributes: { color: 'red' } });
  await create({ sku: 'B-RED-S', parentId: red, attributes: { size: 'S', cut: 'slim' } });
  await create({ sku: 'B-RED-M', parentId: red, attributes: { size: 'M', cut: 'slim' } });
  const { body } = await api.call('GET', `${PRODUCTS}/${model}/variants`);
  assert.deepEqual(body['axes'], ['size']);
  assert.deepEqual(
    (body.items as Record<string, unknown>[]).map((item) => [item['sku'], item['level'], item['type']]),
    [
      ['B-RED', 1, 'model'],
      ['B-RED-M', 2, 'variant'],
      ['B-RED-S', 2, 'variant'],
    ],
  );
  assert.equal(
    (await api.call('GET', `${PRODUCTS}/019a0000-0000-7000-8000-000000000000/variants`)).status,
    404,
  );
});

test('a parent is undone, and told in the history', async () => {
  const [model, other] = [await create({ sku: 'C', type: 'model' }), await create({ sku: 'C-1' })];
  const { headers } = await put(other, { parentId: model });
  const history = (await api.call('GET', `${PRODUCTS}/${other}/history`)).body.items[0]!['changes'];
  assert.deepEqual(
    (history as { field: string; old: unknown; new: unknown }[]).map((change) => [
      change.field,
      change.old,
      change.new,
    ]),
    [
      ['parent', null, 'C'],
      ['type', 'simple', 'variant'],
    ],
  );
  await undoOperation(api, { operationId: headers['operation-id']! });
  const back = await read(other);
  assert.deepEqual([back['type'], back['parentId'], back['inherited']], ['simple', null, null]);
});

test('what cannot stand where it is put is refused with the reason', async () => {
  const [top, mid, leaf, plain] = [
    await create({ sku: 'D', type: 'model' }),
    await create({ sku: 'D-M', type: 'model' }),
    await create({ sku: 'D-L', type: 'model' }),
    await create({ sku: 'D-P' }),
  ];
  await put(mid, { parentId: top });
  await put(leaf, { parentId: mid });
  const cases: [string, object, string, RegExp][] = [
    [top, { parentId: top }, 'products.parent', /below itself/],
    [top, { parentId: leaf }, 'products.parent', /below itself/],
    [plain, { parentId: leaf }, 'products.parent', /two levels deep/],
    [top, { parentId: plain }, 'products.parent', /no model/],
    [plain, { parentId: '019a0000-0000-7000-8000-000000000000' }, 'products.parent', /no product/],
    [mid, { type: 'simple' }, 'products.type', /has 1 variants/],
  ];
  for (const [id, body, code, message] of cases) {
    const { status, body: answer } = await patch(id, body);
    assert.deepEqual([status, answer['code']], [422, code], JSON.stringify(body));
    assert.match(String(answer['detail']), message);
  }
});
