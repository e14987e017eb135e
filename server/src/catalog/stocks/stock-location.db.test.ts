import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestApi } from '../../../test/support/api.ts';
import { until } from '../../../test/support/until.ts';
import { importLines } from '../../../test/support/import-lines.ts';

const { api } = await useTestApi();

const ALL = '/api/v1/stock-locations';
const codes = async () => (await api.call('GET', ALL)).body.items.map(({ code }) => code);

test('places are made by whoever names them first: a file, an edit or a push', async () => {
  assert.deepEqual(await codes(), ['main']);
  await importLines(
    api.system,
    'Alpha',
    ['Référence;Désignation;PA HT;Dépôt', 'L-1;Lamp;5,00;7'],
    [{ field: 'stock.paris', column: 'Dépôt' }],
  );
  const made = await api.call('POST', '/api/v1/products', {
    sku: 'LOC-1',
    stocks: [{ location: 'lyon', quantity: '1' }],
  });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  await api.call('POST', '/api/v1/stocks/bulk', [{ sku: 'LOC-1', location: 'nice', quantity: '2' }]);
  assert.deepEqual(await codes(), ['lyon', 'main', 'nice', 'paris']);
});

test('a stock at a place of a supplier is his, and stands beside what he offers', async () => {
  await importLines(api.system, 'Beta', [
    'Référence;EAN;Désignation;PA HT;Stock',
    'B-1;3400930000014;Vase;5,00;12',
  ]);
  const suppliers = (await api.call('GET', '/api/v1/suppliers')).body.items;
  const beta = String(suppliers.find(({ name }) => name === 'Beta')!['id']);
  const made = await api.call('POST', ALL, { code: 'beta_hall', name: 'Hall of Beta', supplierId: beta });
  assert.deepEqual([made.status, made.body['supplierId']], [201, beta]);
  const stocks = [
    { gtin: '3400930000014', quantity: '4' },
    { gtin: '3400930000014', location: 'beta_hall', quantity: '30' },
  ];
  await api.call('POST', '/api/v1/stocks/bulk', stocks);
  const [product] = (await api.call('GET', '/api/v1/products?gtin=3400930000014')).body.items;
  const url = `/api/v1/products/${String(product!['id'])}`;
  const { body } = await api.call('GET', `${url}/stocks`);
  assert.deepEqual(
    body.items.map(({ location, name, supplierId, quantity }) => [location, name, supplierId, quantity]),
    [
      ['beta_hall', 'Hall of Beta', beta, '30'],
      ['main', 'main', null, '4'],
    ],
  );
  assert.deepEqual(
    (body['offers'] as Record<string, unknown>[]).map(({ supplierId, supplierReference, quantity }) => [
      supplierId,
      supplierReference,
      quantity,
    ]),
    [[beta, 'B-1', '12']],
  );
  const shown = async () => (await api.call('GET', url)).body['stocks'];
  assert.deepEqual(await shown(), [
    { location: 'beta_hall', supplierId: beta, quantity: '30' },
    { location: 'main', supplierId: null, quantity: '4' },
  ]);
  await api.call('PATCH', `${ALL}/beta_hall`, { supplierId: null });
  assert.deepEqual(
    await until(shown, (found) => (found as { supplierId: unknown }[])[0]!.supplierId === null),
    [
      { location: 'beta_hall', supplierId: null, quantity: '30' },
      { location: 'main', supplierId: null, quantity: '4' },
    ],
  );
});

test('places are edited under their version, and kept while stocks lie there', async () => {
  const made = await api.call('POST', ALL, { code: 'brest', name: ' Brest ' });
  assert.deepEqual([made.status, made.body['name']], [201, 'Brest']);
  const url = `${ALL}/brest`;
  const edit = (patch: object, etag: string) => api.call('PATCH', url, patch, { 'if-match': etag });
  const edited = await edit({ name: 'Brest port' }, made.headers['etag']!);
  assert.deepEqual([edited.status, edited.body['version']], [200, 2]);
  const stale = await edit({ name: 'X' }, made.headers['etag']!);
  assert.deepEqual([stale.status, stale.body['code']], [412, 'stock-locations.stale']);
  await api.call('POST', '/api/v1/stocks/bulk', [{ sku: 'LOC-1', location: 'brest', quantity: '2' }]);
  const used = await api.call('DELETE', url);
  assert.deepEqual([used.status, used.body['code']], [409, 'stock-locations.in_use']);
  await api.call('POST', '/api/v1/stocks/bulk', [{ sku: 'LOC-1', location: 'brest', quantity: null }]);
  assert.equal((await api.call('DELETE', url)).status, 204);
  assert.equal((await api.call('GET', url)).status, 404);
  assert.equal((await api.call('POST', ALL, { code: 'main', name: 'Main' })).status, 409);
  const nobody = { code: 'rome', name: 'Rome', supplierId: '01900000-0000-7000-8000-000000000000' };
  assert.equal((await api.call('POST', ALL, nobody)).status, 400);
  await api.system.auditFollower.catchUp(AbortSignal.timeout(30_000));
  const audit = (await api.call('GET', '/api/v1/audit?entity=stock-location&entityId=brest')).body.items;
  assert.deepEqual(
    audit.map(({ action }) => action),
    ['stock-location.deleted', 'stock-location.updated', 'stock-location.created'],
  );
});
