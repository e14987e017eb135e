import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestApi } from './support/api.ts';
import { fillCatalogue } from './support/large-catalogue.ts';

test('a filled catalogue is read by the API like one that imports made', async () => {
  const api = await createTestApi();
  try {
    const client = await api.installation.connect();
    await fillCatalogue(client, { products: 200 });
    const idOf = async (sku: string) => {
      const { rows } = await client.query<{ id: string }>('select id from products where sku = $1', [sku]);
      return rows[0]!.id;
    };
    const valuesOf = async (sku: string) => {
      const { status, body } = await api.call('GET', `/api/v1/products/${await idOf(sku)}`);
      assert.equal(status, 200, JSON.stringify(body));
      return Object.keys(body['attributes'] as object).length;
    };
    assert.deepEqual([await valuesOf('SKU-1'), await valuesOf('SKU-20')], [500, 40]);
    const listed = async (query: string) => (await api.call('GET', `/api/v1/products?${query}`)).body.items;
    assert.equal((await listed('limit=200')).length, 200);
    assert.deepEqual(
      (await listed('q=Item%20tone&limit=3')).length,
      3,
      'names are found by their words, as the follower of changes would have written them',
    );
    assert.equal(
      (await api.call('GET', `/api/v1/products/${await idOf('SKU-20')}/variants`)).body.items.length,
      3,
    );
    await client.end();
  } finally {
    await api.close();
  }
});
