import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestApi } from '../../../test/support/api.ts';

const { api } = await useTestApi();

const CHANNELS = '/api/v1/channels';
const UNITS = '/api/v1/units';

test('a channel has locales, currencies and a tree of categories', async () => {
  const made = await api.call('POST', CHANNELS, {
    code: 'web',
    labels: { 'fr-FR': 'Boutique' },
    locales: ['fr-FR', 'en-GB', 'fr-FR'],
    currencies: ['EUR'],
    taxonomy: 'main',
  });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const {
    createdAt: _,
    updatedAt: __,
    ...shown
  } = (await api.call('GET', `${CHANNELS}/web`)).body as Record<string, unknown>;
  assert.deepEqual(shown, {
    code: 'web',
    labels: { 'fr-FR': 'Boutique' },
    locales: ['fr-FR', 'en-GB'],
    currencies: ['EUR'],
    taxonomy: 'main',
    version: 1,
  });
  for (const wrong of [{ currencies: ['EUX'] }, { taxonomy: 'nowhere' }]) {
    const refused = await api.call('PATCH', `${CHANNELS}/web`, wrong);
    assert.deepEqual([refused.status, refused.body['code']], [422, 'channels.rule']);
  }
  const etag = { 'if-match': made.headers['etag']! };
  const changed = await api.call(
    'PATCH',
    `${CHANNELS}/web`,
    { currencies: ['EUR', 'USD'], taxonomy: null },
    etag,
  );
  assert.deepEqual(
    [changed.status, changed.body['currencies'], changed.body['taxonomy'], changed.body['version']],
    [200, ['EUR', 'USD'], null, 2],
  );
  assert.equal((await api.call('PATCH', `${CHANNELS}/web`, {}, etag)).body['code'], 'channels.stale');
  assert.equal((await api.call('POST', CHANNELS, { code: 'web' })).body['code'], 'channels.code_taken');
});

test('a channel in use is deleted by force only, and nothing requires anything for it then', async () => {
  await api.call('POST', CHANNELS, { code: 'used' });
  await api.call('POST', '/api/v1/attributes', { code: 'note', type: 'text', scope: 'channel' });
  const attributes = [{ code: 'note', required: ['used', 'web'] }];
  const family = await api.call('POST', '/api/v1/families', { code: 'Any', attributes });
  const values = [{ field: 'attribute.note', channel: 'used', value: 'x' }];
  assert.equal((await api.call('POST', '/api/v1/products', { sku: 'C-1', values })).status, 201);
  const refused = await api.call('DELETE', `${CHANNELS}/used`);
  assert.deepEqual(
    [refused.status, refused.body['code'], refused.body['params']],
    [409, 'channels.in_use', { code: 'used', products: 1, families: 1 }],
  );
  assert.equal((await api.call('DELETE', `${CHANNELS}/used?force=true`)).status, 204);
  const left = await api.call('GET', String(family.headers['location']));
  assert.deepEqual(left.body['attributes'], [{ code: 'note', required: ['web'] }]);
  const list = await api.call('GET', `${CHANNELS}?q=us`);
  assert.deepEqual(list.body.items, []);
});

test('units of the standard are there and stay; others are added beside them', async () => {
  const masses = await api.call('GET', `${UNITS}?family=mass`);
  assert.deepEqual(
    masses.body.items.map((unit) => unit['code']),
    ['g', 'kg', 'lb', 'mg', 'oz', 't'],
  );
  const { body: fahrenheit } = await api.call('GET', `${UNITS}/degF`);
  assert.deepEqual(
    ['numerator', 'denominator', 'shift', 'standard'].map((name) => fahrenheit[name]),
    ['5', '9', '459.67', true],
  );
  for (const [method, body] of [
    ['PATCH', { symbol: 'x' }],
    ['DELETE', undefined],
  ] as const)
    assert.equal((await api.call(method, `${UNITS}/kg`, body)).body['code'], 'units.standard');
  const made = await api.call('POST', UNITS, {
    code: 'ct',
    family: 'mass',
    symbol: 'ct',
    numerator: '0.0002',
  });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  assert.equal(
    (await api.call('POST', UNITS, { code: 'zero', family: 'mass', symbol: 'z', numerator: '0' })).status,
    400,
  );
  const named = await api.call('PATCH', `${UNITS}/ct`, { labels: { 'fr-FR': 'carat' } });
  assert.deepEqual(named.body['labels'], { 'fr-FR': 'carat' });
  const validation = { unitFamily: 'mass', defaultUnit: 'ct', max: '5' };
  await api.call('POST', '/api/v1/attributes', { code: 'stone', type: 'measure', validation });
  const [one, other] = [
    { amount: '0.001', unit: 'kg' },
    { amount: '0.0010001', unit: 'kg' },
  ];
  assert.equal(
    (await api.call('POST', '/api/v1/products', { sku: 'U-1', attributes: { stone: one } })).status,
    201,
  );
  assert.equal(
    (await api.call('POST', '/api/v1/products', { sku: 'U-2', attributes: { stone: other } })).status,
    422,
  );
  const used = await api.call('DELETE', `${UNITS}/ct`);
  assert.deepEqual([used.status, used.body['code']], [409, 'units.in_use']);
  assert.equal((await api.call('DELETE', `${UNITS}/ct?force=true`)).status, 204);
});
