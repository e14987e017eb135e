import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';

const { api } = await useTestApi();

const URL = '/api/v1/credentials';
const spApi = (label: string) => ({
  provider: 'sp_api',
  label,
  region: 'eu',
  marketplace: 'A13V1IB3VIYZZH',
  clientId: 'amzn1.application-oa2-client.77ab',
  sellerId: 'A2SELLER',
  clientSecret: `secret of ${label}`,
  refreshToken: `refresh of ${label}`,
});
const create = (body: object): Promise<Answer> => api.call('POST', URL, body);

test('a credential goes in whole and comes out without its secrets', async () => {
  const made = await create(spApi('Seller France'));
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const url = made.headers['location']!;
  const read = await api.call('GET', url);
  assert.deepEqual(read.body, made.body);
  assert.deepEqual(
    [read.body['secretSet'], read.body['secretHint'], read.body['clientId'], read.body['lastTestedAt']],
    [true, '77ab', 'amzn1.application-oa2-client.77ab', null],
  );
  const listed = await api.call('GET', URL);
  assert.deepEqual(listed.body.items, [read.body]);
  for (const answer of [made, read, listed])
    assert.doesNotMatch(JSON.stringify(answer.body), /secret of|refresh of|s1\./);
  assert.deepEqual(await api.system.credentials.openSecrets(String(made.body['id'])), {
    clientSecret: 'secret of Seller France',
    refreshToken: 'refresh of Seller France',
  });
});

test('each provider has fields of its own: what lacks or is too much is named', async () => {
  const creators = {
    provider: 'creators_api',
    label: 'Associates',
    marketplace: 'www.amazon.fr',
    clientId: 'creators-id-1',
    partnerTag: 'shop-21',
    credentialVersion: '2.2',
    clientSecret: 'x',
  };
  assert.equal((await create(creators)).status, 201);
  for (const [body, paths] of [
    [{ ...creators, label: 'B', partnerTag: null }, ['body/partnerTag']],
    [{ ...creators, label: 'B', refreshToken: 'x' }, ['body/refreshToken']],
    [{ ...spApi('B'), region: undefined, refreshToken: undefined }, ['body/region', 'body/refreshToken']],
    [{ ...spApi('B'), provider: 'pa_api' }, ['body/provider']],
    [{ ...spApi('B'), region: 'mars' }, ['body/region']],
    [{ ...spApi('B'), secret: 'x' }, ['body/secret']],
    [{ ...spApi(' ') }, ['body/label']],
  ] as const) {
    const refused = await create(body);
    const errors = refused.body['errors'] as { path: string }[];
    assert.deepEqual([refused.status, errors.map(({ path }) => path)], [400, paths], JSON.stringify(body));
  }
  const twice = await create({ ...creators, clientId: 'other' });
  assert.deepEqual([twice.status, twice.body['code']], [409, 'credentials.conflict']);
});

test('an edit keeps the secrets it does not name, and is refused when stale', async () => {
  const made = await create(spApi('Edited'));
  const [url, id] = [made.headers['location']!, String(made.body['id'])];
  const renamed = await api.call('PATCH', url, { label: 'Renamed' }, { 'if-match': made.headers['etag']! });
  assert.deepEqual([renamed.status, renamed.body['label'], renamed.body['version']], [200, 'Renamed', 2]);
  const stale = await api.call('PATCH', url, { label: 'X' }, { 'if-match': made.headers['etag']! });
  assert.deepEqual([stale.status, stale.body['code']], [412, 'credentials.stale']);
  await api.call('PATCH', url, { refreshToken: 'another' });
  assert.deepEqual(await api.system.credentials.openSecrets(id), {
    clientSecret: 'secret of Edited',
    refreshToken: 'another',
  });
  assert.equal((await api.call('PATCH', url, { partnerTag: 'x' })).status, 400);
  assert.equal((await api.call('PATCH', url, { clientSecret: '' })).status, 400);
});

test('edits of two secrets at once lose neither', async () => {
  const made = await create(spApi('Raced'));
  const url = made.headers['location']!;
  for (let i = 0; i < 10; i++) {
    await Promise.all([
      api.call('PATCH', url, { clientSecret: `c${i}` }),
      api.call('PATCH', url, { refreshToken: `r${i}` }),
    ]);
    assert.deepEqual(await api.system.credentials.openSecrets(String(made.body['id'])), {
      clientSecret: `c${i}`,
      refreshToken: `r${i}`,
    });
  }
});

test('a ciphertext taken to another row does not open, and the row can be given new secrets', async () => {
  const [one, two] = [await create(spApi('One')), await create(spApi('Two'))];
  const ids = [one, two].map(({ body }) => String(body['id']));
  const { core } = api.system.databases.pools;
  await core.query(
    `update amazon_api_configs t set secret_sealed = o.secret_sealed from amazon_api_configs o where t.id = $1 and o.id = $2`,
    ids,
  );
  await assert.rejects(api.system.credentials.openSecrets(ids[0]!), { code: 'sealing.unreadable' });
  assert.equal((await api.call('PATCH', one.headers['location']!, { refreshToken: 'x' })).status, 500);
  const both = { clientSecret: 'new', refreshToken: 'new' };
  assert.equal((await api.call('PATCH', one.headers['location']!, both)).status, 200);
  assert.deepEqual(await api.system.credentials.openSecrets(ids[0]!), both);
});

test('a deleted one is gone; what is none is not found', async () => {
  const made = await create(spApi('Gone'));
  const url = made.headers['location']!;
  const remove = (headers: Record<string, string>) => api.call('DELETE', url, undefined, headers);
  assert.equal((await remove({ 'if-match': '"7"' })).status, 412);
  assert.equal((await remove({})).status, 204);
  for (const answer of [await remove({}), await api.call('GET', url), await api.call('PATCH', url, {})])
    assert.deepEqual([answer.status, answer.body['code']], [404, 'credentials.not_found']);
  assert.equal((await api.call('GET', `${URL}/nonsense`)).status, 400);
});
