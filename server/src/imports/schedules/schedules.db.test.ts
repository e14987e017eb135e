import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { uuidv7 } from '../../platform/uuid.ts';
import type { Announcement } from '../../platform/events/announcement.ts';
import { within } from '../../platform/databases/transactions.ts';
import { createSourcesApi, type SourcesApi, type TestSource } from '../../../test/support/sources.ts';
import { announceLate } from '../sources/late-sources.ts';
import { pollSourceJob, type EnqueuePoll } from '../sources/source.jobs.ts';
import { processDueSchedules } from './process-due.ts';

let sources: SourcesApi;
let source: TestSource;
const nowhere = uuidv7();

before(async () => {
  sources = await createSourcesApi();
  const inbox = join(sources.api.installation.dataDir, 'inbox');
  mkdirSync(inbox);
  source = await sources.source({ kind: 'folder', settings: { path: inbox }, expectedHours: 24 });
});
after(() => sources.api.close());
beforeEach(async () => {
  const { pools } = sources.api.system.databases;
  await pools.imports.query('delete from import_schedules');
  await pools.imports.query('delete from queue.job');
});

const database = () => sources.api.system.databases.imports;
const enqueuePoll: EnqueuePoll = async (transaction, payload) =>
  void (await sources.api.system.queue.send(pollSourceJob, payload, within(transaction)));
const processAt = (at: string) =>
  processDueSchedules({ db: database(), enqueuePoll, now: () => new Date(at) });
const waiting = async (): Promise<number> =>
  (await sources.api.system.databases.pools.imports.query('select from queue.job')).rows.length;

async function scheduled(nextRunAt: string): Promise<string> {
  const made = await sources.api.call('POST', '/api/v1/import-schedules', {
    sourceId: source.id,
    cron: '0 6 * * *',
    timeZone: 'Europe/Paris',
  });
  assert.equal(made.status, 201);
  const id = String(made.body['id']);
  await database()
    .updateTable('import_schedules')
    .set({ next_run_at: new Date(nextRunAt) })
    .where('id', '=', id)
    .execute();
  return id;
}

test('a schedule is made, changed and removed, and guarded by its version', async () => {
  const { call } = sources.api;
  const body = { sourceId: source.id, cron: '*/30 * * * *', timeZone: 'Europe/Paris' };
  const made = await call('POST', '/api/v1/import-schedules', body);
  assert.equal(made.status, 201);
  assert.ok(Date.parse(String(made.body['nextRunAt'])) - Date.now() <= 30 * 60_000);
  const url = `/api/v1/import-schedules/${String(made.body['id'])}`;
  assert.equal((await call('PATCH', url, { cron: '* * * * *' })).body['code'], 'schedules.invalid');
  const paused = await call('PATCH', url, { state: 'paused' }, { 'if-match': made.headers['etag']! });
  assert.deepEqual([paused.status, paused.body['nextRunAt']], [200, null]);
  assert.equal((await call('PATCH', url, { cron: '0 5 * * *' }, { 'if-match': '"1"' })).status, 412);
  assert.equal((await call('POST', '/api/v1/import-schedules', { ...body, sourceId: nowhere })).status, 422);
  assert.equal((await call('DELETE', url)).status, 204);
  assert.equal((await call('GET', url)).status, 404);
});

test('a due time has one poll, also after days of downtime and by two processes at once', async () => {
  const id = await scheduled('2026-11-20T05:00:00Z');
  assert.equal(await processAt('2026-11-20T04:59:00Z'), 0);
  const both = await Promise.all([processAt('2026-11-24T10:00:00Z'), processAt('2026-11-24T10:00:00Z')]);
  assert.deepEqual(both.sort(), [0, 1]);
  assert.equal(await processAt('2026-11-24T10:05:00Z'), 0);
  assert.equal(await waiting(), 1);
  const { body } = await sources.api.call('GET', `/api/v1/import-schedules/${id}`);
  assert.deepEqual(
    [body['lastRunAt'], body['nextRunAt']],
    ['2026-11-24T10:00:00.000Z', '2026-11-25T05:00:00.000Z'],
  );
});

test('what dies before its commit has sent nothing, and the due time stays', async () => {
  await scheduled('2026-11-20T05:00:00Z');
  const dying: EnqueuePoll = async (transaction, payload) => {
    await enqueuePoll(transaction, payload);
    throw new Error('killed');
  };
  const now = (): Date => new Date('2026-11-20T06:00:00Z');
  await assert.rejects(processDueSchedules({ db: database(), enqueuePoll: dying, now }), /killed/);
  assert.equal(await waiting(), 0);
  assert.equal(await processAt('2026-11-20T06:00:00Z'), 1);
  assert.equal(await waiting(), 1);
});

test('a paused source is not asked, and not late; its schedule goes on', async () => {
  const id = await scheduled('2026-11-20T05:00:00Z');
  await sources.api.call('POST', `/api/v1/import-sources/${source.id}/pause`);
  assert.equal(await processAt('2026-11-20T06:00:00Z'), 0);
  const { body } = await sources.api.call('GET', `/api/v1/import-schedules/${id}`);
  assert.equal(body['nextRunAt'], '2026-11-21T05:00:00.000Z');
  const told: Announcement[] = [];
  const late = (at: Date) =>
    announceLate({ db: database(), announce: async (event) => void told.push(event), now: () => at });
  const inTwoDays = new Date(Date.now() + 2 * 86_400_000);
  await late(inTwoDays);
  assert.equal(told.length, 0);
  await sources.api.call('POST', `/api/v1/import-sources/${source.id}/resume`);
  await late(new Date());
  assert.equal(told.length, 0);
  await late(inTwoDays);
  await late(inTwoDays);
  assert.deepEqual(
    [...new Set(told.map(({ type, key }) => `${type} ${key.slice(0, 12)}`))],
    ['source.late source.late/'],
  );
  assert.equal(new Set(told.map(({ key }) => key)).size, 1, 'one key: written once');
});

test('a late source reaches administrators once', async () => {
  const { announcements, databases } = sources.api.system;
  const now = (): Date => new Date(Date.now() + 3 * 86_400_000);
  for (let times = 0; times < 2; times++)
    await announceLate({ db: databases.imports, announce: announcements.announce, now });
  const { body } = await sources.api.call('GET', '/api/v1/notifications');
  assert.deepEqual(
    body.items.map(({ kind }) => kind),
    ['source.late'],
  );
});
