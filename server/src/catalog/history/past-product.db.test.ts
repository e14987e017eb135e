import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';

const { api } = await useTestApi();
let url: string;
/** What a read said after each step, with the operation that made the step. */
const steps: { operationId: string; body: Record<string, unknown> }[] = [];

const snapshot = async (operationId: string | undefined): Promise<void> => {
  steps.push({ operationId: operationId!, body: (await api.call('GET', url)).body });
};
const step = async (patch: object): Promise<void> => {
  const { status, headers, body } = await api.call('PATCH', url, patch);
  assert.equal(status, 200, JSON.stringify(body));
  await snapshot(headers['operation-id']);
};
const asOf = (query: string): Promise<Answer> => api.call('GET', `${url}/as-of?${query}`);

/** Values of a read under the names of history, written apart from the code under test. */
function valuesOf(body: Record<string, unknown>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const put = (name: string, value: unknown): void => {
    if (value !== null && value !== undefined) values[name] = value;
  };
  for (const name of ['sku', 'gtin', 'title', 'description', 'status', 'weight']) put(name, body[name]);
  put('brand', (body['brand'] as { name: string } | null)?.name);
  for (const { type, currency, amount } of body['prices'] as Record<string, string>[])
    put(`price.${type}:${currency}`, amount);
  for (const { location, quantity } of body['stocks'] as Record<string, string>[])
    put(location === 'main' ? 'stock' : `stock.${location}`, quantity);
  for (const [code, value] of Object.entries(body['attributes'] as object)) put(`attribute.${code}`, value);
  for (const [part, value] of Object.entries(body['seo'] as object)) put(`seo.${part}`, value);
  const paths = (body['categories'] as { path: string }[]).map(({ path }) => path);
  put('category', paths.length ? paths : null);
  return values;
}

before(async () => {
  const made = await api.call('POST', '/api/v1/products', {
    sku: 'PAST-1',
    title: 'First',
    prices: [{ type: 'sale', currency: 'EUR', amount: '10.00', taxIncluded: false }],
    attributes: { color: 'red' },
  });
  url = `/api/v1/products/${String(made.body['id'])}`;
  await snapshot(made.headers['operation-id']);
  await step({ title: 'Second', brand: 'Brandt', categories: ['A > B', 'C'], weight: '1.5' });
  await step({ prices: [{ type: 'promo', currency: 'EUR', amount: '8.00' }], stocks: [{ quantity: '5' }] });
  await step({
    title: null,
    attributes: { color: null, size: 'L' },
    gtin: '3400930000014',
    categories: ['C'],
  });
  await step({ values: [{ field: 'title', locale: 'en-GB', value: 'In English' }], status: 'active' });
  const path = join(api.installation.dataDir, 'past.csv');
  writeFileSync(path, 'EAN;Description;Prix TTC\n3400930000014;From a file;12,00\n');
  const sent = await api.upload({ supplier: 'Past', mode: 'apply' }, path);
  await api.system.importRunner.run(String(sent.body['id']), { signal: new AbortController().signal });
  const job = await api.call('GET', `/api/v1/imports/${String(sent.body['id'])}`);
  await snapshot(String(job.body['operationId']));
});

test('a product as of each of its operations is what a read said right after it', async () => {
  for (const [index, { operationId, body }] of steps.entries()) {
    const { fields } = (await asOf(`operationId=${operationId}`)).body as unknown as {
      fields: Record<string, unknown>;
    };
    const { 'title@en-GB': english, ...own } = fields;
    assert.deepEqual(own, valuesOf(body), `step ${index}`);
    assert.equal(english, index >= 4 ? 'In English' : undefined);
  }
  const history = (await api.call('GET', `${url}/history`)).body.items;
  const third = history.find((entry) => entry['operationId'] === steps[2]!.operationId)!;
  const byTime = await asOf(`at=${encodeURIComponent(String(third['at']).replace('Z', '999Z'))}`);
  assert.deepEqual(
    byTime.body['fields'] as object,
    (await asOf(`operationId=${steps[2]!.operationId}`)).body['fields'],
  );
});

test('single fields come back, the others stay', async () => {
  const dry = await api.call('POST', `${url}/restore`, {
    operationId: steps[1]!.operationId,
    fields: ['title'],
    dryRun: true,
  });
  assert.deepEqual(dry.body['restored'], [{ field: 'title', past: 'Second', present: null }]);
  assert.equal((await api.call('GET', url)).body['title'], null);
  const done = await api.call('POST', `${url}/restore`, {
    operationId: steps[1]!.operationId,
    fields: ['title'],
  });
  assert.equal(done.headers['operation-id'], done.body['operationId']);
  const now = (await api.call('GET', url)).body;
  assert.deepEqual([now['title'], now['attributes']], ['Second', { size: 'L' }]);
});

test('a whole version comes back as it was read then, prices with their tax, and can be undone', async () => {
  const last = (await api.call('GET', url)).body;
  const done = await api.call('POST', `${url}/restore`, { operationId: steps[0]!.operationId });
  assert.deepEqual([done.status, done.body['left']], [200, []], JSON.stringify(done.body));
  const read = async (): Promise<Record<string, unknown>> => {
    const {
      version: _,
      updatedAt: __,
      ...rest
    } = (await api.call('GET', url)).body as Record<string, unknown>;
    return rest;
  };
  const { version: _, updatedAt: __, ...first } = steps[0]!.body;
  assert.deepEqual(await read(), first);
  assert.deepEqual((await asOf(`operationId=${steps[0]!.operationId}`)).body['differing'], []);
  const undo = await api.call('POST', `/api/v1/operations/${String(done.body['operationId'])}/undo`, {});
  await api.system.undos.run(String(undo.body['id']), { signal: new AbortController().signal });
  assert.deepEqual(valuesOf((await api.call('GET', url)).body), valuesOf(last));
});

test('what cannot be is refused', async () => {
  assert.equal((await asOf('')).status, 400);
  assert.equal((await asOf('at=yesterday')).status, 400);
  const early = await asOf('at=2020-01-01');
  assert.deepEqual([early.status, early.body['code']], [422, 'products.not_yet']);
  const other = await asOf(`operationId=${crypto.randomUUID()}`);
  assert.deepEqual([other.status, other.body['code']], [404, 'operations.not_found']);
  const same = await api.call('POST', `${url}/restore`, { at: '2100-01-01', fields: ['title'] });
  assert.deepEqual([same.status, same.body['code']], [400, 'products.invalid']);
  const stale = await api.call(
    'POST',
    `${url}/restore`,
    { operationId: steps[1]!.operationId },
    { 'if-match': '"1"' },
  );
  assert.equal(stale.status, 412);
});
