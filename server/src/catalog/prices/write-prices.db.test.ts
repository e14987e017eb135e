import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';
import { importLines } from '../../../test/support/import-lines.ts';
import { buildOffer, undoOperation } from '../../../test/support/offers.ts';

const { api } = await useTestApi();
before(async () => {
  const channel = await api.call('POST', '/api/v1/channels', {
    code: 'amazon',
    locales: ['fr-FR'],
    currencies: ['EUR'],
  });
  assert.equal(channel.status, 201, JSON.stringify(channel.body));
});

const pool = () => api.system.databases.pools.catalog;
const bulk = (entries: object): Promise<Answer> => api.call('POST', '/api/v1/prices/bulk', entries);
async function product(sku: string, fields: object = {}): Promise<string> {
  return String((await api.call('POST', '/api/v1/products', { sku, ...fields })).body['id']);
}
const read = async (id: string) => (await api.call('GET', `/api/v1/products/${id}`)).body;
const outcomes = ({ body }: Answer) =>
  (body['results'] as { status: string; errors: { code: string }[] }[]).map(
    ({ status, errors }) => errors[0]?.code ?? status,
  );
const sale = { type: 'sale', currency: 'EUR' };

test('prices of every scope are written, kept as they are or taken away, and taken back', async () => {
  const id = await product('P-1', {
    prices: [
      { ...sale, amount: '10', taxIncluded: false },
      { ...sale, type: 'rrp', amount: '12' },
    ],
  });
  const before = (await read(id))['prices'];
  const answer = await bulk([
    { sku: 'P-1', amount: '11.50' },
    { sku: 'P-1', type: 'rrp', amount: null },
    { sku: 'P-1', amount: '9.90', channel: 'amazon', minQuantity: '10', taxIncluded: true },
    { sku: 'P-1', amount: '8', validFrom: '2026-12-01T00:00:00Z', validTo: '2027-01-01T00:00:00Z' },
    { sku: 'P-1', amount: '8.00', type: 'cost' },
    { sku: 'P-1', amount: '11.5', type: 'sale', currency: 'EUR' },
    { sku: 'P-1', amount: '8', validFrom: '2026-12-01T00:00:00Z', validTo: '2026-11-01T00:00:00Z' },
    { sku: 'P-1', amount: '8', validFrom: '2026-02-30T00:00:00Z' },
    { sku: 'P-1', amount: '8', channel: 'nowhere' },
  ]);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  assert.deepEqual(outcomes(answer), [
    'updated',
    'updated',
    'updated',
    'updated',
    'updated',
    'bulk.duplicate',
    'prices.validity',
    'prices.validity',
    'prices.channel_not_found',
  ]);
  const { prices, version } = await read(id);
  const plain = { currency: 'EUR', minQuantity: '1', channel: null, validFrom: null, validTo: null };
  assert.deepEqual(
    [version, prices],
    [
      1,
      [
        { ...plain, type: 'cost', amount: '8.00', taxIncluded: true },
        { ...plain, type: 'sale', amount: '11.50', taxIncluded: false },
        {
          ...plain,
          type: 'sale',
          amount: '8',
          taxIncluded: true,
          validFrom: '2026-12-01T00:00:00Z',
          validTo: '2027-01-01T00:00:00Z',
        },
        { ...plain, type: 'sale', amount: '9.90', taxIncluded: true, channel: 'amazon', minQuantity: '10' },
      ],
    ],
  );
  const [entry] = (await api.call('GET', `/api/v1/products/${id}/history`)).body.items;
  assert.deepEqual(entry!['changes'], [
    { field: 'price.cost:EUR', old: null, new: '8.00' },
    { field: 'price.rrp:EUR', old: '12', new: null },
    { field: 'price.sale:EUR', old: '10', new: '11.50' },
    { field: 'price.sale:EUR;from=2026-12-01T00:00:00Z;to=2027-01-01T00:00:00Z', old: null, new: '8' },
    { field: 'price.sale:EUR;min=10/amazon', old: null, new: '9.90' },
  ]);
  // An edit replaces the plain prices and leaves those of a scope.
  await api.call('PATCH', `/api/v1/products/${id}`, { prices: [{ ...sale, amount: '11.5' }] });
  assert.equal(((await read(id))['prices'] as object[]).length, 3);
  const counts = await undoOperation(api, answer.headers['operation-id']!);
  assert.equal(counts.conflicts, 0);
  assert.deepEqual((await read(id))['prices'], before);
});

test('what was written belongs to a person: the next file is compared anew and does not overwrite it', async () => {
  const id = await product('P-2');
  const { supplierId } = await buildOffer(pool(), {
    supplier: 'ACME',
    productId: id,
    reference: 'P2',
    hash: true,
  });
  await pool().query(`update products set owner = $1 where id = $2`, [supplierId, id]);
  const answer = await bulk([{ supplierReference: 'P2', supplier: 'ACME', amount: '5' }]);
  assert.deepEqual(outcomes(answer), ['updated']);
  const state = async () =>
    (
      await pool().query(
        `select o.row_hash is not null as hashed, s.owners from supplier_products o left join field_sources s using (product_id) where o.product_id = $1`,
        [id],
      )
    ).rows[0];
  assert.deepEqual(await state(), { hashed: false, owners: { 'price.sale:EUR': 'user' } });
  await undoOperation(api, answer.headers['operation-id']!);
  assert.deepEqual(await state(), { hashed: false, owners: null });
});

test('a list takes the place of all prices of a product, is seen in its past, restored and undone', async () => {
  const id = await product('P-4', { prices: [{ ...sale, amount: '10', taxIncluded: false }] });
  const url = `/api/v1/products/${id}`;
  const put = (prices: object[], headers = {}) => api.call('PUT', `${url}/prices`, { prices }, headers);
  const shown = async () =>
    ((await api.call('GET', `${url}/prices`)).body.items as Record<string, unknown>[]).map(
      ({ type, amount, taxIncluded, minQuantity, channel, validTo }) =>
        [type, amount, taxIncluded, minQuantity, channel, validTo].join(' '),
    );
  const made = await shown();
  const first = await put([
    { ...sale, amount: '10.0' },
    { ...sale, amount: '9', minQuantity: '12.50', taxIncluded: false },
    { ...sale, type: 'promo', amount: '7', channel: 'amazon', validTo: '2027-01-01T00:00:00Z' },
  ]);
  assert.equal(first.status, 200, JSON.stringify(first.body));
  const all = ['promo 7 true 1 amazon 2027-01-01T00:00:00Z', 'sale 10 false 1  ', 'sale 9 false 12.5  '];
  assert.deepEqual(await shown(), all);
  assert.equal((await read(id))['version'], 1, 'prices are not counted by the version');
  const second = await put([{ ...sale, amount: '9.5', minQuantity: '12.5', taxIncluded: true }]);
  assert.deepEqual(await shown(), ['sale 9.5 true 12.5  ']);
  // Between both the product was what the first list said.
  const past = await api.call('GET', `${url}/as-of?operationId=${first.headers['operation-id']}`);
  const fields = past.body['fields'] as Record<string, unknown>;
  assert.deepEqual(
    Object.entries(fields)
      .filter(([name]) => name.startsWith('price.'))
      .sort(),
    [
      ['price.promo:EUR;to=2027-01-01T00:00:00Z/amazon', '7'],
      ['price.sale:EUR', '10'],
      ['price.sale:EUR;min=12.5', '9'],
    ],
  );
  const restored = await api.call('POST', `${url}/restore`, { operationId: first.headers['operation-id'] });
  assert.deepEqual([restored.status, await shown()], [200, all], JSON.stringify(restored.body));
  for (const operation of [restored, second, first])
    assert.equal((await undoOperation(api, String(operation.headers['operation-id']))).conflicts, 0);
  assert.deepEqual(await shown(), made);
  for (const wrong of [
    [{ ...sale, amount: '1', channel: 'nowhere' }],
    [{ ...sale, amount: '1', validFrom: '2027-01-01T00:00:00Z', validTo: '2027-01-01T00:00:00Z' }],
    [
      { ...sale, amount: '1' },
      { ...sale, amount: '2', minQuantity: '1.0' },
    ],
    [{ ...sale, amount: '1', minQuantity: '0' }],
    [{ ...sale, amount: null }],
  ])
    assert.equal((await put(wrong)).status, 400, JSON.stringify(wrong));
  assert.equal((await put([], { 'if-match': '"7"' })).status, 412);
});

test('a product that an undo deletes comes back with its prices of every scope', async () => {
  const since = new Date().toISOString();
  await importLines(api.system, 'Scoped', ['Référence;Désignation;Prix TTC', 'SC-1;One;5,00']);
  const [found] = (await api.call('GET', '/api/v1/products?supplierReference=SC-1')).body.items;
  const id = String(found!['id']);
  await bulk([
    { productId: id, amount: '4', minQuantity: '100' },
    { supplierReference: 'SC-1', amount: '3', channel: 'amazon', validFrom: '2026-12-01T00:00:00Z' },
  ]);
  const before = (await read(id))['prices'] as object[];
  assert.equal(before.length, 3);
  const asked = await api.call('POST', '/api/v1/operations/undo', { since });
  const undoId = String(asked.body['id']);
  await api.system.undos.run(undoId, { signal: new AbortController().signal });
  assert.equal((await api.call('GET', `/api/v1/products/${id}`)).status, 404);
  const { rows } = await pool().query('select 1 from all_prices where product_id = $1', [id]);
  assert.equal(rows.length, 0);
  await undoOperation(api, undoId);
  assert.deepEqual((await read(id))['prices'], before);
});
