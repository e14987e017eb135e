import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestApi } from '../../../test/support/api.ts';

const { api } = await useTestApi();

const TAXONOMIES = '/api/v1/taxonomies';

test('a taxonomy is made, named in several languages, and listed', async () => {
  const made = await api.call('POST', TAXONOMIES, { code: 'print', labels: { 'fr-FR': 'Imprimé' } });
  assert.deepEqual([made.status, made.headers['location']], [201, `${TAXONOMIES}/print`]);
  const named = await api.call(
    'PATCH',
    `${TAXONOMIES}/print`,
    { labels: { 'en-GB': 'Print', 'fr-FR': null } },
    { 'if-match': made.headers['etag']! },
  );
  assert.deepEqual(
    [named.status, named.body['labels'], named.body['version']],
    [200, { 'en-GB': 'Print' }, 2],
  );
  assert.deepEqual((await api.call('GET', `${TAXONOMIES}/print`)).body, named.body);
  const stale = await api.call('PATCH', `${TAXONOMIES}/print`, { labels: {} }, { 'if-match': '"1"' });
  assert.deepEqual([stale.status, stale.body['code']], [412, 'taxonomies.stale']);
  const codes = async (query: string) =>
    (await api.call('GET', `${TAXONOMIES}${query}`)).body.items.map((one) => one['code']);
  assert.deepEqual([await codes(''), await codes('?q=PRI')], [['main', 'print'], ['print']]);
  const page = await api.call('GET', `${TAXONOMIES}?limit=1`);
  assert.deepEqual(await codes(`?limit=1&cursor=${String(page.body['nextCursor'])}`), ['print']);
  const taken = await api.call('POST', TAXONOMIES, { code: 'print' });
  assert.deepEqual([taken.status, taken.body['code']], [409, 'taxonomies.code_taken']);
  assert.equal((await api.call('GET', `${TAXONOMIES}/absent`)).status, 404);
  assert.equal((await api.call('POST', TAXONOMIES, { code: 'not a code' })).status, 400);
});

test('one in use is deleted by force, with its categories; channels then show none; the main one stays', async () => {
  await api.call('POST', TAXONOMIES, { code: 'web' });
  await api.call('POST', '/api/v1/categories', { taxonomy: 'web', name: 'Top' });
  await api.call('POST', '/api/v1/channels', { code: 'shop', taxonomy: 'web' });
  const refused = await api.call('DELETE', `${TAXONOMIES}/web`);
  assert.deepEqual(
    [refused.status, refused.body['code'], refused.body['params']],
    [409, 'taxonomies.in_use', { code: 'web', categories: 1, channels: 1 }],
  );
  assert.equal((await api.call('DELETE', `${TAXONOMIES}/web?force=true`)).status, 204);
  assert.equal((await api.call('GET', `${TAXONOMIES}/web`)).status, 404);
  assert.deepEqual((await api.call('GET', '/api/v1/categories?q=Top')).body.items, []);
  assert.equal((await api.call('GET', '/api/v1/channels/shop')).body['taxonomy'], null);
  const kept = await api.call('DELETE', `${TAXONOMIES}/main?force=true`);
  assert.deepEqual([kept.status, kept.body['code']], [409, 'taxonomies.kept']);
});
