import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { importsDomain } from '../domain.ts';
import { runCommand } from '../../../test/support/command-line.ts';
import { createSourcesApi, csv, type SourcesApi } from '../../../test/support/sources.ts';
import type { JobHandler } from '../../platform/queue/jobs.ts';
import { pollKindsJob, pollSourceJob } from './source.jobs.ts';

let sources: SourcesApi;
let inbox: string;
let handlers: Map<string, JobHandler>;
before(async () => {
  sources = await createSourcesApi();
  const { installation, system } = sources.api;
  inbox = join(installation.dataDir, 'inbox');
  mkdirSync(inbox);
  handlers = new Map(system.importSources.jobHandlers(system.announcements.announce));
});
after(() => sources.api.close());

const run = (id: string, payload: object): Promise<void> =>
  handlers.get(id)!(payload as never, { jobId: '1', attempt: 1, signal: new AbortController().signal });

async function waiting(job: string): Promise<Record<string, unknown>[]> {
  const { rows } = await sources.api.system.databases.pools.imports.query<{
    payload: Record<string, unknown>;
  }>(
    `select data -> 'payload' as payload from queue.job where data ->> 'job' = $1 and state = 'created' order by id`,
    [job],
  );
  return rows.map(({ payload }) => payload);
}

const folderSource = (pattern: string) =>
  sources.source({ kind: 'folder', settings: { path: inbox, pattern, settleSeconds: 0 } });

test('a kind is asked as often as it is declared, but for sources with a schedule of their own or at rest', async () => {
  const [asked, scheduled, paused] = [
    await folderSource('x'),
    await folderSource('y'),
    await folderSource('z'),
  ];
  const cron = { sourceId: scheduled.id, cron: '0 6 * * *' };
  assert.equal((await sources.api.call('POST', '/api/v1/import-schedules', cron)).status, 201);
  await sources.api.call('POST', `/api/v1/import-sources/${paused.id}/pause`);
  await run(pollKindsJob.id, { kinds: ['http', 's3', 'folder'] });
  await run(pollKindsJob.id, { kinds: ['folder'] });
  await run(pollKindsJob.id, { kinds: ['ftp', 'sftp'] });
  assert.deepEqual(await waiting(pollSourceJob.id), [{ sourceId: asked.id }], 'once, while it waits');
  const crons = importsDomain.schedules.filter(({ job }) => job.id === pollKindsJob.id);
  assert.deepEqual(
    crons.map(({ cron: at, payload }) => `${at} ${String(payload['kinds'])}`),
    ['7 * * * * ftp,sftp', '*/15 * * * * imap', '17 * * * * http,s3,folder'],
  );
});

test('asked by hand a source is polled now, though a retry of its own waits', async () => {
  const source = await folderSource('hand.csv');
  await run(pollKindsJob.id, { kinds: ['folder'] });
  const answer = await sources.api.call('POST', `/api/v1/import-sources/${source.id}/poll`);
  assert.equal(answer.status, 202);
  const mine = (await waiting(pollSourceJob.id)).filter(({ sourceId }) => sourceId === source.id);
  const byHand = mine.map((payload) => 'byHand' in payload);
  assert.deepEqual(byHand.sort(), [false, true]);
});

test('more files than one poll takes follow at once, in the order they came', async () => {
  const source = await folderSource('many-*.csv');
  for (let at = 0; at < 23; at++) writeFileSync(join(inbox, `many-${at}.csv`), csv(1, `${at + 1}.00`));
  await run(pollSourceJob.id, { sourceId: source.id });
  assert.equal((await sources.statusesOf(source.id)).length, 20);
  const mine = (await waiting(pollSourceJob.id)).filter(({ sourceId }) => sourceId === source.id);
  assert.deepEqual(mine, [{ sourceId: source.id }]);
  await run(pollSourceJob.id, { sourceId: source.id });
  await run(pollSourceJob.id, { sourceId: source.id });
  assert.equal((await sources.statusesOf(source.id)).length, 23);
});

test('polled twice at once a file is taken once', async () => {
  const source = await folderSource('twice.csv');
  writeFileSync(join(inbox, 'twice.csv'), csv(2, '77.00'));
  await Promise.all([
    run(pollSourceJob.id, { sourceId: source.id }),
    run(pollSourceJob.id, { sourceId: source.id }),
  ]);
  assert.deepEqual(await sources.statusesOf(source.id), ['queued']);
});

test('the command asks and imports; what it does not know it names', async () => {
  const source = await folderSource('command.csv');
  writeFileSync(join(inbox, 'command.csv'), csv(2, '78.00'));
  const { dataDir } = sources.api.installation;
  const polled = await runCommand([
    'poll',
    String((await source.shown())['name']),
    '--json',
    '--data-dir',
    dataDir,
  ]);
  assert.equal(polled.code, 0, polled.stderr);
  const { imports } = JSON.parse(polled.stdout) as { imports: Record<string, unknown>[] };
  assert.deepEqual(
    imports.map(({ status, sourceId }) => [status, sourceId]),
    [['completed', source.id]],
  );
  const wrong = await runCommand(['poll', 'nobody', '--data-dir', dataDir]);
  assert.deepEqual([wrong.code, /There is no source nobody/.test(wrong.stderr)], [1, true]);
});

test('sources and configurations are guarded by their versions, and a configuration in use stays', async () => {
  const { call } = sources.api;
  const source = await folderSource('guarded');
  const url = `/api/v1/import-sources/${source.id}`;
  const { body } = await call('GET', url);
  const renamed = await call(
    'PATCH',
    url,
    { name: 'Renamed' },
    { 'if-match': `"${String(body['version'])}"` },
  );
  assert.deepEqual([renamed.status, renamed.body['name']], [200, 'Renamed']);
  assert.equal((await call('PATCH', url, { name: 'Again' }, { 'if-match': '"1"' })).status, 412);
  const taken = { name: 'renamed', kind: 'folder', configId: body['configId'], settings: { path: inbox } };
  assert.equal((await call('POST', '/api/v1/import-sources', taken)).status, 409);
  const config = `/api/v1/import-configs/${String(body['configId'])}`;
  assert.equal((await call('DELETE', config)).body['code'], 'configs.conflict');
  assert.equal((await call('PATCH', config, { mode: 'preview', own: true })).body['own'], true);
  assert.equal(
    (await call('POST', '/api/v1/import-configs', { name: 'X', supplier: 'A', own: true })).status,
    400,
  );
  const once = { 'idempotency-key': 'one-source' };
  const input = { ...taken, name: 'Only one' };
  const first = await call('POST', '/api/v1/import-sources', input, once);
  const second = await call('POST', '/api/v1/import-sources', input, once);
  assert.deepEqual([second.status, second.body['id']], [201, first.body['id']]);
  assert.equal((await call('DELETE', url)).status, 204);
  assert.equal((await call('GET', url)).status, 404);
});
