import assert from 'node:assert/strict';
import type { TestApi } from './api.ts';

/** SKUs of the products that a list has, in its order. @param query filters and order, as in an address */
export async function listSkus(api: TestApi, query: string): Promise<string[]> {
  const { status, body } = await api.call('GET', `/api/v1/products?${query}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body.items.map((item) => String(item['sku']));
}
