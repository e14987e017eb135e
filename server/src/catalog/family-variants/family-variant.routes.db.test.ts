import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { useTestApi } from '../../../test/support/api.ts';
import { importLines } from '../../../test/support/import-lines.ts';
import { undoOperation } from '../../../test/support/undo-operation.ts';

const { api } = await useTestApi();
before(async () => {
  for (const code of ['color', 'size'])
    await api.call('POST', '/api/v1/attributes', { code, type: 'option' });
  await api.call('POST', '/api/v1/attributes', { code: 'care', type: 'text' });
  const attributes = ['color', 'size', 'care'].map((code) => ({ code }));
  assert.equal((await api.call('POST', '/api/v1/families', { code: 'Clothing', attributes })).status, 201);
});

const ALL = '/api/v1/family-variants';
const PRODUCTS = '/api/v1/products';
const levels = [
  { axes: ['color'], attributes: ['color', 'care'] },
  { axes: ['size'], attributes: ['size'] },
];

test('a family variant is made, read, listed, changed under its version and told apart from another family’s', async () => {
  const labels = { 'fr-FR': 'Par couleur et taille' };
  const made = await api.call('POST', ALL, { code: 'color_size', family: 'clothing', labels, levels });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  assert.equal(made.headers['location'], `${ALL}/color_size`);
  const { createdAt: _, updatedAt: __, ...shown } = (await api.call('GET', `${ALL}/color_size`)).body;
  assert.deepEqual(shown, { code: 'color_size', family: 'Clothing', labels, levels, version: 1 });
  const etag = { 'if-match': made.headers['etag']! };
  const one = [{ axes: ['color', 'size'], attributes: [] }];
  const changed = await api.call('PATCH', `${ALL}/color_size`, { levels: one }, etag);
  assert.deepEqual([changed.status, changed.body['levels'], changed.body['version']], [200, one, 2]);
  const stale = await api.call('PATCH', `${ALL}/color_size`, { levels }, etag);
  assert.deepEqual([stale.status, stale.body['code']], [412, 'family-variants.stale']);
  await api.call('PATCH', `${ALL}/color_size`, { levels });
  const taken = await api.call('POST', ALL, { code: 'color_size', family: 'Clothing', levels });
  assert.deepEqual([taken.status, taken.body['code']], [409, 'family-variants.code_taken']);
  const other = await api.call('POST', '/api/v1/families', { code: 'Other' });
  const none = await api.call('GET', `${ALL}?familyId=${String(other.body['id'])}`);
  const found = await api.call('GET', `${ALL}?q=couleur`);
  assert.deepEqual(
    [none.body.items.length, found.body.items.map((item) => item['code'])],
    [0, ['color_size']],
  );
});

test('levels that the family cannot have are refused with the attribute and the reason', async () => {
  const cases: [object, string, RegExp][] = [
    [{ family: 'Nobody', levels }, 'family-variants.rule', /"Nobody" is no family/],
    [{ levels: [{ axes: ['weight'], attributes: [] }] }, 'family-variants.rule', /"weight" is no attribute/],
    [
      { levels: [levels[0], { axes: ['size'], attributes: ['care'] }] },
      'family-variants.rule',
      /"care" belongs to both levels/,
    ],
    [{ levels: [{ axes: ['care'], attributes: [] }] }, 'families.attribute', /"care" is no axis/],
  ];
  for (const [body, code, message] of cases) {
    const answer = await api.call('POST', ALL, { code: 'wrong', family: 'Clothing', ...body });
    assert.deepEqual([answer.status, answer.body['code']], [422, code], JSON.stringify(body));
    assert.match(String(answer.body['detail']), message);
  }
  assert.equal((await api.call('POST', ALL, { code: 'wrong', family: 'Clothing', levels: [] })).status, 400);
});

test('a model carries its family variant, and its variants are shown by the axes of it', async () => {
  const create = async (body: object): Promise<string> => {
    const made = await api.call('POST', PRODUCTS, body);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return String(made.body['id']);
  };
  const model = await create({ sku: 'M', type: 'model' });
  const red = await create({ sku: 'M-RED', type: 'model', parentId: model });
  await create({ sku: 'M-RED-S', parentId: red });
  const variantsOf = async (id: string) => (await api.call('GET', `${PRODUCTS}/${id}/variants`)).body;
  assert.deepEqual(
    [(await variantsOf(model))['familyVariant'], (await variantsOf(model))['axes']],
    [null, []],
  );
  const patch = (familyVariant: string) => api.call('PATCH', `${PRODUCTS}/${model}`, { familyVariant });
  const unknown = await patch('nothing');
  assert.deepEqual([unknown.status, unknown.body['code']], [422, 'products.familyVariant']);
  const { headers, body } = await patch('color_size');
  assert.equal(body['familyVariant'], 'color_size');
  const [above, below] = [await variantsOf(model), await variantsOf(red)];
  assert.deepEqual([above['axes'], below['axes']], [['color', 'size'], ['size']]);
  assert.deepEqual((above['familyVariant'] as { levels: object }).levels, levels);
  const used = await api.call('DELETE', `${ALL}/color_size`);
  assert.deepEqual([used.status, used.body['code']], [409, 'family-variants.in_use']);
  const history = (await api.call('GET', `${PRODUCTS}/${model}/history`)).body.items[0]!['changes'];
  assert.deepEqual(
    (history as { field: string; old: unknown; new: unknown }[]).map((one) => [one.field, one.old, one.new]),
    [['familyVariant', null, 'color_size']],
  );
  await undoOperation(api, { operationId: headers['operation-id']! });
  assert.equal((await api.call('GET', `${PRODUCTS}/${model}`)).body['familyVariant'], null);
  assert.equal((await api.call('DELETE', `${ALL}/color_size`)).status, 204);
});

test('a file gives models their family variant, also one that is not defined yet, and an undo takes it back', async () => {
  const own = (...lines: string[]) => importLines(api.system, null, ['sku;type;family_variant', ...lines]);
  const variants = async () =>
    (
      await api.system.databases.pools.catalog.query<{ sku: string; code: string | null }>(
        `select sku, family_variant as code from products where sku like 'F-%' order by sku`,
        [],
      )
    ).rows.map(({ sku, code }) => [sku, code]);
  await own('F-1;model;later', 'F-2;model;');
  const next = await own('F-1;model;by_size', 'F-2;model;by_size');
  assert.deepEqual(next.fields, { familyVariant: 2 });
  assert.deepEqual(await variants(), [
    ['F-1', 'by_size'],
    ['F-2', 'by_size'],
  ]);
  await undoOperation(api, { operationId: next.operationId! });
  assert.deepEqual(await variants(), [
    ['F-1', 'later'],
    ['F-2', null],
  ]);
});
