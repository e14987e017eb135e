import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';
import { listSkus } from '../../../test/support/list-skus.ts';

const { api } = await useTestApi();

const PRODUCTS = '/api/v1/products';

async function create(fields: object): Promise<Answer> {
  const made = await api.call('POST', PRODUCTS, fields);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return made;
}

const skus = (query: string): Promise<string[]> => listSkus(api, query);

test('each filter finds what it says and nothing else', async () => {
  const { body } = await create({
    sku: 'F-1',
    title: 'Filter',
    brand: 'Filterbrand',
    asin: 'B00000000X',
    status: 'active',
    categories: ['Filters > Round'],
    prices: [{ type: 'sale', currency: 'EUR', amount: '50.00' }],
    stocks: [{ quantity: '3' }],
  });
  const other = await create({ sku: 'F-2', title: 'Filter', stocks: [{ quantity: '0' }] });
  const brandId = (body['brand'] as { id: string }).id;
  const categoryId = (body['categories'] as { id: string }[])[0]!.id;
  const both = 'sku=F-1,F-2';
  for (const query of [
    `brandId=${brandId}`,
    `brandId=${brandId},${String(other.body['id'])}`,
    'brand=FILTERBRAND',
    `categoryId=${categoryId}`,
    'category=filters',
    'asin=B00000000X',
    'status=active',
    'minPrice=50&maxPrice=50.00',
    'minPrice=49.99',
    'inStock=true',
    `ids=${String(body['id'])}`,
  ])
    assert.deepEqual(await skus(`${both}&${query}`), ['F-1'], query);
  for (const query of ['minPrice=50.01', 'maxPrice=49.99', 'status=archived', 'asin=B00000000Y'])
    assert.deepEqual(await skus(`${both}&${query}`), [], query);
  assert.deepEqual(await skus(`${both}&inStock=false`), ['F-2']);
  const operationId = other.headers['operation-id'];
  assert.deepEqual(await skus(`operationId=${operationId}`), ['F-2']);
});

test('a filter, a cursor or an order that is none is refused, never an empty list', async () => {
  const foreign = Buffer.from('["a","b"]').toString('base64url');
  for (const query of [
    'ids=x',
    'brandId=x',
    'categoryId=1,2',
    'supplierId=%27',
    'importId=x',
    'status=gone',
    'minPrice=-1',
    'minPrice=1e5',
    'inStock=yes',
    'limit=0',
    'limit=201',
    'sort=password',
    'cursor=x',
    `cursor=${foreign}`,
    `sort=updatedAt&cursor=${foreign}`,
    `sort=updatedAt&cursor=${Buffer.from('["2026-02-30 10:00:00+00","00000000-0000-7000-8000-000000000000"]').toString('base64url')}`,
    `q=x&cursor=${foreign}`,
    'sku=%00',
    'q=%00',
    'colour=blue',
    'sku=a&sku=b',
  ])
    assert.equal((await api.call('GET', `${PRODUCTS}?${query}`)).status, 400, query);
});

test('every order pages through every product once', async () => {
  for (let i = 0; i < 7; i++) await create({ sku: `P-${6 - i}`, brand: 'Pages' });
  for (const sort of ['sku', '-sku', 'createdAt', '-createdAt', 'updatedAt', '-updatedAt']) {
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = await api.call(
        'GET',
        `${PRODUCTS}?brand=Pages&limit=3&sort=${sort}${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...page.body.items.map((item) => String(item['sku'])));
      if (page.body['nextCursor'] === null) break;
      cursor = String(page.body['nextCursor']);
    }
    const ascending = Array.from({ length: 7 }, (_, i) => `P-${i}`);
    const down = sort === '-sku' || sort === 'createdAt' || sort === 'updatedAt';
    assert.deepEqual(seen, down ? ascending.toReversed() : ascending, sort);
  }
});

test('filters are laid on all hits of a search, not on its first page, and it pages', async () => {
  for (let i = 0; i < 6; i++)
    await create({ sku: `W-${i}`, title: 'Walrus', status: i < 4 ? 'draft' : 'active' });
  await api.system.searchFollower.catchUp(new AbortController().signal, () => undefined);
  assert.deepEqual((await skus('q=walrus&status=active&limit=2')).sort(), ['W-4', 'W-5']);
  const seen: string[] = [];
  for (let cursor = ''; ;) {
    const page = await api.call('GET', `${PRODUCTS}?q=walrus&limit=4${cursor && `&cursor=${cursor}`}`);
    seen.push(...page.body.items.map((item) => String(item['sku'])));
    if (page.body['nextCursor'] === null) break;
    cursor = String(page.body['nextCursor']);
  }
  assert.deepEqual(seen.sort(), ['W-0', 'W-1', 'W-2', 'W-3', 'W-4', 'W-5']);
});
