import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';
import { digestCatalogue, emptyCatalogue } from '../../../test/support/catalogue-digest.ts';
import { readCatalogue } from '../../../test/support/catalogue-rows.ts';
import { importLines } from '../../../test/support/import-lines.ts';
import type { Announcement } from '../../platform/events/announcement.ts';
import { createChangeAnnouncer } from '../changes/announce-changes.ts';

const { api, client } = await useTestApi();
beforeEach(() => emptyCatalogue(client));

const never = new AbortController().signal;
const nowhere = '01900000-0000-7000-8000-000000000000';
const heading = 'Référence;EAN;Désignation;Marque;Référence fabricant;Catégorie;Prix TTC;Couleur;PA HT';
const imported = (supplier: string | null, ...lines: string[]) =>
  importLines(api.system, supplier, [heading, ...lines]);
const productId = async (sku: string): Promise<string> =>
  (await client.query<{ id: string }>('select id from products where sku = $1', [sku])).rows[0]!.id;
const get = (path: string): Promise<Answer> => api.call('GET', `/api/v1/products${path}`);
const make = async (body: object): Promise<string> => {
  const made = await api.call('POST', '/api/v1/products', body);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return String(made.body['id']);
};
const merge = (id: string, body: object, headers = {}): Promise<Answer> =>
  api.call('POST', `/api/v1/products/${id}/merge`, body, headers);
async function merged(id: string, body: object): Promise<string> {
  const answer = await merge(id, body);
  assert.equal(answer.status, 202, JSON.stringify(answer.body));
  const operation = await api.call('GET', `/api/v1/operations/${String(answer.body['operationId'])}`);
  assert.deepEqual([operation.body['kind'], operation.body['state']], ['merge', 'completed']);
  return String(answer.body['operationId']);
}
async function undo(url: string): Promise<Answer> {
  const asked = await api.call('POST', url, {});
  assert.equal(asked.status, 202, JSON.stringify(asked.body));
  await api.system.undos.run(String(asked.body['id']), { signal: never });
  return api.call('GET', `/api/v1/operations/${String(asked.body['id'])}`);
}
const undoMerge = (operationId: string): Promise<Answer> =>
  undo(`/api/v1/product-merges/${operationId}/undo`);

/** One lamp, which two suppliers sell under two codes; the first one says less of it. */
async function buildTwins(): Promise<{ first: string; second: string }> {
  await imported('Alpha', 'L-1;3400930000014;Lampe;Lumen;M-1;Salon > Lampes;12,90;;7,10');
  await imported('Beta', 'B-9;3400930000021;Lampe noire;Lumen;M-2;Bureau > Lampes;11,50;noir;6,00');
  const [first, second] = [await productId('ALPHA-L-1'), await productId('BETA-B-9')];
  await api.call('PATCH', `/api/v1/products/${second}`, {
    weight: '1.50',
    stocks: [{ quantity: '3' }],
    prices: [
      { type: 'sale', currency: 'EUR', amount: '11.50' },
      { type: 'promo', currency: 'EUR', amount: '9.00', taxIncluded: false },
    ],
    values: [{ field: 'title', locale: 'en-GB', value: 'Black lamp' }],
  });
  await client.query(
    `insert into product_media_references (product_id, name, position) values ($1, 'front.jpg', 1), ($2, 'front.jpg', 1), ($2, 'back.jpg', 2)`,
    [first, second],
  );
  await client.query(
    `insert into match_decisions (owner, key, action, product_id) values ('own', 'gtin=' || chr(31) || 'a/b', 'product', $1)`,
    [second],
  );
  return { first, second };
}

/** Every row of the tables that a merge writes; versions and times of writing move on. */
async function state() {
  const { images, redirects, decisions } = await digestCatalogue(client);
  return { ...(await readCatalogue(client, ['created_at'])), images, redirects, decisions };
}

test('a survivor keeps what it has, is given what it lacks, and takes offers, codes and decisions', async () => {
  const { first, second } = await buildTwins();
  const before = (await get(`/${first}`)).body;
  const dry = await merge(first, { ids: [second], dryRun: true });
  assert.deepEqual([dry.status, dry.body['operationId']], [200, null]);
  assert.match(String(dry.body['rule']), /survivor keeps/);
  const fields = dry.body['fields'] as { field: string; reason: string; old: unknown; new: unknown }[];
  assert.deepEqual(
    fields.map(({ field, reason }) => `${field} ${reason}`),
    [
      'attribute.color filled',
      'brand survivor',
      'category joined',
      'gtin survivor',
      'image joined',
      'mpn survivor',
      'price.promo:EUR filled',
      'price.sale:EUR survivor',
      'stock filled',
      'title survivor',
      'title@en-GB filled',
      'weight filled',
    ],
  );
  assert.deepEqual((await get(`/${first}`)).body, before, 'a dry run changes nothing');

  await merged(first, { ids: [second] });
  const now = (await get(`/${first}?values=all`)).body;
  assert.deepEqual(
    [now['sku'], now['title'], now['gtin'], now['weight'], now['attributes'], now['status']],
    [before['sku'], 'Lampe', '03400930000014', '1.50', { color: 'noir' }, before['status']],
  );
  const amounts = (now['prices'] as Record<string, unknown>[]).map(({ type, amount, taxIncluded }) => [
    type,
    amount,
    taxIncluded,
  ]);
  assert.deepEqual(amounts, [
    ['promo', '9.00', false],
    ['sale', '12.90', true],
  ]);
  const categories = now['categories'] as { path: string; main: boolean }[];
  assert.deepEqual(
    categories.map(({ path, main }) => [path, main]),
    [
      ['Salon > Lampes', true],
      ['Bureau > Lampes', false],
    ],
  );
  const offers = (await get(`/${first}/offers`)).body.items.map((offer) => offer['supplierReference']);
  assert.deepEqual(offers, ['L-1', 'B-9']);
  const codes = (await get(`/${first}/identifiers`)).body.items.map(({ kind, value }) => [kind, value]);
  assert.deepEqual(codes, [
    ['gtin', '03400930000014'],
    ['gtin', '03400930000021'],
    ['sku', 'BETA-B-9'],
  ]);
  const { rows } = await client.query('select product_id from match_decisions');
  assert.deepEqual(rows, [{ product_id: first }]);
});

test('what was merged leads to the survivor, by its id, its SKU and its GTIN', async () => {
  const { first, second } = await buildTwins();
  await merged(first, { ids: [second] });
  const read = await get(`/${second.toUpperCase()}`);
  assert.deepEqual(
    [read.status, read.headers['location'], read.headers['cache-control']],
    [301, `/api/v1/products/${first}`, 'no-cache'],
  );
  for (const answer of [
    await get(`/${second}/offers`),
    await api.call('PATCH', `/api/v1/products/${second}`, { status: 'active' }),
    await api.call('DELETE', `/api/v1/products/${second}`),
    await api.call('PUT', `/api/v1/products/${second}/locks/title`),
  ])
    assert.deepEqual(
      [answer.status, answer.body['code'], (answer.body['params'] as Record<string, unknown>)['survivorId']],
      [410, 'products.merged', first],
    );
  for (const query of ['sku=BETA-B-9', 'gtin=3400930000021', 'q=BETA-B-9', 'supplierReference=B-9'])
    assert.deepEqual(
      (await get(`?${query}`)).body.items.map((item) => item['id']),
      [first],
      query,
    );
  const feed = (await api.call('GET', '/api/v1/changes')).body.items;
  assert.deepEqual(
    feed.filter(({ kind }) => kind === 'merged').map(({ id, changes }) => [id, changes]),
    [
      [
        second,
        [
          { field: 'status', locale: null, channel: null, old: 'draft', new: 'archived' },
          { field: 'mergedInto', locale: null, channel: null, old: null, new: first },
        ],
      ],
    ],
  );
});

test('a merge is announced with its survivor, and told to the audit log', async () => {
  const { first, second } = await buildTwins();
  const operationId = await merged(first, { ids: [second] });
  const told: Announcement[] = [];
  const stop = new AbortController();
  const announcer = createChangeAnnouncer({
    pool: api.system.databases.pools.catalog,
    announce: async (announcement) => {
      if (announcement.data['operationId'] !== operationId) return;
      told.push(announcement);
      if (told.length === 2) stop.abort();
    },
    isWanted: async () => false,
  });
  await announcer.run(AbortSignal.any([stop.signal, AbortSignal.timeout(30_000)])).catch(() => undefined);
  const ofType = (type: string) => told.find((one) => one.type === type)?.data;
  assert.deepEqual(ofType('products.merged'), {
    operationId,
    created: 0,
    updated: 2,
    productIds: [second],
    survivorIds: [first],
  });
  assert.deepEqual(ofType('products.changed')?.['productIds'], [first]);
  await api.system.auditFollower.catchUp(never);
  const { items } = (await api.call('GET', `/api/v1/audit?entity=product&entityId=${first}`)).body;
  assert.deepEqual([items[0]!['action'], items[0]!['after']], ['product.merged', { mergedIds: [second] }]);
});

test('the undo brings back every row as it was, and the undo of the undo merges again', async () => {
  const { first, second } = await buildTwins();
  const before = await state();
  const operation = await merged(first, {
    ids: [second],
    prefer: { title: second, 'price.sale:EUR': second },
  });
  assert.equal((await get(`/${first}`)).body['title'], 'Lampe noire');
  const after = await state();
  const preview = await api.call('POST', `/api/v1/product-merges/${operation}/undo`, { dryRun: true });
  assert.deepEqual([preview.body['dryRun'], preview.body['conflicts']], [true, []]);
  const undone = await undoMerge(operation);
  assert.deepEqual(undone.body['conflicts'], []);
  assert.deepEqual(await state(), before);
  assert.equal((await get(`/${second}`)).status, 200);

  await undo(`/api/v1/operations/${String(undone.body['id'])}/undo`);
  assert.deepEqual(await state(), after);
  assert.equal((await get(`/${second}`)).status, 301);
  await undoMerge(operation);
  assert.deepEqual(await state(), before);
});

test('the undo keeps what somebody changed since, and lists it', async () => {
  const { first, second } = await buildTwins();
  const operation = await merged(first, { ids: [second] });
  await api.call('PATCH', `/api/v1/products/${first}`, { weight: '2.00' });
  const undone = await undoMerge(operation);
  const conflicts = undone.body['conflicts'] as Record<string, unknown>[];
  assert.deepEqual(
    conflicts.map(({ field, reason, present, restored }) => [field, reason, present, restored]),
    [['weight', 'field.changed_since', '2.00', null]],
  );
  assert.deepEqual(
    [(await get(`/${first}`)).body['weight'], (await get(`/${second}`)).body['weight']],
    ['2.00', '1.50'],
  );
});

test('the next file of a supplier whose reference was merged updates the survivor', async () => {
  const { first, second } = await buildTwins();
  await merged(first, { ids: [second] });
  const next = await imported(
    'Beta',
    'B-9;3400930000021;Lampe noire;Lumen;M-2;Bureau > Lampes;11,50;bleu;5,50',
  );
  assert.deepEqual([next.rows['created'], next.rows['updated']], [0, 1]);
  const now = (await get(`/${first}`)).body;
  assert.deepEqual([now['attributes'], now['title']], [{ color: 'bleu' }, 'Lampe']);
  const offers = (await get(`/${first}/offers`)).body.items;
  assert.deepEqual(
    offers.map(({ supplierReference, cost }) => [supplierReference, cost]),
    [
      ['L-1', '7.10'],
      ['B-9', '5.50'],
    ],
  );
  const { rows } = await client.query(
    'select x.values from product_attributes x where product_id = $1 order by locale',
    [second],
  );
  assert.deepEqual(rows, [{ values: { color: 'noir' } }, { values: { title: 'Black lamp' } }]);
});

test('our own file that has the SKU of a merged product updates the survivor, whose SKU stays', async () => {
  const own = (...lines: string[]) =>
    importLines(api.system, null, ['SKU;Désignation;Poids', ...lines], [{ field: 'sku', column: 'SKU' }]);
  await own('OWN-1;One;', 'OWN-2;Two;');
  const [first, second] = [await productId('OWN-1'), await productId('OWN-2')];
  await merged(first, { ids: [second] });
  const next = await own('OWN-2;;1,25');
  assert.deepEqual([next.rows['created'], next.rows['updated']], [0, 1], JSON.stringify(next));
  const now = (await get(`/${first}`)).body;
  assert.deepEqual([now['sku'], now['weight']], ['OWN-1', '1.25']);
});

test('a chain leads to its end, and is undone from there', async () => {
  const [a, b, c] = [await make({ sku: 'A' }), await make({ sku: 'B' }), await make({ sku: 'C' })];
  const first = await merged(b, { ids: [a] });
  const second = await merged(c, { ids: [b] });
  assert.equal((await get(`/${a}`)).headers['location'], `/api/v1/products/${c}`);
  assert.deepEqual((await get('?sku=A')).body.items[0]!['id'], c);
  const early = await api.call('POST', `/api/v1/product-merges/${first}/undo`, {});
  assert.deepEqual([early.status, early.body['code']], [409, 'operations.state']);
  await undoMerge(second);
  assert.equal((await get(`/${a}`)).headers['location'], `/api/v1/products/${b}`);
  await undoMerge(first);
  assert.deepEqual([(await get(`/${a}`)).status, (await get(`/${b}`)).status], [200, 200]);
});

test('an import and the merge after it are taken back by one undo, which leaves nothing of either', async () => {
  const first = await make({ sku: 'STAYS', title: 'Stays' });
  const since = new Date().toISOString();
  await imported('Alpha', 'L-1;3400930000014;Lampe;Lumen;M-1;Salon > Lampes;12,90;;7,10');
  await merged(first, { ids: [await productId('ALPHA-L-1')] });
  const all = await api.call('POST', '/api/v1/operations/undo', { since });
  await api.system.undos.run(String(all.body['id']), { signal: never });
  const { rows } = await client.query('select sku from products');
  assert.deepEqual(rows, [{ sku: 'STAYS' }]);
  const left = await client.query(
    'select 1 from supplier_products union all select 1 from product_identifiers',
  );
  assert.equal(left.rowCount, 0);
});

test('products that cannot be one are refused', async () => {
  const model = await make({ sku: 'MODEL' });
  const [red, blue, alone] = [
    await make({ sku: 'RED' }),
    await make({ sku: 'BLUE' }),
    await make({ sku: 'ALONE' }),
  ];
  await client.query(`update products set type = 'model' where id = $1`, [model]);
  await client.query(`update products set type = 'variant', parent_id = $1 where id = any($2::uuid[])`, [
    model,
    [red, blue],
  ]);
  const merged2 = await make({ sku: 'MERGED' });
  await merged(alone, { ids: [merged2] });
  const other = await make({ sku: 'OTHER' });
  for (const [answer, status, code] of [
    [await merge(nowhere, { ids: [alone] }), 404, 'products.not_found'],
    [await merge(alone, { ids: [nowhere] }), 422, 'products.merge_unknown'],
    [await merge(alone, { ids: [alone] }), 422, 'products.merge_cycle'],
    [await merge(alone, { ids: [merged2] }), 422, 'products.merge_cycle'],
    [await merge(other, { ids: [merged2] }), 422, 'products.merge_cycle'],
    [await merge(merged2, { ids: [alone] }), 410, 'products.merged'],
    [await merge(red, { ids: [blue] }), 422, 'products.merge_same_model'],
    [await merge(red, { ids: [model] }), 422, 'products.merge_cycle'],
    [await merge(other, { ids: [model] }), 422, 'products.merge_has_variants'],
    [await merge(other, { ids: [red] }), 422, 'products.merge_types'],
    [await merge(other, { ids: [alone] }, { 'if-match': '"7"' }), 412, 'products.stale'],
    [await merge(other, { ids: [alone], prefer: { title: nowhere } }), 422, 'products.merge_prefer'],
    [await merge(other, { ids: [alone], prefer: { title: alone } }), 422, 'products.merge_prefer'],
    [await merge(other, { ids: [alone], prefer: { colour: alone } }), 400, 'fields.unknown_field'],
    [await merge(other, { ids: [] }), 400, 'request.invalid'],
    [await api.call('POST', `/api/v1/product-merges/${nowhere}/undo`, {}), 404, 'operations.not_found'],
  ] as const)
    assert.deepEqual([answer.status, answer.body['code']], [status, code], JSON.stringify(answer.body));
});

test('sent again with its key, a merge is one', async () => {
  const [a, b] = [await make({ sku: 'A' }), await make({ sku: 'B' })];
  const key = { 'idempotency-key': 'merge-1' };
  const [once, twice] = [await merge(a, { ids: [b] }, key), await merge(a, { ids: [b] }, key)];
  assert.deepEqual([once.status, twice.body['operationId']], [202, once.body['operationId']]);
});
