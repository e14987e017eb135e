import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { useTestApi } from '../../../test/support/api.ts';
import { createSystem } from '../../composition.ts';
import { createSettingService } from './setting.service.ts';

const { api } = await useTestApi();

const URL = '/api/v1/settings';
const patch = (body: object, headers?: Record<string, string>) => api.call('PATCH', URL, body, headers);

test('settings are read, edited under their ETag, and refused when stale', async () => {
  const read = await api.call('GET', URL);
  assert.equal(read.status, 200);
  assert.deepEqual(
    [
      read.body['defaultLocale'],
      read.body['locales'],
      read.body['pricesIncludeTax'],
      read.body['skuPattern'],
    ],
    ['fr-FR', ['fr-FR', 'en-GB'], true, '{supplierCode}-{reference}'],
  );
  const same = await api.app.inject({
    url: URL,
    headers: { authorization: `Bearer ${api.accessToken}`, 'if-none-match': read.headers['etag']! },
  });
  assert.deepEqual([same.statusCode, same.body], [304, '']);
  const edited = await patch(
    { currencies: ['EUR', 'USD'], defaultCurrency: 'USD' },
    { 'if-match': read.headers['etag']! },
  );
  assert.deepEqual([edited.status, edited.body['defaultCurrency']], [200, 'USD']);
  assert.notEqual(edited.headers['etag'], read.headers['etag']);
  const stale = await patch({ timeZone: 'UTC' }, { 'if-match': read.headers['etag']! });
  assert.deepEqual([stale.status, stale.body['code']], [412, 'settings.stale']);
  const again = await patch({ defaultCurrency: 'USD' });
  assert.equal(again.headers['etag'], edited.headers['etag'], 'what changes nothing is no change');
  const cleared = await patch({ defaultCurrency: null, currencies: null });
  assert.deepEqual([cleared.body['defaultCurrency'], cleared.body['currencies']], ['EUR', ['EUR']]);
});

test('what is wrong is named with its place, and nothing of it is written', async () => {
  const before = await api.call('GET', URL);
  for (const [body, path] of [
    [{ pricesIncludeTax: 'yes' }, 'body/pricesIncludeTax'],
    [{ currencies: ['euro'] }, 'body/currencies/0'],
    [{ currencies: ['XXQ', 'EUR'] }, 'body/currencies/0'],
    [{ defaultLocale: 'en-US', timeZone: 'UTC' }, 'body/defaultLocale'],
    [{ retentionLogs: '90 days' }, 'body/retentionLogs'],
    [{ colour: 'blue' }, 'body/colour'],
  ] as const) {
    const refused = await patch(body);
    const errors = refused.body['errors'] as { path: string }[];
    assert.deepEqual(
      [refused.status, errors.map((error) => error.path)],
      [400, [path]],
      JSON.stringify(body),
    );
  }
  assert.equal((await patch({}, { 'if-match': 'nonsense' })).status, 400);
  assert.equal((await api.call('GET', URL)).headers['etag'], before.headers['etag']);
});

test('of ten edits of one version at once one is written', async () => {
  const etag = (await api.call('GET', URL)).headers['etag']!;
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, i) => patch({ skuPattern: `${i}-{reference}` }, { 'if-match': etag })),
  );
  assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, ...Array<number>(9).fill(412)]);
});

test('the environment counts at the first start only', async () => {
  await patch({ currencies: ['EUR', 'GBP'], defaultCurrency: 'GBP' });
  process.env['DEFAULT_CURRENCY'] = 'CHF';
  process.env['TIME_ZONE'] = 'Asia/Tokyo';
  const { dataDir } = api.installation;
  const second = await createSystem({ name: 'test', share: 'interactive', dataDir }).finally(() => {
    delete process.env['DEFAULT_CURRENCY'];
    delete process.env['TIME_ZONE'];
  });
  try {
    const { defaultCurrency, timeZone } = await second.settings.current();
    assert.deepEqual([defaultCurrency, timeZone], ['GBP', 'Europe/Paris']);
  } finally {
    await second.close();
  }
});

test('files are read by the settings as they are now', async () => {
  const path = join(api.installation.dataDir, 'prices.csv');
  writeFileSync(path, 'reference;ean;titre;prix\nA1;3400949497294;Clavier;12,50\n');
  await patch({ currencies: ['EUR', 'GBP'], defaultCurrency: 'GBP', pricesIncludeTax: false });
  const made = await api.upload({ supplier: 'Alpha', mode: 'preview' }, path);
  const request = await api.system.databases.pools.imports.query<{ request: Record<string, unknown> }>(
    'select request from import_jobs where id = $1',
    [made.body['id']],
  );
  const { currency, pricesIncludeTax } = request.rows[0]!.request;
  assert.deepEqual([currency, pricesIncludeTax], ['GBP', false]);
});

test('a change of another process is seen within two seconds; while db_core is down the last known ones count', async () => {
  let now = Date.parse('2026-11-27T08:00:00Z');
  const { settings, databases } = api.system;
  const { settings: first } = await settings.read();
  const other = createSettingService({ db: databases.core, first, now: () => new Date(now) });
  const timeZone = async (): Promise<string> => (await other.current()).timeZone;
  assert.equal(await timeZone(), 'Europe/Paris');
  await patch({ timeZone: 'UTC' });
  now += 1_999;
  assert.equal(await timeZone(), 'Europe/Paris');
  now += 1;
  assert.equal(await timeZone(), 'UTC');
  const client = await api.installation.connect('catalog');
  try {
    await client.query('alter database pm_core allow_connections false');
    await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = 'pm_core'`);
    now += 60_000;
    await assert.rejects(other.read());
    assert.equal(await timeZone(), 'UTC');
  } finally {
    await client.query('alter database pm_core allow_connections true');
    await client.end();
  }
});
