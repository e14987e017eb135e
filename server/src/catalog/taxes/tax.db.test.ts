import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';

const { api } = await useTestApi();

const CLASSES = '/api/v1/tax-classes';
const RATES = '/api/v1/tax-rates';
const rate = (country: string, taxClass: string, validFrom: string, percent: string | null) => ({
  country,
  taxClass,
  validFrom,
  percent,
});
const put = (...rates: object[]): Promise<Answer> => api.call('PUT', RATES, { rates });
const shown = async (query: string) =>
  (await api.call('GET', `${RATES}?${query}`)).body.items.map((item) => Object.values(item).join(' '));

test('classes are made, edited under their version, and kept while they are used', async () => {
  const made = await api.call('POST', CLASSES, { code: 'reduced', name: ' Reduced ' });
  assert.deepEqual(
    [made.status, made.headers['location'], made.body['name'], made.body['isDefault']],
    [201, `${CLASSES}/reduced`, 'Reduced', false],
  );
  const again = await api.call('POST', CLASSES, { code: 'reduced', name: 'Other' });
  assert.deepEqual([again.status, again.body['code']], [409, 'tax-classes.code_taken']);
  const url = `${CLASSES}/reduced`;
  const edited = await api.call('PATCH', url, { name: 'Low' }, { 'if-match': made.headers['etag']! });
  assert.deepEqual([edited.status, edited.body['version']], [200, 2]);
  assert.equal(
    (await api.call('PATCH', url, { name: 'X' }, { 'if-match': made.headers['etag']! })).status,
    412,
  );
  await put(rate('FR', 'reduced', '2014-01-01', '5.5'));
  const used = await api.call('DELETE', url);
  assert.deepEqual([used.status, used.body['code']], [409, 'tax-classes.in_use']);
  const standing = await api.call('DELETE', `${CLASSES}/standard`);
  assert.deepEqual([standing.status, standing.body['code']], [409, 'tax-classes.state']);
  await api.call('PATCH', url, { isDefault: true });
  const { items } = (await api.call('GET', CLASSES)).body;
  assert.deepEqual(
    items.map(({ code, isDefault }) => [code, isDefault]),
    [
      ['reduced', true],
      ['standard', false],
    ],
  );
  assert.equal((await api.call('PATCH', url, { isDefault: false })).status, 409);
  await api.call('PATCH', `${CLASSES}/standard`, { isDefault: true });
  assert.equal((await api.call('GET', `${CLASSES}/nothing`)).status, 404);
});

test('the latest rate on or before a day counts', async () => {
  await put(
    rate('FR', 'standard', '2000-04-01', '19.6'),
    rate('FR', 'standard', '2014-01-01', '20'),
    rate('DE', 'standard', '2020-07-01', '16'),
    rate('DE', 'standard', '2021-01-01', '19'),
  );
  assert.deepEqual(await shown('country=FR&taxClass=standard&day=2013-12-31'), [
    'FR standard 2000-04-01 19.6',
  ]);
  assert.deepEqual(await shown('taxClass=standard&day=2020-12-31'), [
    'DE standard 2020-07-01 16',
    'FR standard 2014-01-01 20',
  ]);
  assert.deepEqual(await shown('country=DE&day=2020-06-30'), []);
  await put(rate('DE', 'standard', '2020-07-01', null));
  assert.deepEqual(await shown('country=DE&day=2020-12-31'), []);
  for (const wrong of [
    rate('FR', 'unheard_of', '2020-01-01', '5'),
    rate('FR', 'standard', '2020-02-30', '5'),
    rate('FR', 'standard', '2020-01-01', '100.5'),
    rate('fr', 'standard', '2020-01-01', '5'),
  ])
    assert.equal((await put(wrong)).status, 400, JSON.stringify(wrong));
  const twice = rate('FR', 'standard', '2020-01-01', '5');
  assert.equal((await put(twice, twice)).status, 400);
});

test('the database computes the same net and gross, and a missing rate is named', async () => {
  const pool = api.system.databases.pools.catalog;
  for (const amount of ['0.01', '0.99', '9.99', '12.345', '100', '99999.95'])
    for (const taxIncluded of ['true', 'false'])
      for (const [country, day, percent] of [
        ['FR', '2026-01-01', '20'],
        ['FR', '2010-01-01', '19.6'],
        ['DE', '2026-01-01', '19'],
      ] as const) {
        const query = `amount=${amount}&currency=EUR&taxIncluded=${taxIncluded}&country=${country}&day=${day}`;
        const { body } = await api.call('GET', `${RATES}/convert?${query}`);
        const { rows } = await pool.query<{ net: string; gross: string }>(
          taxIncluded === 'true'
            ? 'select round($1::numeric * 100 / (100 + $2::numeric), 2) as net, $1::numeric as gross'
            : 'select $1::numeric as net, round($1::numeric * (100 + $2::numeric) / 100, 2) as gross',
          [amount, percent],
        );
        assert.deepEqual(
          [Number(body['net']), Number(body['gross']), body['percent']],
          [Number(rows[0]!.net), Number(rows[0]!.gross), percent],
          query,
        );
      }
  const missing = await api.call('GET', `${RATES}/convert?amount=1&currency=EUR&taxIncluded=true&country=IT`);
  assert.deepEqual([missing.status, missing.body['code']], [422, 'tax-rates.missing']);
});

test('the prices of a product are shown without and with the tax of its class', async () => {
  const made = await api.call('POST', '/api/v1/products', {
    sku: 'T-1',
    taxClass: 'Reduced',
    prices: [
      { type: 'sale', currency: 'EUR', amount: '10.55', taxIncluded: true },
      { type: 'cost', currency: 'EUR', amount: '4', taxIncluded: false },
    ],
  });
  const url = `/api/v1/products/${String(made.body['id'])}/prices`;
  const { items } = (await api.call('GET', `${url}?country=FR`)).body;
  assert.deepEqual(
    items.map(({ type, tax }) => [type, tax]),
    [
      ['cost', { country: 'FR', percent: '5.5', net: '4.00', gross: '4.22', tax: '0.22' }],
      ['sale', { country: 'FR', percent: '5.5', net: '10.00', gross: '10.55', tax: '0.55' }],
    ],
  );
  assert.equal((await api.call('GET', `${url}?country=IT`)).status, 422);
  assert.equal((await api.call('GET', url)).body.items[0]!['tax'], undefined);
});

test('the audit log has what changed', async () => {
  await put(rate('ES', 'standard', '2012-09-01', '21'));
  await put(rate('ES', 'standard', '2012-09-01', '21.0'));
  await api.system.auditFollower.catchUp(AbortSignal.timeout(30_000));
  const [first] = (await api.call('GET', '/api/v1/audit?entity=tax-rate')).body.items;
  assert.deepEqual(
    [first!['entityId'], first!['before'], first!['after']],
    ['ES/standard 2012-09-01', { 'ES/standard 2012-09-01': null }, { 'ES/standard 2012-09-01': '21' }],
  );
  const classes = (await api.call('GET', '/api/v1/audit?entity=tax-class&entityId=reduced')).body.items;
  assert.deepEqual(classes.map(({ action }) => action).at(-1), 'tax-class.created');
});
