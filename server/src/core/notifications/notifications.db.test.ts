import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { assemble, type System } from '../../composition.ts';
import { loadConfig } from '../../platform/config.ts';
import type { Announcement } from '../../platform/events/announcement.ts';
import { createHttpServer, type HttpServer } from '../../platform/http/server.ts';
import type { JobHandler } from '../../platform/queue/jobs.ts';
import { createLog } from '../../platform/telemetry/log.ts';
import { createTestDatabases, type TestDatabases } from '../../../test/support/databases.ts';
import { buildPrincipal } from '../../../test/support/live-client.ts';
import { createMailServer, type TestMailServer } from '../../../test/support/mail-server.ts';
import { buildPerson } from '../../../test/support/people.ts';
import { callersByHeader } from '../../../test/support/principals.ts';
import { notificationRoutes } from './notification.routes.ts';

const log = createLog({ level: 'silent', name: 'test' });
const ada = 'a0000000-0000-4000-8000-000000000001';
const bob = 'a0000000-0000-4000-8000-000000000002';
const gone = 'a0000000-0000-4000-8000-000000000003';

let shared: TestDatabases;
let mailServer: TestMailServer;
let system: System;
let app: HttpServer;
let handlers: Map<string, JobHandler>;

before(async () => {
  shared = await createTestDatabases();
  mailServer = await createMailServer();
  const config = loadConfig(
    { SMTP_URL: mailServer.url, MAIL_FROM: 'PIM <pim@example.test>', PUBLIC_URL: 'https://pim.example.test' },
    { dataDir: shared.installation.dataDir },
  );
  system = assemble({ config, log, server: null, databases: shared.databases });
  handlers = new Map(system.announcements.jobHandlers());
  app = await createHttpServer({
    config,
    log,
    authenticate: callersByHeader({
      ada: buildPrincipal({ id: ada }),
      bob: buildPrincipal({ id: bob, permissions: new Set(['imports:read']) }),
      key: buildPrincipal({ kind: 'api_key', id: gone, userId: null, name: 'stock sync' }),
    }),
    routes: [notificationRoutes(system.announcements)],
  });
  const { core } = shared.databases.pools;
  await buildPerson(core, { id: ada, email: 'ada@example.test', locale: 'en-GB', role: 'administrator' });
  await buildPerson(core, { id: bob, email: 'bob@example.test', locale: 'fr-FR', role: 'viewer' });
  await buildPerson(core, { id: gone, email: 'gone@example.test', disabled: true, role: 'administrator' });
});
after(async () => {
  await app.close();
  await system.queue.stop();
  await mailServer.close();
  await shared.close();
});
beforeEach(async () => {
  const { core } = shared.databases.pools;
  await core.query('truncate notifications, notification_preferences');
  await core.query('delete from queue.job');
  mailServer.mails.length = 0;
  mailServer.refuseWith(null);
});

interface Body {
  readonly items: Record<string, string>[];
  readonly preferences: Record<string, string>;
  readonly [name: string]: unknown;
}

let count = 0;
const event = (type: string, given: Partial<Announcement> = {}): Announcement => ({
  key: `${type}/${++count}`,
  type,
  at: new Date(),
  data: { file: 'prix.csv', message: 'la colonne manque' },
  topics: [],
  link: '/imports/1',
  ...given,
});
const announce = (type: string, given?: Partial<Announcement>) =>
  system.announcements.announce(event(type, given));

async function call(
  caller: string,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  payload?: object,
  language = 'en',
) {
  const headers = { 'x-caller': caller, 'accept-language': language };
  const response = await app.inject({
    method,
    url: `/api/v1/${path}`,
    headers,
    ...(payload ? { payload } : {}),
  });
  return {
    status: response.statusCode,
    body: response.json() as Body,
  };
}
const kindsOf = async (caller: string, query = '') =>
  (await call(caller, 'GET', `notifications${query}`)).body.items.map(({ kind }) => kind);

/** Runs the jobs that wait in db_core once, as a worker does. */
async function runJobs(attempt = 1): Promise<void> {
  const { rows } = await shared.databases.pools.core.query<{ data: { job: string; payload: object } }>(
    `with taken as (delete from queue.job where name = 'core' returning data, created_on) select data from taken order by created_on`,
  );
  const signal = new AbortController().signal;
  for (const { data } of rows)
    await handlers.get(data.job)!(data.payload as never, { jobId: 'test', attempt, signal });
}
const run = (job: string, payload: object = {}) =>
  handlers.get(job)!(payload as never, { jobId: 'test', attempt: 1, signal: new AbortController().signal });

test('administrators get held feeds, failed exports and dead jobs; others what they chose', async () => {
  const kinds = [
    'import.held',
    'import.completed',
    'import.failed',
    'export.failed',
    'job.dead',
    'products.changed',
  ];
  for (const kind of kinds) await announce(kind);
  assert.deepEqual(await kindsOf('ada'), ['job.dead', 'export.failed', 'import.held']);
  assert.deepEqual(await kindsOf('bob'), []);
  const { body } = await call('bob', 'PUT', 'notification-preferences', { 'import.failed': 'interface' });
  assert.equal(body.preferences['import.failed'], 'interface');
  await call('ada', 'PUT', 'notification-preferences', { 'import.held': 'none' });
  for (const kind of kinds) await announce(kind);
  assert.deepEqual(await kindsOf('bob'), ['import.failed']);
  assert.equal((await kindsOf('ada')).length, 5);
  const { rows } = await shared.databases.pools.core.query('select 1 from notifications where user_id = $1', [
    gone,
  ]);
  assert.equal(rows.length, 0, 'nobody is told who may not sign in');
});

test('an event that is told again is one notification and one mail', async () => {
  await call('ada', 'PUT', 'notification-preferences', { 'import.held': 'email' });
  const same = event('import.held');
  await Promise.all(Array.from({ length: 5 }, () => system.announcements.announce(same)));
  assert.deepEqual(await kindsOf('ada'), ['import.held']);
  await runJobs();
  assert.equal(mailServer.mails.length, 1);
});

test('read state is each person’s own', async () => {
  await call('bob', 'PUT', 'notification-preferences', { 'import.held': 'interface' });
  for (let n = 0; n < 3; n++) await announce('import.held');
  const list = (await call('ada', 'GET', 'notifications')).body;
  const [newest] = list.items;
  assert.equal((await call('bob', 'POST', `notifications/${newest!['id']}/read`)).status, 404);
  const read = await call('ada', 'POST', `notifications/${newest!['id']}/read`);
  assert.equal(read.status, 200);
  const again = await call('ada', 'POST', `notifications/${newest!['id']}/read`);
  assert.equal(again.body['readAt'], read.body['readAt']);
  assert.equal((await kindsOf('ada', '?unread=true')).length, 2);
  assert.equal((await kindsOf('ada', '?unread=false')).length, 1);
  assert.deepEqual((await call('ada', 'POST', 'notifications/read-all')).body, { read: 2 });
  assert.equal((await kindsOf('ada', '?unread=true')).length, 0);
  assert.equal((await kindsOf('bob', '?unread=true')).length, 3);
});

test('the list goes page by page, in the language of the reader', async () => {
  for (let n = 0; n < 5; n++) await announce('export.failed', { data: { message: `no ${n}` } });
  const seen: string[] = [];
  let cursor = '';
  for (let page = 0; page < 3; page++) {
    const { body } = await call('ada', 'GET', `notifications?limit=2${cursor}`, undefined, 'fr');
    seen.push(...body.items.map(({ title, detail }) => `${title}: ${detail}`));
    assert.equal(body['total'], 5);
    cursor = `&cursor=${String(body['nextCursor'])}`;
    if (page === 2) assert.equal(body['nextCursor'], null);
  }
  assert.deepEqual(
    seen,
    [4, 3, 2, 1, 0].map((n) => `Un export a échoué: no ${n}`),
  );
});

test('nobody, a key without a person, and what is wrong', async () => {
  assert.equal((await call('nobody', 'GET', 'notifications')).status, 401);
  const key = await call('key', 'GET', 'notifications');
  assert.deepEqual([key.status, key.body['code']], [403, 'auth.person_required']);
  for (const body of [{ 'import.held': 'sms' }, { 'import.unknown': 'email' }])
    assert.equal((await call('ada', 'PUT', 'notification-preferences', body)).status, 400);
  for (const query of ['unread=1', 'limit=0', 'cursor=x'])
    assert.equal((await call('ada', 'GET', `notifications?${query}`)).status, 400, query);
  const unseen = await call('bob', 'PUT', 'notification-preferences', {
    'import.held': 'email',
    'job.dead': 'email',
  });
  assert.deepEqual([unseen.status, unseen.body['params']], [403, { permission: 'jobs:read' }]);
  const { preferences } = (await call('bob', 'GET', 'notification-preferences')).body;
  assert.deepEqual([...new Set(Object.values(preferences))], ['none'], 'none of it was written');
});

test('a mail goes out at once, in the person’s language, and once', async () => {
  for (const caller of ['ada', 'bob'])
    await call(caller, 'PUT', 'notification-preferences', { 'import.failed': 'email' });
  await announce('import.failed');
  const { rows } = await shared.databases.pools.core.query<{ data: object }>(
    `select data from queue.job where name = 'core'`,
  );
  await runJobs();
  const mails = mailServer.mails.toSorted((a, b) => a.to[0]!.localeCompare(b.to[0]!));
  assert.deepEqual(
    mails.map(({ to, from }) => [to, from]),
    [
      [['ada@example.test'], 'pim@example.test'],
      [['bob@example.test'], 'pim@example.test'],
    ],
  );
  assert.match(mails[0]!.source, /^Subject: An import failed\r$/m);
  assert.match(mails[0]!.text, /prix\.csv: la colonne manque/);
  assert.match(mails[0]!.text, /https:\/\/pim\.example\.test\/imports\/1/);
  assert.match(
    mails[1]!.source,
    /^Subject: =\?UTF-8\?Q\?Un_import_a_=C3=A9chou=C3=A9\?=\r$|^Subject: Un import a =\?UTF-8\?/m,
  );
  assert.match(mails[1]!.text, /prix\.csv : la colonne manque/);
  for (const { data } of rows) {
    const { job, payload } = data as { job: string; payload: object };
    await run(job, payload);
  }
  assert.equal(mailServer.mails.length, 2, 'a job that runs again sends nothing');
});

test('a server that cannot now is asked again, one that never will is not', async () => {
  await call('ada', 'PUT', 'notification-preferences', { 'import.failed': 'email' });
  await announce('import.failed');
  const { rows } = await shared.databases.pools.core.query<{ id: string }>('select id from notifications');
  const send = () => run('core.send-notification-mail', { notificationId: rows[0]!.id });
  mailServer.refuseWith(450);
  await assert.rejects(send(), { code: 'mail.unavailable', retryable: true });
  mailServer.refuseWith(550);
  await assert.rejects(send(), { code: 'mail.refused', retryable: false });
  mailServer.refuseWith(null);
  await send();
  await send();
  assert.equal(mailServer.mails.length, 1);
});

test('the digest has all of a day in one mail, and nothing twice', async () => {
  await call('bob', 'PUT', 'notification-preferences', { 'import.failed': 'digest' });
  for (let n = 1; n <= 3; n++)
    await announce('import.failed', { data: { file: `fichier${n}.csv`, message: 'vide' } });
  assert.equal((await kindsOf('bob')).length, 3, 'the interface has them at once');
  await runJobs();
  assert.equal(mailServer.mails.length, 0);
  await run('core.send-digests');
  await runJobs();
  const [mail, ...more] = mailServer.mails;
  assert.deepEqual([mail!.to, more.length], [['bob@example.test'], 0]);
  for (const name of ['fichier1.csv', 'fichier2.csv', 'fichier3.csv'])
    assert.ok(mail!.text.includes(name), name);
  await run('core.send-digests');
  await runJobs();
  assert.equal(mailServer.mails.length, 1);
});

test('a job that was given up is told once, and a mail that was, in the interface only', async () => {
  await call('ada', 'PUT', 'notification-preferences', { 'job.dead': 'email' });
  const insert = (queue: string, job: string, message: string) =>
    shared.databases.pools[queue as 'core'].query(
      `insert into queue.job (name, data, output) values ($1, $2, $3)`,
      [`${queue}_dead`, { job, payload: {} }, { message }],
    );
  await insert('exports', 'exports.export-file', 'the disk is full');
  await insert('core', 'core.send-notification-mail', 'no route');
  for (let n = 0; n < 2; n++) await run('core.report-dead-jobs');
  const { items } = (await call('ada', 'GET', 'notifications')).body;
  assert.deepEqual(items.map(({ detail }) => detail!.split('. ')[0]).toSorted(), [
    'core.send-notification-mail failed for good: no route',
    'exports.export-file failed for good: the disk is full',
  ]);
  await shared.databases.pools.core.query(`delete from queue.job where name = 'core_dead'`);
  await runJobs();
  assert.equal(mailServer.mails.length, 1);
  assert.match(mailServer.mails[0]!.text, /exports\.export-file/);
});

test('what is told is not lost with db_core, and nothing is half told', async () => {
  const { core } = shared.databases.pools;
  await call('ada', 'PUT', 'notification-preferences', { 'import.held': 'email' });
  await core.query('alter table queue.job add constraint full_up check (false) not valid');
  const same = event('import.held');
  try {
    await assert.rejects(system.announcements.announce(same));
    assert.deepEqual(await kindsOf('ada'), []);
  } finally {
    await core.query('alter table queue.job drop constraint full_up');
  }
  await system.announcements.announce(same);
  assert.deepEqual(await kindsOf('ada'), ['import.held']);
});
