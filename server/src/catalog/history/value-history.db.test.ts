import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { useTestApi } from '../../../test/support/api.ts';
import { importLines } from '../../../test/support/import-lines.ts';

const { api } = await useTestApi();
let productId: string;
let offerId: string;
const heading = 'Référence;EAN;Désignation;PA HT;Stock;Prix TTC';
const gtin = '3400930000014';
before(async () => {
  const file = (cost: string, stock: string, price: string) =>
    importLines(api.system, 'Alpha', [heading, `A-1;${gtin};Lamp;${cost};${stock};${price}`]);
  await file('7,10', '4', '12,90');
  productId = String((await api.call('GET', `/api/v1/products?gtin=${gtin}`)).body.items[0]!['id']);
  offerId = String((await api.call('GET', `/api/v1/products/${productId}/offers`)).body.items[0]!['id']);
  await file('6,90', '4', '12,50');
  await api.call('POST', '/api/v1/prices/bulk', [
    { gtin, amount: '11' },
    { gtin, amount: '10', minQuantity: '10' },
    { gtin, amount: '9', type: 'promo' },
  ]);
  await api.call('POST', '/api/v1/stocks/bulk', [{ gtin, quantity: '3' }]);
  await api.call('POST', '/api/v1/stocks/bulk', [
    { gtin, quantity: '2' },
    { gtin, location: 'lyon', quantity: '5' },
  ]);
  await api.call('POST', '/api/v1/offers/bulk', [{ gtin, cost: '6.80', stock: '0' }]);
  await api.call('POST', '/api/v1/prices/bulk', [{ gtin, amount: null, type: 'promo' }]);
});

const history = async (path: string, query = '') =>
  (await api.call('GET', `/api/v1/${path}/history?${query}`)).body;
const steps = (items: readonly Record<string, unknown>[]) =>
  items.map(({ field, old, new: value }) => `${String(field)} ${String(old)} > ${String(value)}`);

test('prices over time begin with the file that made the product, each change with its cause', async () => {
  const { items } = await history(`products/${productId}/prices`);
  assert.deepEqual(steps(items), [
    'price.promo:EUR 9 > null',
    'price.sale:EUR;min=10 null > 10',
    'price.sale:EUR 12.50 > 11',
    'price.promo:EUR null > 9',
    'price.sale:EUR 12.90 > 12.50',
    'price.sale:EUR null > 12.90',
  ]);
  const { type, currency, minQuantity, channel } = items[1]!;
  assert.deepEqual([type, currency, minQuantity, channel], ['sale', 'EUR', '10', null]);
  const first = items.at(-1)!['cause'] as Record<string, unknown>;
  assert.deepEqual([first['kind'], first['supplier'], first['line']], ['import', 'Alpha', 2]);
  assert.equal((items[0]!['cause'] as { by: string }).by, 'Admin');
});

test('walked forwards, the steps of a stock and of an offer lead to what stands', async () => {
  const walk = async (path: string) => {
    const values: Record<string, unknown> = {};
    for (const { field, old, new: value } of (await history(path)).items.toReversed()) {
      assert.equal(values[String(field)] ?? null, old, String(field));
      values[String(field)] = value;
    }
    return values;
  };
  assert.deepEqual(await walk(`products/${productId}/stocks`), { stock: '2', 'stock.lyon': '5' });
  assert.deepEqual(await walk(`offers/${offerId}`), {
    supplierReference: 'A-1',
    offerStock: '0',
    'cost:EUR': '6.80',
  });
});

test('a page ends anywhere and the next goes on there, within the bounds that are asked for', async () => {
  const path = `products/${productId}/prices`;
  const all = (await history(path)).items;
  for (const limit of [1, 2, 4, 5, 6]) {
    const found: Record<string, unknown>[] = [];
    let cursor: unknown = '';
    while (cursor !== null) {
      const page = await history(path, `limit=${limit}${cursor ? `&cursor=${String(cursor)}` : ''}`);
      found.push(...page.items);
      cursor = page['nextCursor'];
    }
    assert.deepEqual(found, all, `limit ${limit}`);
  }
  const middle = String(all[4]!['at']);
  assert.deepEqual(steps((await history(path, `to=${middle}`)).items), ['price.sale:EUR null > 12.90']);
  assert.deepEqual(steps((await history(path, `from=${middle}`)).items), steps(all.slice(0, 5)));
  for (const wrong of ['limit=0', 'limit=1001', 'from=yesterday', 'cursor=x', 'from=2026-02-30T00:00:00Z'])
    assert.equal((await api.call('GET', `/api/v1/${path}/history?${wrong}`)).status, 400, wrong);
  const nowhere = '01900000-0000-7000-8000-000000000000';
  assert.equal((await api.call('GET', `/api/v1/offers/${nowhere}/history`)).status, 404);
  assert.equal((await api.call('GET', `/api/v1/products/${nowhere}/prices/history`)).status, 404);
});
