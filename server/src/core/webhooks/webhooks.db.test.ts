import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { assemble, type System } from '../../composition.ts';
import { uuidv7 } from '../../platform/uuid.ts';
import { loadConfig } from '../../platform/config.ts';
import type { Announcement } from '../../platform/events/announcement.ts';
import { createHttpServer, type HttpServer } from '../../platform/http/server.ts';
import type { JobHandler } from '../../platform/queue/jobs.ts';
import { createSealer } from '../../platform/sealing/sealer.ts';
import { createLog } from '../../platform/telemetry/log.ts';
import { createTestDatabases, type TestDatabases } from '../../../test/support/databases.ts';
import { buildPrincipal } from '../../../test/support/live-client.ts';
import { buildPerson } from '../../../test/support/people.ts';
import { createWebhookReceiver, type WebhookReceiver } from '../../../test/support/webhook-receiver.ts';
import { createAnnouncements, type Announcements } from '../announcements.ts';
import { webhookRoutes } from './webhook.routes.ts';

const log = createLog({ level: 'silent', name: 'test' });
const ada = 'a0000000-0000-4000-8000-000000000001';
const DAY_MS = 86_400_000;

let shared: TestDatabases;
let system: System;
let receiver: WebhookReceiver;
let now = new Date();

const sealing = createSealer({ encryptionKey: randomBytes(32).toString('hex'), previousEncryptionKey: null });

interface Installation {
  readonly announcements: Announcements;
  readonly app: HttpServer;
  readonly handlers: Map<string, JobHandler>;
}
let reaching: Installation;
let guarded: Installation;

async function install(allowPrivateWebhooks: boolean): Promise<Installation> {
  const config = loadConfig(
    { ALLOW_PRIVATE_WEBHOOKS: String(allowPrivateWebhooks) },
    { dataDir: shared.installation.dataDir },
  );
  const announcements = createAnnouncements({
    db: shared.databases.core,
    queue: system.queue,
    bus: system.bus,
    config,
    sealing,
    listDead: async () => [],
    newId: uuidv7,
    now: () => now,
  });
  const app = await createHttpServer({
    config,
    log,
    authenticate: async () => buildPrincipal({ permissions: new Set(['webhooks:read', 'webhooks:write']) }),
    routes: [webhookRoutes(announcements)],
  });
  return { announcements, app, handlers: new Map(announcements.jobHandlers()) };
}

before(async () => {
  shared = await createTestDatabases();
  receiver = await createWebhookReceiver();
  const config = loadConfig({}, { dataDir: shared.installation.dataDir });
  system = assemble({ config, log, server: null, databases: shared.databases });
  [reaching, guarded] = [await install(true), await install(false)];
  await buildPerson(shared.databases.pools.core, { id: ada, role: 'administrator' });
});
after(async () => {
  await reaching.app.close();
  await guarded.app.close();
  await system.queue.stop();
  await receiver.close();
  await shared.close();
});
beforeEach(async () => {
  now = new Date();
  await shared.databases.pools.core.query('truncate webhooks, webhook_deliveries, notifications');
  await shared.databases.pools.core.query('delete from queue.job');
  receiver.received.length = 0;
  receiver.answer(200);
});

type Body = Record<string, unknown> & { readonly items: Record<string, unknown>[] };
async function call(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  payload?: object,
  { app, headers = {} }: { app?: HttpServer; headers?: Record<string, string> } = {},
) {
  const response = await (app ?? reaching.app).inject({
    method,
    url: `/api/v1/${path}`,
    headers,
    ...(payload ? { payload } : {}),
  });
  return {
    status: response.statusCode,
    text: response.body,
    body: (response.body ? response.json() : {}) as Body,
  };
}

async function createWebhook(events: string[] | null = null): Promise<{ id: string; secret: string }> {
  const { status, body } = await call('POST', 'webhooks', { name: 'Shop', url: receiver.url, events });
  assert.equal(status, 201);
  return { id: String(body['id']), secret: String(body['secret']) };
}

let count = 0;
const event = (type: string, given: Partial<Announcement> = {}): Announcement => ({
  key: `${type}/${++count}`,
  type,
  at: now,
  data: { importId: 'one' },
  topics: [],
  ...given,
});

const waitingJobs = async () =>
  (
    await shared.databases.pools.core.query<{ data: { job: string; payload: object } }>(
      `select data from queue.job where name = 'core' and data->>'job' = 'core.deliver-webhook' order by created_on`,
    )
  ).rows.map(({ data }) => data);

/** Runs the deliveries that wait, once. @returns the codes of those that failed */
async function deliver(attempt = 1, { handlers } = reaching): Promise<string[]> {
  const jobs = await waitingJobs();
  await shared.databases.pools.core.query('delete from queue.job');
  const failures: string[] = [];
  for (const { job, payload } of jobs)
    await handlers.get(job)!(payload as never, {
      jobId: 'test',
      attempt,
      signal: new AbortController().signal,
    }).catch((error: { code: string }) => failures.push(error.code));
  return failures;
}

const logOf = async (id: string) => (await call('GET', `webhooks/${id}/deliveries`)).body.items;

test('what is delivered is signed as Standard Webhooks say, once for an event told twice', async () => {
  const { id, secret } = await createWebhook();
  const same = event('import.completed');
  await Promise.all(Array.from({ length: 4 }, () => reaching.announcements.announce(same)));
  assert.equal((await waitingJobs()).length, 1);
  assert.deepEqual(await deliver(), []);
  const { headers, body } = receiver.received[0]!;
  const verified = new Webhook(secret).verify(body, headers as Record<string, string>) as Record<
    string,
    unknown
  >;
  assert.deepEqual(verified, {
    id: headers['webhook-id'],
    type: 'import.completed',
    at: now.toISOString(),
    data: { importId: 'one' },
  });
  assert.throws(() =>
    new Webhook(secret).verify(body.replace('one', 'two'), headers as Record<string, string>),
  );
  const [entry] = await logOf(id);
  assert.deepEqual(
    [
      entry!['state'],
      entry!['attempts'],
      entry!['responseStatus'],
      entry!['responseSnippet'],
      entry!['error'],
    ],
    ['delivered', 1, 200, 'thanks', null],
  );
});

test('the secret is shown once, and neither stored nor logged readable', async () => {
  const { id, secret } = await createWebhook();
  receiver.answer(500, ({ headers }) => `${secret} ${String(headers['webhook-signature'])} nope`);
  await reaching.announcements.announce(event('import.failed'));
  await deliver();
  for (const path of ['webhooks', `webhooks/${id}`, `webhooks/${id}/deliveries`]) {
    const { text } = await call('GET', path);
    for (const part of [secret, secret.slice(6), 'v1,']) assert.equal(text.includes(part), false, path);
  }
  assert.equal((await logOf(id))[0]!['responseSnippet'], '[secret] [secret] nope');
  const { rows } = await shared.databases.pools.core.query<{ secret: string }>('select secret from webhooks');
  assert.equal(rows[0]!.secret.includes(secret.slice(6)), false);
});

test('an endpoint gets the events it chose, from its beginning on, while it is on', async () => {
  const all = await createWebhook();
  const some = await createWebhook(['import.failed']);
  const off = await createWebhook();
  await call('PATCH', `webhooks/${off.id}`, { state: 'disabled' });
  for (const type of ['import.completed', 'import.failed'])
    await reaching.announcements.announce(event(type));
  await reaching.announcements.announce(event('import.failed', { at: new Date(now.getTime() - 1_000) }));
  await deliver();
  const typesOf = async ({ id }: { id: string }) => (await logOf(id)).map(({ type }) => type);
  assert.deepEqual(await typesOf(all), ['import.failed', 'import.completed']);
  assert.deepEqual(await typesOf(some), ['import.failed']);
  assert.deepEqual(await typesOf(off), []);
});

test('a failure is tried again under the same id, and rests as failed after the last attempt', async () => {
  const { id } = await createWebhook();
  receiver.answer(503);
  await reaching.announcements.announce(event('export.failed'));
  const [job] = await waitingJobs();
  assert.deepEqual(await deliver(1), ['webhooks.not_delivered']);
  const again = (attempt: number) =>
    reaching.handlers.get(job!.job)!(job!.payload as never, {
      jobId: 'test',
      attempt,
      signal: new AbortController().signal,
    });
  for (let attempt = 2; attempt <= 5; attempt++)
    await assert.rejects(again(attempt), { code: 'webhooks.not_delivered', retryable: true });
  await again(6);
  await again(7);
  assert.equal(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size, 1);
  assert.equal(new Set(receiver.received.map(({ body }) => body)).size, 1);
  const [entry] = await logOf(id);
  assert.deepEqual(
    [entry!['state'], entry!['attempts'], entry!['responseStatus'], receiver.received.length],
    ['failed', 6, 503, 6],
  );
});

test('a redirect is a failure: what was posted is not lost on the way', async () => {
  const { id } = await createWebhook();
  receiver.answer(302);
  await reaching.announcements.announce(event('import.held'));
  await deliver();
  assert.deepEqual(
    [receiver.received.map(({ path }) => path), (await logOf(id))[0]!['responseStatus']],
    [['/hook'], 302],
  );
});

test('a test and a replay are deliveries like others', async () => {
  const { id, secret } = await createWebhook(['import.failed']);
  const made = await call('POST', `webhooks/${id}/test`);
  assert.deepEqual([made.status, made.body['state'], made.body['type']], [202, 'pending', 'webhook.test']);
  const replay = () => call('POST', `webhook-deliveries/${String(made.body['id'])}/replay`);
  assert.deepEqual([(await replay()).status, (await replay()).body['code']], [409, 'webhooks.state']);
  await deliver();
  assert.equal((await replay()).status, 202);
  await deliver();
  const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
  assert.deepEqual([ids.length, new Set(ids).size], [2, 1]);
  for (const { body, headers } of receiver.received)
    new Webhook(secret).verify(body, headers as Record<string, string>);
  assert.equal((await logOf(id))[0]!['attempts'], 2);
});

test('an endpoint that fails for days is switched off, with a notification, and may be switched on', async () => {
  const { id } = await createWebhook();
  receiver.answer(500);
  const fail = async (days: number) => {
    now = new Date(now.getTime() + days * DAY_MS);
    await reaching.announcements.announce(event('import.failed'));
    await deliver();
    return (await call('GET', `webhooks/${id}`)).body;
  };
  assert.equal((await fail(0))['state'], 'enabled');
  assert.equal((await fail(4.9))['state'], 'enabled');
  receiver.answer(200);
  assert.equal((await fail(0))['failingSince'], null, 'one that arrives starts the time anew');
  receiver.answer(500);
  assert.equal((await fail(1))['state'], 'enabled');
  const disabled = await fail(5.1);
  assert.equal(disabled['state'], 'disabled');
  assert.match(String(disabled['disabledReason']), /answered 500/);
  const { rows } = await shared.databases.pools.core.query(
    `select 1 from notifications where kind = 'webhook.disabled' and user_id = $1`,
    [ada],
  );
  assert.equal(rows.length, 1);
  const before = receiver.received.length;
  await fail(0);
  assert.equal(receiver.received.length, before, 'nothing is sent any more');
  const enabled = await call('PATCH', `webhooks/${id}`, { state: 'enabled' });
  assert.deepEqual(
    [enabled.body['state'], enabled.body['failingSince'], enabled.body['disabledReason']],
    ['enabled', null, null],
  );
});

test('an endpoint that says it is gone is taken at its word', async () => {
  const { id } = await createWebhook();
  receiver.answer(410);
  await reaching.announcements.announce(event('import.failed'));
  assert.deepEqual(await deliver(), [], 'not tried again');
  assert.equal((await call('GET', `webhooks/${id}`)).body['state'], 'disabled');
  assert.equal((await logOf(id))[0]!['state'], 'failed');
});

test('addresses of the own network are refused when written and when delivered to', async () => {
  for (const url of [
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://[::ffff:10.0.0.1]/',
    'ftp://example.com',
    'https://me:pw@example.com',
  ]) {
    const refused = await call('POST', 'webhooks', { name: 'x', url }, { app: guarded.app });
    assert.deepEqual([refused.status, refused.body['code']], [422, 'address.not_allowed'], url);
  }
  const byName = receiver.url.replace('127.0.0.1', 'localhost');
  const made = await call('POST', 'webhooks', { name: 'x', url: byName }, { app: guarded.app });
  assert.equal(made.status, 201, 'a name is judged by its addresses, when it is called');
  await guarded.announcements.announce(event('import.failed'));
  assert.deepEqual(await deliver(1, guarded), [], 'trying again would not help');
  const [entry] = await logOf(String(made.body['id']));
  assert.deepEqual([entry!['state'], receiver.received.length], ['failed', 0]);
  assert.match(String(entry!['error']), /not allowed/);
});

test('edits are guarded by their version, wrong ones refused, absent ones not found', async () => {
  const { id } = await createWebhook();
  const patch = (body: object, match?: string) =>
    call('PATCH', `webhooks/${id}`, body, match ? { headers: { 'if-match': match } } : {});
  assert.equal(
    (await patch({ name: ' Shop 2 ', events: ['products.changed'] }, '"1"')).body['name'],
    'Shop 2',
  );
  assert.deepEqual(
    [(await patch({ name: 'late' }, '"1"')).status, (await patch({ url: 'nonsense' })).status],
    [412, 422],
  );
  for (const body of [
    { events: [] },
    { events: ['nothing'] },
    { secret: 'x' },
    { name: ' ' },
    { state: 'paused' },
  ])
    assert.equal((await patch(body)).status, 400, JSON.stringify(body));
  assert.equal((await call('DELETE', `webhooks/${id}`)).status, 204);
  for (const [method, path] of [
    ['GET', `webhooks/${id}`],
    ['DELETE', `webhooks/${id}`],
    ['POST', `webhooks/${id}/test`],
    ['GET', `webhooks/${id}/deliveries`],
    ['POST', `webhook-deliveries/${id}/replay`],
  ] as const)
    assert.equal((await call(method, path)).status, 404, `${method} ${path}`);
});

test('a worker that stops has said nothing about the endpoint', async () => {
  const { id } = await createWebhook();
  await reaching.announcements.announce(event('import.failed'));
  const [job] = await waitingJobs();
  const run = (signal: AbortSignal) =>
    reaching.handlers.get(job!.job)!(job!.payload as never, { jobId: 'test', attempt: 6, signal });
  await assert.rejects(run(AbortSignal.abort()), { code: 'webhooks.not_delivered' });
  assert.deepEqual([(await logOf(id))[0]!['state'], (await logOf(id))[0]!['attempts']], ['pending', 0]);
  await run(new AbortController().signal);
  assert.equal((await logOf(id))[0]!['state'], 'delivered');
});
