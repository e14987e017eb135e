import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import './support/bundled.ts';

const { answerOf, api, seenIn } = await import('../api/client.ts');

const sent: { url: string; method: string; headers: Headers; body: unknown }[] = [];
const original = globalThis.fetch;
let answer = (): Response => Response.json({ id: '7' });
beforeEach(() => {
  sent.length = 0;
  Object.assign(globalThis, {
    document: { documentElement: { lang: 'fr' } },
    fetch: async (url: string, { method, headers, body }: RequestInit) => {
      sent.push({ url, method: method!, headers: new Headers(headers), body });
      return answer();
    },
  });
});
afterEach(() => {
  globalThis.fetch = original;
  Reflect.deleteProperty(globalThis, 'document');
});

test('an address is filled in, and what is not asked is left out', async () => {
  const query = { limit: '2', cursor: undefined } as { limit: string };
  const job = await answerOf(
    api.GET('/api/v1/import-sources/{id}/files', { params: { path: { id: 'a/b' }, query } }),
  );
  assert.deepEqual(job, { id: '7' });
  const [{ url, method, headers, body }] = sent as [(typeof sent)[number]];
  assert.deepEqual([method, url, body], ['GET', '/api/v1/import-sources/a%2Fb/files?limit=2', undefined]);
  assert.deepEqual([headers.get('accept-language'), headers.get('idempotency-key')], ['fr', null]);
});

test('a write says what it saw and has a key of its own', async () => {
  const name = 'Velmora';
  await answerOf(
    api.PATCH('/api/v1/suppliers/{id}', { params: { path: { id: '7' } }, ...seenIn(3), body: { name } }),
  );
  await answerOf(api.POST('/api/v1/suppliers', { body: { name } }));
  const [patch, post] = sent as [(typeof sent)[number], (typeof sent)[number]];
  assert.deepEqual([patch.headers.get('if-match'), patch.body], ['"3"', '{"name":"Velmora"}']);
  assert.match(post.headers.get('idempotency-key')!, /^[\da-f-]{36}$/);
  assert.notEqual(post.headers.get('idempotency-key'), patch.headers.get('idempotency-key'));
});

test('a refusal is an error with its code', async () => {
  answer = () =>
    Response.json({ code: 'suppliers.not_found', detail: 'Pas de fournisseur' }, { status: 404 });
  await assert.rejects(answerOf(api.GET('/api/v1/suppliers')), {
    code: 'suppliers.not_found',
    status: 404,
    message: 'Pas de fournisseur',
  });
});
