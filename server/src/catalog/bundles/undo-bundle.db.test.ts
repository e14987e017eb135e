import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { useTestApi } from '../../../test/support/api.ts';
import { digestCatalogue, emptyCatalogue } from '../../../test/support/catalogue-digest.ts';
import { undoOperation } from '../../../test/support/undo-operation.ts';

const { api, client } = await useTestApi();
beforeEach(() => emptyCatalogue(client));

const PRODUCTS = '/api/v1/products';
interface Made {
  readonly id: string;
  readonly operationId: string;
}
async function create(sku: string): Promise<Made> {
  const made = await api.call('POST', PRODUCTS, { sku });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return { id: String(made.body['id']), operationId: made.headers['operation-id']! };
}
async function bundle(of: Made, ...components: Made[]): Promise<string> {
  const items = components.map(({ id }, i) => ({ productId: id, quantity: `${i + 1}` }));
  const written = await api.call('PUT', `${PRODUCTS}/${of.id}/bundle-items`, { items });
  assert.equal(written.status, 200, JSON.stringify(written.body));
  return written.headers['operation-id']!;
}
const undo = (operationId: string) => undoOperation(api, { operationId });
const contents = async ({ id }: Made): Promise<string[]> =>
  (await api.call('GET', `${PRODUCTS}/${id}/bundle-items`)).body.items.map((one) =>
    String((one['product'] as { sku: string | null }).sku),
  );
const typeOf = async ({ id }: Made) => (await api.call('GET', `${PRODUCTS}/${id}`)).body['type'];
const bundles = async () => {
  const { bundles: rows, products } = await digestCatalogue(client);
  return [rows, products!.rows];
};
const conflictsOf = async (id: string) =>
  ((await api.call('GET', `/api/v1/operations/${id}`)).body['conflicts'] as Record<string, unknown>[]).map(
    (conflict) => [conflict['sku'], conflict['reason']],
  );

test('what a bundle is made of goes back and forth with its operation, and its type with it', async () => {
  const [set, lamp, bulb] = [await create('SET'), await create('LAMP'), await create('BULB')];
  const first = await bundle(set, lamp);
  const [one] = await bundles();
  const second = await bundle(set, bulb, lamp);
  const [two] = await bundles();
  const history = (await api.call('GET', `${PRODUCTS}/${set.id}/history`)).body.items[0]!;
  const [change] = history['changes'] as { field: string; old: unknown; new: unknown }[];
  assert.deepEqual(change, {
    field: 'bundle',
    old: { priceMode: 'sum', items: [{ productId: lamp.id, sku: 'LAMP', quantity: '1' }] },
    new: {
      priceMode: 'sum',
      items: [
        { productId: bulb.id, sku: 'BULB', quantity: '1' },
        { productId: lamp.id, sku: 'LAMP', quantity: '2' },
      ],
    },
  });
  const undone = await undo(second);
  assert.deepEqual([undone.counts.updated, undone.counts.fields], [1, { bundle: 1 }]);
  assert.deepEqual((await bundles())[0], one);
  await undo(undone.id);
  assert.deepEqual((await bundles())[0], two);
  // A new SKU of a component is no change of the bundle.
  await api.call('PATCH', `${PRODUCTS}/${lamp.id}`, { sku: 'LAMP-2' });
  await undo(second);
  await undo(first);
  assert.deepEqual([await contents(set), await typeOf(set)], [[], 'simple']);
});

test('what somebody changed since is kept', async () => {
  const [set, lamp, bulb] = [await create('SET'), await create('LAMP'), await create('BULB')];
  const first = await bundle(set, lamp);
  await bundle(set, lamp, bulb);
  const undone = await undo(first);
  assert.deepEqual(
    [undone.counts.conflicts, await contents(set), await typeOf(set)],
    [1, ['LAMP', 'BULB'], 'bundle'],
  );
  assert.deepEqual(await conflictsOf(undone.id), [['SET', 'field.changed_since']]);
});

test('a component does not go while a bundle needs it', async () => {
  const [set, lamp] = [await create('SET'), await create('LAMP')];
  await bundle(set, lamp);
  const kept = await undo(lamp.operationId);
  assert.deepEqual([kept.counts.deleted, kept.counts.kept], [0, 1]);
  assert.deepEqual(await conflictsOf(kept.id), [['LAMP', 'product.in_bundle']]);
  assert.deepEqual(await contents(set), ['LAMP']);
});

test('a component goes with its bundle, and both come back', async () => {
  const since = new Date();
  const [set, lamp] = [await create('SET'), await create('LAMP')];
  await bundle(set, lamp);
  const all = await bundles();
  const gone = await undoOperation(api, { since, supplierId: null });
  assert.equal(gone.counts.deleted, 2, JSON.stringify(gone.counts));
  assert.deepEqual(await bundles(), [{ rows: 0, digest: '' }, 0]);
  const back = await undo(gone.id);
  assert.equal(back.counts.restored, 2);
  assert.deepEqual(await bundles(), all);
  assert.deepEqual([await contents(set), await typeOf(set)], [['LAMP'], 'bundle']);
});

test('contents that would close a circle by now do not come back', async () => {
  const [a, b] = [await create('A'), await create('B')];
  const first = await bundle(a, b);
  const undone = await undo(first);
  await bundle(b, a);
  const back = await undo(undone.id);
  assert.deepEqual(await conflictsOf(back.id), [['A', 'bundle.cycle']]);
  assert.deepEqual([await contents(a), await contents(b)], [[], ['A']]);
});

test('a bundle is read and restored as it was', async () => {
  const [set, lamp, bulb] = [await create('SET'), await create('LAMP'), await create('BULB')];
  const first = await bundle(set, lamp, bulb);
  await bundle(set);
  const past = await api.call('GET', `${PRODUCTS}/${set.id}/as-of?operationId=${first}`);
  assert.deepEqual(
    (past.body['differing'] as { field: string; present: unknown }[]).map(({ field, present }) => [
      field,
      present,
    ]),
    [['bundle', null]],
  );
  const restored = await api.call('POST', `${PRODUCTS}/${set.id}/restore`, { operationId: first });
  assert.equal(restored.status, 200, JSON.stringify(restored.body));
  assert.deepEqual(restored.body['left'], []);
  assert.deepEqual(await contents(set), ['LAMP', 'BULB']);
});
