import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';
import { listSkus } from '../../../test/support/list-skus.ts';

const { api } = await useTestApi();

const PRODUCTS = '/api/v1/products';

async function create(fields: object): Promise<{ id: string; url: string; etag: string; made: Answer }> {
  const made = await api.call('POST', PRODUCTS, fields);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const id = String(made.body['id']);
  return { id, url: `${PRODUCTS}/${id}`, etag: made.headers['etag']!, made };
}

const patch = (url: string, body: object, headers?: Record<string, string>): Promise<Answer> =>
  api.call('PATCH', url, body, headers);

interface Change {
  field: string;
  old: unknown;
  new: unknown;
}

/** What the newest entry of the history says, by field. */
async function lastChanges(url: string): Promise<Record<string, [unknown, unknown]>> {
  const [entry] = (await api.call('GET', `${url}/history`)).body.items;
  return Object.fromEntries(
    (entry!['changes'] as Change[]).map((change) => [change.field, [change.old, change.new]]),
  );
}

test('a write answers the ETag of the next read, so a reader who wrote reads nothing twice', async () => {
  const { url, etag } = await create({ sku: 'E-1', title: 'One' });
  const known = (header: string) => api.call('GET', url, undefined, { 'if-none-match': header });
  assert.equal((await known(etag)).status, 304);
  assert.equal((await known(`"0.abc", W/${etag}`)).status, 304);
  const edited = await patch(url, { title: 'Two' });
  assert.equal((await known(etag)).status, 200);
  assert.equal((await known(edited.headers['etag']!)).status, 304);
  const unchanged = await patch(url, { title: 'Two' });
  assert.equal(unchanged.headers['etag'], edited.headers['etag']);
});

test('lists are replaced and null clears', async () => {
  const sale = { type: 'sale', currency: 'EUR', amount: '10' };
  const rrp = { type: 'rrp', currency: 'EUR', amount: '12' };
  const { url } = await create({
    sku: 'L-1',
    prices: [sale, rrp],
    stocks: [{ quantity: '1' }, { location: 'paris', quantity: '2' }],
    categories: ['A', 'B > C'],
    attributes: { color: 'blue', size: 'L' },
  });
  const { body } = await patch(url, {
    prices: [{ ...sale, amount: '11.0' }],
    stocks: [{ quantity: '1.00' }],
  });
  assert.deepEqual(
    [
      (body['prices'] as { type: string; amount: string }[]).map((price) => [price.type, price.amount]),
      (body['stocks'] as { location: string }[]).map((stock) => stock.location),
    ],
    [[['sale', '11.0']], ['main']],
  );
  assert.deepEqual(await lastChanges(url), {
    'price.rrp:EUR': ['12', null],
    'price.sale:EUR': ['10', '11.0'],
    'stock.paris': ['2', null],
  });
  const cleared = await patch(url, { prices: null, stocks: [], categories: null, attributes: null });
  assert.deepEqual(
    ['prices', 'stocks', 'categories', 'attributes'].map((name) => cleared.body[name]),
    [[], [], [], {}],
  );
  assert.deepEqual(await lastChanges(url), {
    'attribute.color': ['blue', null],
    'attribute.size': ['L', null],
    category: [['A', 'B > C'], null],
    'price.sale:EUR': ['11.0', null],
    stock: ['1', null],
  });
});

test('attributes are merged value by value, and an equal one is no change in any order of its parts', async () => {
  const { url } = await create({
    sku: 'A-1',
    attributes: { net: { amount: '2', unit: 'kg' }, color: 'red' },
  });
  const same = await patch(url, { attributes: { net: { amount: '2', unit: 'kg' }, color: 'red' } });
  assert.equal(same.body['version'], 1);
  const merged = await patch(url, { attributes: { net: { amount: '3' }, color: null } });
  assert.deepEqual(merged.body['attributes'], { net: { amount: '3', unit: 'kg' } });
  assert.equal((await patch(url, { attributes: { 'Two Words': 1 } })).status, 400);
});

test('the first category is the main one, and a path is one however its marks are spaced', async () => {
  const { url } = await create({ sku: 'C-1', categories: ['Maison>Écrans', 'Promo'] });
  const paths = (answer: Answer) =>
    (answer.body['categories'] as { path: string; main: boolean }[]).map(({ path, main }) => [path, main]);
  assert.deepEqual(paths(await api.call('GET', url)), [
    ['Maison > Écrans', true],
    ['Promo', false],
  ]);
  assert.equal((await patch(url, { categories: ['maison  >  ecrans', 'PROMO'] })).body['version'], 1);
  assert.deepEqual(paths(await patch(url, { categories: ['Promo', 'Maison > Écrans'] })), [
    ['Promo', true],
    ['Maison > Écrans', false],
  ]);
});

test('numbers are compared as numbers, texts as texts', async () => {
  const { url } = await create({ sku: 'N-1', mpn: '1.50', weight: '1.50' });
  assert.equal((await patch(url, { weight: '01.5' })).body['version'], 1);
  const edited = await patch(url, { mpn: '1.5' });
  assert.deepEqual([edited.body['mpn'], edited.body['version']], ['1.5', 2]);
});

test('a GTIN belongs to one product, and is free again when it is taken off', async () => {
  const wrong = await api.call('POST', PRODUCTS, { gtin: '3400949497295' });
  assert.deepEqual([wrong.status, wrong.body['code']], [422, 'products.gtin']);
  const holder = await create({ sku: 'G-2', gtin: '3400949497294' });
  const taken = await api.call('POST', PRODUCTS, { sku: 'G-3', gtin: '03400949497294' });
  assert.equal(taken.status, 409);
  assert.deepEqual(taken.body['params'], {
    field: 'gtin',
    value: '03400949497294',
    productId: holder.id,
    sku: 'G-2',
  });
  assert.deepEqual(await listSkus(api, 'sku=G-3'), [], 'nothing of a refused product stays');
  assert.equal((await patch(holder.url, { gtin: null })).body['gtin'], null);
  assert.deepEqual(await listSkus(api, 'gtin=3400949497294'), []);
  await create({ sku: 'G-3', gtin: '3400949497294' });
  const sku = await api.call('POST', PRODUCTS, { sku: 'G-2' });
  assert.deepEqual([sku.status, (sku.body['params'] as { field: string }).field], [409, 'sku']);
  assert.doesNotMatch(String(sku.body['detail']), /Key \(/);
});

test('an empty text is written null', async () => {
  const { url } = await create({ sku: 'X-1', brand: 'Philips' });
  for (const body of [
    { gtin: '' },
    { brand: ' ' },
    { title: '' },
    { sku: ' X' },
    { sku: null },
    { categories: [''] },
  ])
    assert.equal((await patch(url, body)).status, 400, JSON.stringify(body));
  assert.equal((await patch(url, { brand: null })).body['brand'], null);
  assert.equal((await patch(url, {})).status, 200);
});

test('a stale edit names the fields both touched, whatever they are made of', async () => {
  const { url, etag } = await create({ sku: 'S-1', title: 'One', attributes: { color: 'red', size: 'M' } });
  await patch(url, { title: 'Two', categories: ['A'], attributes: { color: 'blue' }, mpn: 'M-1' });
  await patch(url, { title: 'Three' });
  const refused = await patch(
    url,
    { title: 'Mine', categories: ['B'], attributes: { color: 'green', size: 'S' } },
    { 'if-match': etag },
  );
  assert.equal(refused.status, 412);
  const conflicts = refused.body['conflicts'] as Record<string, unknown>[];
  assert.deepEqual(
    conflicts
      .map(({ field, base, theirs, yours }) => [field, base, theirs, yours])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    [
      ['attribute.color', 'red', 'blue', 'green'],
      ['category', null, ['A'], ['B']],
      ['title', 'One', 'Three', 'Mine'],
    ],
  );
  for (const { by, at, locale, channel } of conflicts) {
    assert.deepEqual([by, locale, channel], ['Admin', null, null]);
    assert.ok(!Number.isNaN(Date.parse(String(at))));
  }
  assert.equal((await api.call('GET', url)).body['title'], 'Three');
  assert.equal((await patch(url, { title: 'x' }, { 'if-match': '"nonsense"' })).status, 400);
  assert.equal((await api.call('DELETE', url, undefined, { 'if-match': etag })).status, 412);
});

test('of ten edits of one version at once one is written, and its history is whole', async () => {
  const { url, etag } = await create({ sku: 'S-2', title: '0' });
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, i) => patch(url, { title: `T${i}` }, { 'if-match': etag })),
  );
  const won = answers.filter((answer) => answer.status === 200);
  assert.deepEqual([won.length, answers.filter((answer) => answer.status === 412).length], [1, 9]);
  assert.deepEqual(await lastChanges(url), { title: ['0', won[0]!.body['title']] });
});

test('edits without If-Match follow each other, and the history tells them in that order', async () => {
  const { url } = await create({
    sku: 'S-3',
    title: '0',
    prices: [{ type: 'sale', currency: 'EUR', amount: '1' }],
  });
  await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      patch(
        url,
        i % 2 ? { title: `T${i}` } : { prices: [{ type: 'sale', currency: 'EUR', amount: `${i + 2}` }] },
      ),
    ),
  );
  const { items } = (await api.call('GET', `${url}/history`)).body;
  const values = new Map<string, unknown>();
  for (const entry of items.toReversed()) {
    for (const { field, old, new: value } of entry['changes'] as Change[]) {
      if (entry['kind'] !== 'created')
        assert.deepEqual(old, values.get(field), `${field} of ${String(value)}`);
      values.set(field, value);
    }
  }
  assert.deepEqual([items.length, values.get('title')], [9, (await api.call('GET', url)).body['title']]);
});

test('archiving and restoring are told apart from other edits', async () => {
  const { url } = await create({ sku: 'K-1', status: 'active' });
  await patch(url, { status: 'archived' });
  await patch(url, { status: 'active' });
  const deleted = await api.call('DELETE', url);
  assert.equal(
    (await api.call('DELETE', url)).body['version'],
    deleted.body['version'],
    'a second time nothing',
  );
  const { items } = (await api.call('GET', `${url}/history`)).body;
  assert.deepEqual(
    items.map((item) => item['kind']),
    ['archived', 'restored', 'archived', 'created'],
  );
});

test('a product without a title is an issue for as long as it has none', async () => {
  const { url } = await create({ sku: 'Q-1' });
  assert.deepEqual(await listSkus(api, 'hasIssue=title.missing&sku=Q-1'), ['Q-1']);
  await patch(url, { title: 'Named' });
  assert.deepEqual(await listSkus(api, 'hasIssue=title.missing&sku=Q-1'), []);
  await patch(url, { title: null });
  assert.deepEqual(await listSkus(api, 'hasIssue=title.missing&sku=Q-1'), ['Q-1']);
});

test('the parts of a product have addresses; those of none are not found', async () => {
  const { url } = await create({
    sku: 'R-1',
    gtin: '4006381333931',
    prices: [{ type: 'sale', currency: 'EUR', amount: '1' }],
  });
  const absent = `${PRODUCTS}/00000000-0000-7000-8000-000000000000`;
  for (const part of [
    'prices',
    'stocks',
    'attributes',
    'categories',
    'offers',
    'identifiers',
    'history',
    'quality-issues',
  ]) {
    assert.equal((await api.call('GET', `${url}/${part}`)).status, 200, part);
    assert.equal((await api.call('GET', `${absent}/${part}`)).status, 404, part);
    assert.equal((await api.call('GET', `${url}/${part}?x=1`)).status, 400, part);
  }
  const identifiers = (await api.call('GET', `${url}/identifiers`)).body.items;
  assert.deepEqual(
    identifiers.map((item) => [item['kind'], item['value'], item['raw']]),
    [['gtin', '04006381333931', '4006381333931']],
  );
});

test('a deadlock with other writers is nobody’s error', async () => {
  const one = await create({ sku: 'D-1', gtin: '5000112637922' });
  // Another writer holds the code that the edit needs, and then wants the product that the edit holds.
  const client = await api.installation.connect();
  await client.query('begin');
  await client.query(
    `insert into product_identifiers (product_id, kind, value) values (uuidv7(), 'gtin', '04006381333948')`,
  );
  const edit = patch(one.url, { gtin: '4006381333948' });
  await waitForLock(client);
  const other = client.query('update products set updated_at = now() where id = $1', [one.id]).then(
    () => client.query('rollback'),
    () => client.query('rollback'),
  );
  const answer = await edit;
  await other;
  await client.end();
  assert.deepEqual(
    [answer.status, answer.body['gtin']],
    [200, '04006381333948'],
    JSON.stringify(answer.body),
  );
});

/** Until somebody waits for this connection's lock. */
async function waitForLock(client: { query: TestQuery }): Promise<void> {
  for (;;) {
    const { rows } = await client.query('select from pg_locks where not granted');
    if (rows.length > 0) return;
  }
}
type TestQuery = (text: string) => Promise<{ rows: unknown[] }>;
