import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { queueNames } from '../src/platform/queue/queue.ts';
import { runWorker } from '../src/run-worker.ts';
import { createTestApi, type Answer, type TestApi } from './support/api.ts';
import { writeSupplierFile } from './support/supplier-file.ts';

let api: TestApi;
const stop = new AbortController();
let worker: Promise<void>;

before(async () => {
  api = await createTestApi();
  worker = runWorker(api.system, { queues: queueNames, signal: stop.signal });
});

after(async () => {
  stop.abort();
  await worker;
  await api.close();
});

const call: TestApi['call'] = (...request) => api.call(...request);
const upload: TestApi['upload'] = (...request) => api.upload(...request);

async function createProduct(fields: object): Promise<{ id: string; etag: string }> {
  const made = await call('POST', '/api/v1/products', fields);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return { id: String(made.body['id']), etag: made.headers['etag']! };
}

test('a product is created, read in the shape of the contract, and not read again when it is the same', async () => {
  const made = await call('POST', '/api/v1/products', {
    sku: 'T-1',
    gtin: '3400949497294',
    title: 'Écran',
    brand: 'Philips',
    categories: ['Maison > Écrans'],
    prices: [{ type: 'sale', currency: 'EUR', amount: '12.50', taxIncluded: true }],
    stocks: [{ quantity: '5' }],
    attributes: { color: 'blue' },
  });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  assert.match(made.headers['operation-id']!, /^[0-9a-f-]{36}$/);
  const read = await call('GET', `/api/v1/products/${made.body['id']}`);
  assert.deepEqual(
    {
      ...read.body,
      id: 0,
      createdAt: 0,
      updatedAt: 0,
      brand: (read.body['brand'] as { name: string }).name,
      categories: (read.body['categories'] as { path: string; main: boolean }[]).map((c) => [c.path, c.main]),
    },
    {
      id: 0,
      sku: 'T-1',
      gtin: '03400949497294',
      ean: '3400949497294',
      asin: null,
      mpn: null,
      title: 'Écran',
      description: null,
      shortDescription: null,
      status: 'draft',
      type: 'simple',
      parentId: null,
      brand: 'Philips',
      family: null,
      categories: [['Maison > Écrans', true]],
      prices: [
        {
          type: 'sale',
          amount: '12.50',
          currency: 'EUR',
          taxIncluded: true,
          minQuantity: '1',
          channel: null,
          validFrom: null,
          validTo: null,
        },
      ],
      stocks: [{ location: 'main', supplierId: null, quantity: '5' }],
      bestOffer: null,
      attributes: { color: 'blue' },
      seo: { slug: 'ecran', title: null, description: null },
      inherited: null,
      weight: null,
      length: null,
      width: null,
      height: null,
      taxClass: null,
      familyVariant: null,
      version: 1,
      createdAt: 0,
      updatedAt: 0,
      outdatedTranslations: [],
    },
  );
  assert.match(read.headers['etag']!, /^"1\.[0-9a-f]{16}"$/);
  assert.equal(
    (
      await call('GET', `/api/v1/products/${made.body['id']}`, undefined, {
        'if-none-match': read.headers['etag']!,
      })
    ).status,
    304,
  );
});

test('an edit of an old version is refused with the fields in conflict', async () => {
  const { id, etag } = await createProduct({ sku: 'T-2', title: 'One' });
  const first = await call('PATCH', `/api/v1/products/${id}`, { title: 'Two' }, { 'if-match': etag });
  assert.equal(first.status, 200);
  assert.equal(first.body['version'], 2);
  const second = await call(
    'PATCH',
    `/api/v1/products/${id}`,
    { title: 'Three', mpn: 'M' },
    { 'if-match': etag },
  );
  assert.equal(second.status, 412);
  const [conflict, ...others] = second.body['conflicts'] as {
    field: string;
    base: string;
    theirs: string;
    yours: string;
  }[];
  assert.deepEqual(
    [conflict!.field, conflict!.base, conflict!.theirs, conflict!.yours],
    ['title', 'One', 'Two', 'Three'],
  );
  assert.equal(others.length, 0);
});

test('two edits at once: one wins, the other is refused', async () => {
  const { id, etag } = await createProduct({ sku: 'T-3', title: 'One' });
  const answers = await Promise.all(
    ['A', 'B'].map((title) => call('PATCH', `/api/v1/products/${id}`, { title }, { 'if-match': etag })),
  );
  assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 412]);
});

test('a price or stock leaves the version, null clears, an equal value changes nothing', async () => {
  const { id } = await createProduct({ sku: 'T-4', title: 'One', weight: '1.50' });
  const priced = await call('PATCH', `/api/v1/products/${id}`, {
    prices: [{ type: 'sale', currency: 'EUR', amount: '9.90' }],
    stocks: [{ quantity: '3' }],
  });
  assert.equal(priced.body['version'], 1);
  assert.equal((await call('PATCH', `/api/v1/products/${id}`, { weight: '1.5' })).body['version'], 1);
  const cleared = await call('PATCH', `/api/v1/products/${id}`, { title: null });
  assert.equal(cleared.body['title'], null);
  const history = await call('GET', `/api/v1/products/${id}/history`);
  assert.deepEqual(
    history.body.items.map((entry) => entry['kind']),
    ['updated', 'updated', 'created'],
  );
  const created = history.body.items[2]!['changes'] as { field: string; new: string }[];
  assert.deepEqual(Object.fromEntries(created.map((change) => [change.field, change.new])), {
    sku: 'T-4',
    title: 'One',
    weight: '1.50',
    status: 'draft',
    // Made of the title, with a number where others have it.
    'seo.slug': (cleared.body['seo'] as { slug: string }).slug,
  });
});

test('archived products are listed only where they are asked for', async () => {
  const { id } = await createProduct({ sku: 'T-5' });
  assert.equal((await call('DELETE', `/api/v1/products/${id}`)).status, 200);
  assert.equal((await call('GET', '/api/v1/products?sku=T-5')).body.items.length, 0);
  assert.equal((await call('GET', '/api/v1/products?sku=T-5&status=archived')).body.items.length, 1);
});

test('errors have one shape and name what is wrong', async () => {
  const cases: [Awaited<ReturnType<typeof call>>, number, string][] = [
    [await call('GET', '/api/v1/products/00000000-0000-7000-8000-000000000000'), 404, 'products.not_found'],
    [await call('GET', '/api/v1/products/nonsense'), 400, 'request.invalid'],
    [await call('POST', '/api/v1/products', { sku: 'X', colour: 'blue' }), 400, 'request.invalid'],
    [await call('POST', '/api/v1/products', { gtin: '3400949497295' }), 422, 'products.gtin'],
    [await call('POST', '/api/v1/products', { sku: 'T-1' }), 409, 'products.conflict'],
    [
      await call('POST', '/api/v1/products', { sku: 'T-9', gtin: '03400949497294' }),
      409,
      'products.conflict',
    ],
    [await call('GET', '/api/v1/products?sort=colour'), 400, 'products.invalid'],
    [await call('GET', '/api/v1/products?colour=blue'), 400, 'request.invalid'],
    [await call('GET', '/api/v1/changes?after=x'), 400, 'changes.invalid'],
    [await call('GET', '/api/v1/nothing'), 404, 'route.not_found'],
    [
      await call('PATCH', '/api/v1/products/00000000-0000-7000-8000-000000000000', { title: 'x' }),
      404,
      'products.not_found',
    ],
  ];
  for (const [answer, status, code] of cases) {
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    assert.equal(answer.body['code'], code);
    for (const key of ['type', 'title', 'detail', 'requestId'])
      assert.equal(typeof answer.body[key], 'string', key);
  }
  const french = await call('GET', '/api/v1/nothing', undefined, {
    'accept-language': 'fr-FR',
    'x-request-id': 'abc',
  });
  assert.equal(french.body['title'], 'Introuvable');
  assert.equal(french.headers['x-request-id'], 'abc');
});

test('the list pages through every product once', async () => {
  for (let i = 0; i < 7; i++) await createProduct({ sku: `PAGE-${i}`, brand: 'Pager' });
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Answer = await call(
      'GET',
      `/api/v1/products?brand=pager&limit=3&sort=sku&total=exact${cursor ? `&cursor=${cursor}` : ''}`,
    );
    assert.equal(page.body['total'], 7);
    seen.push(...page.body.items.map((item) => String(item['sku'])));
    cursor = page.body['nextCursor'] as string | null;
  } while (cursor);
  assert.deepEqual(
    seen,
    Array.from({ length: 7 }, (_, i) => `PAGE-${i}`),
  );
});

test('codes find a product in any form', async () => {
  for (const query of ['gtin=3400949497294', 'gtin=03400949497294', 'q=3400949497294', 'q=T-1']) {
    assert.ok(
      (await call('GET', `/api/v1/products?${query}`)).body.items.some((item) => item['sku'] === 'T-1'),
      query,
    );
  }
});

async function waitFor(id: string, statuses: readonly string[]): Promise<Answer['body']> {
  for (let tries = 0; tries < 240; tries++) {
    const { body } = await call('GET', `/api/v1/imports/${id}`);
    if (statuses.includes(String(body['status']))) return body;
    await delay(250);
  }
  throw new Error(`the import did not become ${statuses.join(' or ')}`);
}

test('a file is previewed, its plan read, confirmed, and changed rows move out of it', async () => {
  const path = join(api.installation.dataDir, 'supplier.csv');
  writeSupplierFile(path, { rows: 300, supplier: 'Gamma', faults: 0.1 });
  const sent = await upload({ supplier: 'Gamma' }, path);
  assert.equal(sent.status, 202, JSON.stringify(sent.body));
  assert.equal(sent.headers['location'], `/api/v1/imports/${sent.body['id']}`);
  const planned = await waitFor(String(sent.body['id']), ['planned', 'failed']);
  assert.equal(planned['status'], 'planned');
  const rows = planned['rows'] as Record<string, number>;
  assert.ok(rows['created']! > 200);
  assert.equal(
    (await call('GET', '/api/v1/products?q=Gamma')).body.items.length,
    0,
    'a preview changes nothing',
  );
  const plan = await call(
    'GET',
    `/api/v1/imports/${sent.body['id']}/plan?kind=create&limit=2&field=price.sale`,
  );
  assert.equal(plan.body.items.length, 2);
  const errors = await call('GET', `/api/v1/imports/${sent.body['id']}/errors?cause=price.not_a_number`);
  const [error] = errors.body.items;
  assert.deepEqual(
    [error!['value'], error!['header'], error!['severity']],
    ['sur demande', 'Prix TTC', 'error'],
  );

  assert.equal(
    (
      await call('POST', `/api/v1/imports/${sent.body['id']}/confirm`, {
        planId: '00000000-0000-7000-8000-000000000000',
      })
    ).status,
    409,
  );
  const confirmed = await call('POST', `/api/v1/imports/${sent.body['id']}/confirm`, {
    planId: planned['operationId'],
  });
  assert.equal(confirmed.status, 202, JSON.stringify(confirmed.body));
  const done = await waitFor(String(sent.body['id']), ['completed', 'completed_with_errors', 'failed']);
  assert.deepEqual(done['rows'], rows);
  assert.equal(
    (await call('GET', `/api/v1/products?importId=${sent.body['id']}&total=exact&limit=1`)).body['total'],
    rows['created'],
  );
});

test('a person keeps what they set: an import counts it as kept, a confirmed one leaves moved rows out', async () => {
  const path = join(api.installation.dataDir, 'delta.csv');
  const write = (title: string): void =>
    writeSupplierFile(path, { rows: 20, supplier: title, faults: 0, seed: 3 });
  write('Delta');
  // Other codes than the file above: rows of one GTIN would be Gamma's products.
  const { writeFileSync } = await import('node:fs');
  const own = (title: string): void =>
    writeFileSync(
      path,
      `Référence;Désignation;Prix TTC\n${Array.from({ length: 20 }, (_, i) => `D${i};${title} ${i};${i + 1},50`).join('\n')}\n`,
    );
  own('Delta');
  const first = await upload({ supplier: 'Delta', mode: 'apply' }, path);
  await waitFor(String(first.body['id']), ['completed']);
  const found = await call('GET', '/api/v1/products?supplierReference=D3');
  await call('PATCH', `/api/v1/products/${found.body.items[0]!['id']}`, { title: 'Mine' });

  own('Delta neu');
  const preview = await upload({ supplier: 'Delta' }, path);
  const planned = await waitFor(String(preview.body['id']), ['planned']);
  assert.deepEqual(
    [planned['kept'], (planned['rows'] as Record<string, number>)['updated']],
    [{ locked: 1, ownedBySource: 0 }, 19],
  );
  const other = await call('GET', '/api/v1/products?supplierReference=D5');
  await call('PATCH', `/api/v1/products/${other.body.items[0]!['id']}`, { title: 'Mine too' });
  await call('POST', `/api/v1/imports/${preview.body['id']}/confirm`, { planId: planned['operationId'] });
  const done = await waitFor(String(preview.body['id']), ['completed']);
  assert.deepEqual(
    [
      (done['rows'] as Record<string, number>)['updated'],
      (done['rows'] as Record<string, number>)['notApplied'],
    ],
    [18, 1],
  );
  assert.equal((await call('GET', '/api/v1/products?supplierReference=D3')).body.items[0]!['title'], 'Mine');
});

test('the change feed lists every change once, page by page, and follows', async () => {
  const seen: string[] = [];
  let cursor = '';
  for (;;) {
    const page = await call('GET', `/api/v1/changes?limit=37&wait=2${cursor ? `&after=${cursor}` : ''}`);
    if (page.body.items.length === 0) break;
    seen.push(...page.body.items.map((item) => String(item['cursor'])));
    cursor = String(page.body['nextCursor']);
  }
  const { rows } = await api.system.databases.pools.catalog.query<{ n: number }>(
    'select count(*)::int as n from field_changes',
    [],
  );
  assert.equal(seen.length, rows[0]!.n);
  assert.equal(new Set(seen).size, seen.length);
  const { id } = await createProduct({ sku: 'FEED' });
  const next = await call('GET', `/api/v1/changes?after=${cursor}&wait=5`);
  assert.deepEqual(
    next.body.items.map((item) => [item['id'], item['kind'], item['sku']]),
    [[id, 'created', 'FEED']],
  );
});

test('health, documents and fields are open', async () => {
  for (const url of [
    '/health',
    '/health/live',
    '/health/ready',
    '/health/db',
    '/health/redis',
    '/health/workers',
    '/health/celery',
    '/openapi.json',
    '/api/v1/fields',
    '/api/v1/suppliers',
  ]) {
    assert.equal((await call('GET', url)).status, 200, url);
  }
  const document = (await call('GET', '/openapi.json')).body as unknown as { openapi: string; paths: object };
  assert.equal(document.openapi, '3.1.0');
  assert.ok(Object.keys(document.paths).length > 20);
  assert.equal((await api.app.inject('/docs/')).statusCode, 200);
});

test('an export runs in the background and is fetched', async () => {
  const made = await call('POST', '/api/v1/export-jobs', {
    format: 'jsonl',
    filter: { all: [{ field: 'brand', op: 'eq', value: 'Pager' }] },
  });
  assert.equal(made.status, 202, JSON.stringify(made.body));
  for (let tries = 0; tries < 100; tries++) {
    if ((await call('GET', `/api/v1/export-jobs/${made.body['id']}`)).body['status'] === 'completed') break;
    await delay(200);
  }
  const file = await api.app.inject({
    url: `/api/v1/export-jobs/${made.body['id']}/file`,
    headers: { authorization: `Bearer ${api.accessToken}` },
  });
  assert.equal(file.body.trimEnd().split('\n').length, 7);
});
