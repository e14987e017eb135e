import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';

const { api } = await useTestApi();

const ATTRIBUTES = '/api/v1/attributes';
const PRODUCTS = '/api/v1/products';
const post = (url: string, body: object): Promise<Answer> => api.call('POST', url, body);

async function define(code: string, type: string, rest: object = {}): Promise<Answer> {
  const made = await post(ATTRIBUTES, { code, type, ...rest });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return made;
}

/** Codes of a list, page by page. */
async function codesOf(url: string, limit: number): Promise<string[]> {
  const codes: string[] = [];
  for (let cursor = ''; ;) {
    const { status, body } = await api.call('GET', `${url}limit=${limit}${cursor}`);
    assert.equal(status, 200, JSON.stringify(body));
    assert.ok(body.items.length <= limit);
    codes.push(...body.items.map((item) => String(item['code'])));
    if (body['nextCursor'] === null) return codes;
    cursor = `&cursor=${String(body['nextCursor'])}`;
  }
}

test('an attribute is made, read, changed under If-Match and deleted', async () => {
  const made = await define('voltage_max', 'measure', {
    validation: { unitFamily: 'voltage', defaultUnit: 'V', min: '0' },
    labels: { 'fr-FR': 'Tension', 'en-GB': 'Voltage' },
    group: 'technical',
  });
  const url = `${ATTRIBUTES}/voltage_max`;
  assert.equal(made.headers['location'], url);
  assert.match(made.headers['operation-id']!, /^[0-9a-f-]{36}$/);
  const shown = await api.call('GET', url);
  assert.deepEqual(shown.body, made.body);
  assert.equal(shown.headers['etag'], made.headers['etag']);
  const changed = await api.call(
    'PATCH',
    url,
    { labels: { 'en-GB': null, 'de-DE': 'Spannung' }, validation: { max: '400', min: null } },
    { 'if-match': made.headers['etag']! },
  );
  assert.equal(changed.status, 200, JSON.stringify(changed.body));
  assert.deepEqual(
    [changed.body['labels'], changed.body['validation'], changed.body['version']],
    [{ 'fr-FR': 'Tension', 'de-DE': 'Spannung' }, { unitFamily: 'voltage', defaultUnit: 'V', max: '400' }, 2],
  );
  const stale = await api.call('PATCH', url, { position: 3 }, { 'if-match': made.headers['etag']! });
  assert.deepEqual([stale.status, stale.body['code']], [412, 'attributes.stale']);
  const taken = await post(ATTRIBUTES, { code: 'voltage_max', type: 'text' });
  assert.deepEqual([taken.status, taken.body['code']], [409, 'attributes.code_taken']);
  assert.equal((await api.call('DELETE', url, undefined, { 'if-match': '"1"' })).status, 412);
  const gone = await api.call('DELETE', url);
  assert.deepEqual([gone.status, gone.headers['operation-id'] !== undefined], [204, true]);
  assert.deepEqual((await api.call('GET', url)).body['code'], 'attributes.not_found');
});

test('a definition that no value could obey is refused, with the rule and the reason', async () => {
  for (const [body, rule] of [
    [{ type: 'text', validation: { min: '1' } }, 'min'],
    [{ type: 'number', validation: { min: '10', max: '9.5' } }, 'min'],
    [{ type: 'date', validation: { min: '12' } }, 'min'],
    [{ type: 'number', validation: { max: '2026-01-01' } }, 'max'],
    [{ type: 'text', validation: { pattern: '(?=x)' } }, 'pattern'],
    [{ type: 'measure', validation: { defaultUnit: 'kg' } }, 'unitFamily'],
    [{ type: 'measure', validation: { unitFamily: 'mass', defaultUnit: 'm' } }, 'defaultUnit'],
    [{ type: 'measure', validation: { unitFamily: 'mass', defaultUnit: 'stone' } }, 'defaultUnit'],
    [{ type: 'table' }, 'columns'],
    [{ type: 'rich_text', filterable: true }, 'filterable'],
  ] as const) {
    const answer = await post(ATTRIBUTES, { code: 'refused', ...body });
    const { rule: named } = answer.body['params'] as { rule?: string };
    assert.deepEqual(
      [answer.status, answer.body['code'], named],
      [422, 'attributes.rule', rule],
      JSON.stringify(body),
    );
  }
  assert.equal((await post(ATTRIBUTES, { code: 'Upper', type: 'text' })).status, 400);
  assert.equal((await post(ATTRIBUTES, { code: 'x', type: 'colour' })).status, 400);
  assert.equal((await api.call('PATCH', `${ATTRIBUTES}/x`, { code: 'y' })).status, 400);
});

test('lists go on page by page, and are searched by code, label, group and type', async () => {
  for (const n of [1, 2, 3, 4, 5])
    await define(`listed_${n}`, n % 2 ? 'text' : 'boolean', {
      group: n < 4 ? 'first' : 'second',
      labels: { 'fr-FR': n === 2 ? 'Étanchéité' : `Libellé ${n}` },
    });
  assert.deepEqual(
    await codesOf(`${ATTRIBUTES}?q=listed_&`, 2),
    [1, 2, 3, 4, 5].map((n) => `listed_${n}`),
  );
  assert.deepEqual(await codesOf(`${ATTRIBUTES}?q=tanch&`, 2), ['listed_2']);
  assert.deepEqual(await codesOf(`${ATTRIBUTES}?group=second&`, 2), ['listed_4', 'listed_5']);
  assert.deepEqual(await codesOf(`${ATTRIBUTES}?group=first&type=boolean&`, 2), ['listed_2']);
  assert.deepEqual(await codesOf(`${ATTRIBUTES}?q=listed%25&`, 2), []);
  assert.equal((await api.call('GET', `${ATTRIBUTES}?cursor=abc`)).status, 400);
});

test('options belong to one attribute, in their order', async () => {
  await define('shade', 'option');
  await define('finish', 'multi_option');
  const url = `${ATTRIBUTES}/shade/options`;
  for (const [code, position] of [
    ['red', 2],
    ['Blue2017', 1],
    ['green', 2],
  ] as const)
    assert.equal((await post(url, { code, position, labels: { 'fr-FR': code } })).status, 201);
  assert.equal((await post(`${ATTRIBUTES}/finish/options`, { code: 'red' })).status, 201);
  assert.equal((await post(url, { code: 'red' })).body['code'], 'attribute-options.code_taken');
  assert.deepEqual(await codesOf(`${url}?`, 2), ['Blue2017', 'green', 'red']);
  const changed = await api.call('PATCH', `${url}/red`, { labels: { 'de-DE': 'rot' }, position: 0 });
  assert.deepEqual(changed.body, { code: 'red', labels: { 'fr-FR': 'red', 'de-DE': 'rot' }, position: 0 });
  assert.deepEqual(await codesOf(`${url}?`, 3), ['red', 'Blue2017', 'green']);
  await define('plain', 'text');
  assert.equal((await post(`${ATTRIBUTES}/plain/options`, { code: 'a' })).body['code'], 'attributes.rule');
  await post(PRODUCTS, { sku: 'O-1', attributes: { shade: 'red', finish: ['red'] } });
  for (const attribute of ['shade', 'finish']) {
    const refused = await api.call('DELETE', `${ATTRIBUTES}/${attribute}/options/red`);
    assert.deepEqual(
      [refused.status, refused.body['code'], (refused.body['params'] as { products: number }).products],
      [409, 'attribute-options.in_use', 1],
    );
  }
  assert.equal((await api.call('DELETE', `${url}/red?force=true`)).status, 204);
  assert.deepEqual(await codesOf(`${url}?`, 3), ['Blue2017', 'green']);
});

test('an attribute in use keeps its type, and is deleted by force only; values stay', async () => {
  await define('grip', 'text', { scope: 'global' });
  const product = await post(PRODUCTS, { sku: 'G-1', attributes: { grip: 'soft' } });
  const family = await post('/api/v1/families', { code: 'Gripped', attributes: [{ code: 'grip' }] });
  assert.equal(family.status, 201, JSON.stringify(family.body));
  const url = `${ATTRIBUTES}/grip`;
  const typed = await api.call('PATCH', url, { type: 'number' });
  assert.deepEqual([typed.status, typed.body['code']], [409, 'attributes.in_use']);
  assert.equal((await api.call('PATCH', url, { scope: 'locale' })).status, 200);
  assert.equal((await api.call('PATCH', url, { scope: 'channel' })).status, 409);
  assert.equal((await api.call('PATCH', url, { scope: 'locale_channel' })).status, 200);
  const refused = await api.call('DELETE', url);
  assert.deepEqual(
    [refused.status, refused.body['params']],
    [409, { code: 'grip', products: 1, families: 1 }],
  );
  assert.match(String(refused.body['detail']), /products: 1, families: 1.*force=true/);
  assert.equal((await api.call('DELETE', `${url}?force=true`)).status, 204);
  const left = await api.call('GET', `${PRODUCTS}/${String(product.body['id'])}`);
  assert.deepEqual(left.body['attributes'], { grip: 'soft' });
  const without = await api.call('GET', `/api/v1/families/${String(family.body['id'])}`);
  assert.deepEqual(without.body['attributes'], []);
});

test('each change of a definition has one entry in the audit log; one that changes nothing has none', async () => {
  const made = await define('told', 'text', { group: 'marketing' });
  const url = `${ATTRIBUTES}/told`;
  const changed = await api.call('PATCH', url, { group: null, labels: { 'fr-FR': 'Dit' } });
  const same = await api.call('PATCH', url, { group: null });
  assert.deepEqual([same.status, same.body['version'], same.headers['operation-id']], [200, 2, undefined]);
  const gone = await api.call('DELETE', url);
  assert.equal(await api.system.auditFollower.catchUp(AbortSignal.timeout(30_000)), true);
  const { items } = (await api.call('GET', '/api/v1/audit?entity=attribute')).body;
  const own = items.filter((item) => item['entityId'] === 'told').toReversed();
  assert.deepEqual(
    own.map((item) => [item['action'], item['operationId'], (item['actor'] as { name: string }).name]),
    [
      ['attribute.created', made.headers['operation-id'], 'Admin'],
      ['attribute.updated', changed.headers['operation-id'], 'Admin'],
      ['attribute.deleted', gone.headers['operation-id'], 'Admin'],
    ],
  );
  assert.deepEqual(
    [own[1]!['before'], own[1]!['after']],
    [
      { group: 'marketing', labels: {} },
      { group: null, labels: { 'fr-FR': 'Dit' } },
    ],
  );
});
