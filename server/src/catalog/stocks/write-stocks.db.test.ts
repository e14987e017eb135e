import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';
import { countStatements } from '../../../test/support/count-statements.ts';
import { buildOffer, undoOperation } from '../../../test/support/offers.ts';

const { api } = await useTestApi();

const pool = () => api.system.databases.pools.catalog;
const bulk = (entries: readonly object[], headers: Record<string, string> = {}): Promise<Answer> =>
  api.call('POST', '/api/v1/stocks/bulk', entries as object, headers);
async function product(sku: string, fields: object = {}): Promise<string> {
  const { body, status } = await api.call('POST', '/api/v1/products', { sku, ...fields });
  assert.equal(status, 201, JSON.stringify(body));
  return String(body['id']);
}
const read = async (id: string) => (await api.call('GET', `/api/v1/products/${id}`)).body;
const stocksOf = async (id: string) =>
  ((await read(id))['stocks'] as { location: string; quantity: string }[]).map(
    ({ location, quantity }) => `${location} ${quantity}`,
  );
const outcomes = ({ body }: Answer) =>
  (body['results'] as { status: string; errors: { code: string }[] }[]).map(
    ({ status, errors }) => errors[0]?.code ?? status,
  );

test('stocks are found by any code, each entry is accounted for, and the operation is taken back', async () => {
  const id = await product('S-1', { stocks: [{ quantity: '5' }, { location: 'paris', quantity: '2' }] });
  const other = await product('S-2', { gtin: '3400930000014' });
  await buildOffer(pool(), { supplier: 'ACME', productId: other, reference: 'A1' });
  const before = await stocksOf(id);
  const answer = await bulk([
    { productId: id, quantity: '5.0' },
    { sku: 'S-1', location: 'paris', quantity: null },
    { sku: 'S-1', location: 'lyon', quantity: '7' },
    { productId: id, location: 'lyon', quantity: '8' },
    { gtin: '3400930000014', quantity: '3' },
    { supplierReference: 'A1', supplier: 'acme', location: 'lyon', quantity: '4' },
    { sku: 'none', quantity: '1' },
    { gtin: '3400930000015', quantity: '1' },
    { sku: 'S-1', productId: id, quantity: '1' },
    { sku: 'S-1', supplier: 'nobody', quantity: '1' },
    { quantity: '1' },
  ]);
  assert.deepEqual(
    [answer.status, answer.body['counts'], outcomes(answer)],
    [
      200,
      { created: 0, updated: 4, unchanged: 1, rejected: 6 },
      [
        'unchanged',
        'updated',
        'updated',
        'bulk.duplicate',
        'updated',
        'updated',
        'bulk.product_not_found',
        'bulk.gtin',
        'bulk.key',
        'bulk.supplier_not_found',
        'bulk.key',
      ],
    ],
  );
  const refused = (answer.body['results'] as { errors: { message: string }[] }[])[6]!.errors[0]!;
  assert.match(refused.message, /sku none: .*import or create it/);
  assert.deepEqual(
    [await stocksOf(id), await stocksOf(other)],
    [
      ['lyon 7', 'main 5'],
      ['lyon 4', 'main 3'],
    ],
  );
  const operationId = answer.headers['operation-id']!;
  const history = (await api.call('GET', `/api/v1/products/${id}/history`)).body.items[0]!;
  assert.deepEqual(
    [history['operationId'], history['version'], history['changes']],
    [
      operationId,
      1,
      [
        { field: 'stock.lyon', old: null, new: '7' },
        { field: 'stock.paris', old: '2', new: null },
      ],
    ],
  );
  const { body: operation } = await api.call('GET', `/api/v1/operations/${operationId}`);
  assert.deepEqual(
    [operation['kind'], operation['undoable'], operation['counts']],
    ['bulk', true, { created: 0, updated: 2 }],
  );
  const counts = await undoOperation(api, operationId);
  assert.deepEqual([counts.updated, counts.conflicts], [2, 0]);
  assert.deepEqual([await stocksOf(id), await stocksOf(other)], [before, []]);
});

test('a stock somebody wrote since is kept by the undo', async () => {
  const id = await product('S-3');
  const { headers } = await bulk([{ sku: 'S-3', quantity: '1' }]);
  await bulk([{ sku: 'S-3', quantity: '2' }]);
  assert.equal((await undoOperation(api, headers['operation-id']!)).conflicts, 1);
  assert.deepEqual(await stocksOf(id), ['main 2']);
});

test('a request sent twice is written once, and one that changes nothing is no operation', async () => {
  await product('S-4');
  const key = { 'idempotency-key': 'stocks-1' };
  const first = await bulk([{ sku: 'S-4', quantity: '9' }], key);
  const again = await bulk([{ sku: 'S-4', quantity: '9' }], key);
  assert.deepEqual([again.headers['idempotency-replayed'], again.body], ['true', first.body]);
  const same = await bulk([{ sku: 'S-4', quantity: '9.00' }]);
  assert.deepEqual([same.body['operationId'], same.headers['operation-id']], [null, undefined]);
  for (const wrong of [[], [{ sku: 'S-4' }], [{ sku: 'S-4', quantity: 2 }], [{ sku: 'S-4', quantity: '-1' }]])
    assert.equal((await bulk(wrong)).status, 400, JSON.stringify(wrong));
  assert.equal((await bulk(Array.from({ length: 5_001 }, () => ({ sku: 'S', quantity: '1' })))).status, 400);
});

test('pushes beside edits disturb none of them: every edit holds the version it saw', async () => {
  const id = await product('S-5');
  let pushed = 0;
  const push = async (): Promise<void> => {
    for (; pushed < 25; pushed++) {
      const answer = await bulk([{ sku: 'S-5', quantity: String(100 + pushed) }]);
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
    }
  };
  const edit = async (): Promise<void> => {
    let { etag } = (await api.call('GET', `/api/v1/products/${id}`)).headers;
    for (let round = 1; round <= 10; round++) {
      // The next edit starts from what this one answered, however many pushes came between.
      const answer = await api.call(
        'PATCH',
        `/api/v1/products/${id}`,
        { title: `Title ${round}` },
        { 'if-match': etag! },
      );
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      etag = answer.headers['etag']!;
    }
  };
  await Promise.all([push(), edit()]);
  const { version, title } = await read(id);
  assert.deepEqual([version, title, await stocksOf(id)], [11, 'Title 10', ['main 124']]);
});

test('a thousand stocks by SKU take as many statements as one, and each lands on its product', async () => {
  await pool().query(
    `insert into products (sku, owner) select 'N-' || i, 'user' from generate_series(1, 1000) i`,
  );
  const entries = (count: number, more: number) =>
    Array.from({ length: count }, (_, i) => ({ sku: `N-${i + 1}`, quantity: String(i + more) }));
  const send = (list: readonly object[]) => async (): Promise<void> => {
    const { body } = await bulk(list);
    assert.equal((body['counts'] as { updated: number }).updated, list.length);
  };
  const one = await countStatements(pool(), send(entries(1, 5_000)));
  assert.ok(one > 0);
  assert.equal(await countStatements(pool(), send(entries(1_000, 7))), one);
  const { rows } = await pool().query<{ wrong: number; n: number }>(
    `select count(*)::int as n, count(*) filter (where s.quantity <> substr(p.sku, 3)::int - 1 + 7)::int as wrong
     from product_stocks s join products p on p.id = s.product_id where p.sku like 'N-%'`,
  );
  assert.deepEqual(rows[0], { n: 1_000, wrong: 0 });
});
