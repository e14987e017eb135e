import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';
import { countStatements } from '../../../test/support/count-statements.ts';
import { buildOffer, undoOperation } from '../../../test/support/offers.ts';

const { api } = await useTestApi();

const bulk = (entries: readonly object[]): Promise<Answer> =>
  api.call('POST', '/api/v1/offers/bulk', entries as object);
const pool = () => api.system.databases.pools.catalog;

async function offersOf(productId: string): Promise<Record<string, unknown>[]> {
  return (await api.call('GET', `/api/v1/products/${productId}/offers`)).body.items;
}

async function product(sku: string, gtin?: string): Promise<string> {
  const { body, status } = await api.call('POST', '/api/v1/products', { sku, ...(gtin ? { gtin } : {}) });
  assert.equal(status, 201, JSON.stringify(body));
  return String(body['id']);
}

const results = ({ body }: Answer) =>
  (body['results'] as { status: string; errors: { code: string }[] }[]).map(
    ({ status, errors }) => errors[0]?.code ?? status,
  );

test('offers are found by any code of their product and written as one operation, the version untouched', async () => {
  const ids = [await product('O-1', '3400930000014'), await product('O-2'), await product('O-3')];
  const acme = { supplier: 'ACME', currency: 'EUR', hash: true };
  const first = await buildOffer(pool(), {
    ...acme,
    productId: ids[0]!,
    reference: 'A1',
    cost: '10',
    stock: '5',
  });
  await buildOffer(pool(), { ...acme, productId: ids[1]!, reference: 'A2', cost: '20.50' });
  await buildOffer(pool(), { ...acme, productId: ids[2]!, reference: 'A3', stock: '1' });
  const answer = await bulk([
    { gtin: '3400930000014', supplier: 'acme', cost: '9.90', stock: '0', leadTimeDays: 3 },
    { sku: 'O-2', supplier: 'ACME', cost: '20.5', packQuantity: null },
    { supplierReference: 'A3', supplierId: first.supplierId, stock: null, minQuantity: '6' },
  ]);
  assert.deepEqual(
    [answer.status, answer.body['counts'], results(answer)],
    [200, { created: 0, updated: 2, unchanged: 1, rejected: 0 }, ['updated', 'unchanged', 'updated']],
  );
  const [offer] = await offersOf(ids[0]!);
  assert.deepEqual(
    [
      offer!['cost'],
      offer!['stock'],
      offer!['leadTimeDays'],
      offer!['supplier'],
      offer!['supplierReference'],
      offer!['endedAt'],
    ],
    ['9.90', '0', 3, 'ACME', 'A1', null],
  );
  const history = (await api.call('GET', `/api/v1/products/${ids[0]}/history`)).body.items;
  assert.deepEqual(
    [history[0]!['version'], history[0]!['operationId'], history[0]!['changes']],
    [
      1,
      answer.headers['operation-id'],
      [
        { field: 'cost:EUR', old: '10', new: '9.90' },
        { field: 'leadTimeDays', old: null, new: 3 },
        { field: 'offerStock', old: '5', new: '0' },
      ],
    ],
  );
  const { rows } = await pool().query<{ hashed: boolean[]; events: number }>(
    `select (select array_agg(row_hash is not null order by supplier_reference) from supplier_products) as hashed,
       (select count(*)::int from change_events where change_set_id = $1 and name = 'catalog.products-changed') as events`,
    [answer.body['operationId']],
  );
  assert.deepEqual(rows[0], { hashed: [false, true, false], events: 1 });
});

test('what was written is taken back, with its currency', async () => {
  const productId = await product('O-4');
  await buildOffer(pool(), { supplier: 'ACME', productId, reference: 'A4', cost: '7', currency: 'EUR' });
  const answer = await bulk([{ sku: 'O-4', supplier: 'ACME', cost: '8', currency: 'USD', minQuantity: '2' }]);
  const shown = async () => {
    const [offer] = await offersOf(productId);
    return [offer!['cost'], offer!['currency'], offer!['minQuantity']];
  };
  assert.deepEqual(await shown(), ['8', 'USD', '2']);
  const counts = await undoOperation(api, String(answer.body['operationId']));
  assert.deepEqual([counts.updated, counts.conflicts], [1, 0]);
  assert.deepEqual(await shown(), ['7', 'EUR', null]);
});

test('an entry that cannot be meant is refused by itself, with what was wrong', async () => {
  const productId = await product('O-5');
  const other = await product('O-6');
  await buildOffer(pool(), { supplier: 'BETA', productId, reference: 'X', cost: '1' });
  await buildOffer(pool(), { supplier: 'BETA', productId, reference: 'Y', cost: '2', currency: 'EUR' });
  await buildOffer(pool(), { supplier: 'GAMMA', productId: other, reference: 'X', cost: '3' });
  const answer = await bulk([
    { sku: 'O-5', supplier: 'BETA', cost: '9' },
    { sku: 'O-5', supplier: 'BETA', supplierReference: 'X', cost: '9' },
    { supplierReference: 'X', supplier: 'BETA', cost: '8' },
    { supplierReference: 'X', cost: '8' },
    { sku: 'nothing', supplier: 'BETA', cost: '8' },
    { sku: 'O-5', supplier: 'nobody', cost: '8' },
    { sku: 'O-5', supplier: 'GAMMA', cost: '8' },
    { sku: 'O-5', cost: '8' },
    { sku: 'O-5', productId, supplier: 'BETA' },
    { gtin: '3400930000015', supplier: 'BETA' },
  ]);
  assert.deepEqual(results(answer), [
    'offers.ambiguous',
    'updated',
    'bulk.duplicate',
    'bulk.ambiguous',
    'bulk.product_not_found',
    'bulk.supplier_not_found',
    'offers.not_found',
    'offers.ambiguous',
    'bulk.key',
    'bulk.gtin',
  ]);
  assert.deepEqual(
    (await offersOf(productId)).map((offer) => [offer['supplierReference'], offer['cost']]),
    [
      ['X', '9'],
      ['Y', '2'],
    ],
  );
});

test('an offer that there was not is made of a product and a reference, and goes with the undo', async () => {
  const productId = await product('O-9', '3400930000021');
  await product('O-10');
  const answer = await bulk([
    { gtin: '3400930000021', supplier: 'GAMMA', supplierReference: 'NEW-1', cost: '4.20', stock: '6' },
    { sku: 'O-9', supplier: 'GAMMA', supplierReference: 'NEW-2' },
    { sku: 'O-9', supplier: 'GAMMA', supplierReference: 'NEW-1', cost: '4' },
    { sku: 'O-10', supplier: 'GAMMA', supplierReference: 'X', cost: '4' },
    { sku: 'O-10', supplier: 'GAMMA', cost: '4' },
    { sku: 'O-10', supplierReference: 'NEW-3', cost: '4' },
  ]);
  assert.deepEqual(results(answer), [
    'created',
    'created',
    'bulk.duplicate',
    'offers.reference_taken',
    'offers.not_found',
    'offers.not_found',
  ]);
  const shown = async () =>
    (await offersOf(productId)).map(({ supplierReference, cost, currency, stock }) =>
      [supplierReference, cost, currency, stock].join(' '),
    );
  assert.deepEqual(await shown(), ['NEW-1 4.20 EUR 6', 'NEW-2   ']);
  const again = await bulk([{ supplierReference: 'NEW-1', supplier: 'GAMMA', cost: '4.2' }]);
  assert.deepEqual(results(again), ['unchanged']);
  const counts = await undoOperation(api, String(answer.body['operationId']));
  assert.deepEqual([counts.conflicts, await shown()], [0, []]);
});

test('nothing to change makes no operation, and what is no entry is refused whole', async () => {
  const same = await bulk([{ sku: 'O-5', supplier: 'BETA', supplierReference: 'Y', cost: '2.00' }]);
  assert.deepEqual(
    [same.status, same.body['operationId'], same.headers['operation-id']],
    [200, null, undefined],
  );
  for (const entries of [[], [{ sku: 'O-5', cost: 2 }], [{ sku: 'O-5', cost: '-1' }], [{ price: '1' }]])
    assert.equal((await bulk(entries)).status, 400, JSON.stringify(entries));
  assert.equal((await bulk(Array.from({ length: 5_001 }, () => ({ sku: 'O-5' })))).status, 400);
});

test('a thousand entries take as many statements as two', async () => {
  const productId = await product('O-7');
  await pool().query(
    `insert into supplier_products (supplier_id, product_id, supplier_reference, cost, currency)
     select s.id, $1, 'N' || i, i, 'EUR' from suppliers s, generate_series(1, 1000) i where s.name = 'BETA'`,
    [productId],
  );
  const counted = (count: number, cost: string): Promise<number> =>
    countStatements(pool(), async () => {
      const entries = Array.from({ length: count }, (_, i) => ({
        supplierReference: `N${i + 1}`,
        supplier: 'BETA',
        cost,
      }));
      assert.equal(((await bulk(entries)).body['counts'] as { updated: number }).updated, count);
    });
  assert.equal(await counted(1_000, '1234'), await counted(2, '4321'));
});

test('the best offer follows what was written, and what was taken back', async () => {
  const productId = await product('O-8');
  await api.call('POST', '/api/v1/suppliers', { name: 'Dear', priority: 1 });
  await api.call('POST', '/api/v1/suppliers', { name: 'Cheap', priority: 2 });
  for (const [supplier, cost] of [
    ['Dear', '10'],
    ['Cheap', '8'],
  ] as const)
    await buildOffer(pool(), { supplier, productId, reference: 'F', cost, currency: 'EUR', stock: '1' });
  const best = async () => {
    await api.system.bestOffers.catchUp(new AbortController().signal);
    const offer = (await offersOf(productId)).find((one) => one['best']);
    return [offer?.['supplier'], offer?.['cost']];
  };
  await bulk([{ sku: 'O-8', supplier: 'Cheap', leadTimeDays: 1 }]);
  assert.deepEqual(await best(), ['Cheap', '8']);
  const dearer = await bulk([{ sku: 'O-8', supplier: 'Cheap', cost: '12' }]);
  assert.deepEqual(await best(), ['Dear', '10']);
  await undoOperation(api, String(dearer.body['operationId']));
  assert.deepEqual(await best(), ['Cheap', '8']);
});
