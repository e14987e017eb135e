import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { createSystem, type System } from '../../composition.ts';
import { createApi } from '../../serve-api.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { createTestApi, type TestApi } from '../../../test/support/api.ts';
import { createKnownSessions } from './known-sessions.ts';

let api: TestApi;
let second: { system: System; app: HttpServer };
before(async () => {
  api = await createTestApi();
  const { dataDir } = api.installation;
  const system = await createSystem({ name: 'second', share: 'interactive', dataDir });
  second = { system, app: await createApi(system) };
});
after(async () => {
  await second.app.close();
  await second.system.queue.stop();
  await second.system.close();
  await api.close();
});

const password = 'correct horse battery staple';
let people = 0;

async function signIn(): Promise<{ id: string; token: string; sessionId: string }> {
  const email = `p${++people}@sessions.example`;
  const made = await api.call('POST', '/api/v1/users', { email, name: 'P', roles: ['editor'], password });
  const login = await api.call('POST', '/api/v1/auth/login', { email, password }, { authorization: '' });
  const token = String(login.body['accessToken']);
  const { sid } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { sid: string };
  return { id: String(made.body['id']), token, sessionId: sid };
}

const read = async (app: HttpServer, token: string): Promise<number> =>
  (await app.inject({ url: '/api/v1/products', headers: { authorization: `Bearer ${token}` } })).statusCode;

test('what one process ends, another refuses within five seconds', async () => {
  const [out, disabled] = [await signIn(), await signIn()];
  for (const { token } of [out, disabled]) assert.equal(await read(second.app, token), 200);
  const authorization = `Bearer ${out.token}`;
  assert.equal((await api.call('POST', '/api/v1/auth/logout', {}, { authorization })).status, 204);
  await api.call('PATCH', `/api/v1/users/${disabled.id}`, { disabled: true });
  for (const { token } of [out, disabled]) assert.equal(await read(api.app, token), 401);
  const until = Date.now() + 5_000;
  for (const { token } of [out, disabled]) {
    while (Date.now() < until && (await read(second.app, token)) !== 401)
      await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(await read(second.app, token), 401);
  }
});

test('with db_core down a known session reads for a minute and changes nothing', async () => {
  const { sessionId } = await signIn();
  let time = Date.now();
  const known = createKnownSessions({ db: api.system.databases.core, now: () => new Date(time) });
  const unknown = await signIn();
  assert.equal((await known.find(sessionId, true))?.sessionId, sessionId);
  await withoutCore(async () => {
    time += 30_000;
    assert.equal((await known.find(sessionId, true))?.sessionId, sessionId);
    await assert.rejects(known.find(sessionId, false), 'a change needs the database');
    await assert.rejects(known.find(unknown.sessionId, true), 'who was not known is not let in');
    time += 31_000;
    await assert.rejects(known.find(sessionId, true), 'after a minute nobody reads');
    const login = await api.call(
      'POST',
      '/api/v1/auth/login',
      { email: 'x@y.example', password },
      { authorization: '' },
    );
    assert.equal(login.status, 503);
  });
  assert.equal((await known.find(sessionId, false))?.sessionId, sessionId);
});

/** Cuts db_core off: its connections end and no new one is taken. */
async function withoutCore(work: () => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: api.installation.server.urlFor('postgres') });
  await client.connect();
  const name = /\/(\w+)\?/.exec(api.installation.server.urlFor('core'))![1]!;
  try {
    await client.query(`alter database "${name}" allow_connections false`);
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await work();
  } finally {
    await client.query(`alter database "${name}" allow_connections true`);
    await client.end();
  }
}
