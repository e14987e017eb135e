import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type pg from 'pg';
import { createTestApi, type TestApi } from '../../../test/support/api.ts';
import { runCommand } from '../../../test/support/command-line.ts';
import { createPruning } from '../../pruning.ts';
import type { ObjectStorage } from '../../platform/storage/object-storage.ts';

let api: TestApi;
let catalog: pg.Client;
let imports: pg.Client;
before(async () => {
  api = await createTestApi();
  [catalog, imports] = [await api.installation.connect(), await api.installation.connect('imports')];
});
after(async () => {
  await catalog.end();
  await imports.end();
  await api.close();
});

/** A hundred days from now, when files of today are over. */
const later = (storage: ObjectStorage = api.system.storage) =>
  createPruning({
    databases: api.system.databases,
    storage,
    settings: api.system.settings.current,
    log: api.system.log,
    now: () => new Date(Date.now() + 100 * 86_400_000),
  });

const list = (code: string): string =>
  `Référence;EAN;Désignation;Prix TTC\nP-1;${code};A product to keep;10,00\n`;

async function send(supplier: string, mode: string, content: string): Promise<string> {
  const path = join(api.installation.dataDir, 'prune.csv');
  writeFileSync(path, content);
  const { body } = await api.upload({ supplier, mode }, path);
  await api.system.importRunner.run(String(body['id']), { signal: new AbortController().signal });
  return String(body['id']);
}

async function download(id: string): Promise<number> {
  const sent = await api.call('GET', `/api/v1/imports/${id}/file`);
  if (sent.status !== 302) return sent.status;
  return (await api.app.inject({ method: 'GET', url: sent.headers['location']! })).statusCode;
}

test('files go after their time, but for those that a plan waits with, also where they are one object', async () => {
  const [one, two] = [list('4006381333931'), list('5000112637922')];
  const done = await send('Finished', 'apply', one);
  const waiting = await send('Waiting', 'preview', one);
  const gone = await send('Finished', 'apply', two);
  assert.deepEqual(
    await later()
      .prune({ dryRun: true })
      .then(({ files }) => files),
    2,
  );
  assert.deepEqual([await download(done), await download(waiting), await download(gone)], [200, 200, 200]);

  assert.equal((await later().prune({ dryRun: false })).files, 2);
  assert.deepEqual([await download(done), await download(waiting), await download(gone)], [410, 200, 410]);
  const { job, file } = await api.system.imports.get(gone);
  assert.equal(job.status, 'completed');
  assert.equal(await api.system.storage.stat('imports', file.storage_key), null);

  await api.call('POST', `/api/v1/imports/${waiting}/cancel`);
  assert.equal((await later().prune({ dryRun: false })).files, 1);
  const kept = await api.system.imports.get(waiting);
  assert.equal(await api.system.storage.stat('imports', kept.file.storage_key), null);
});

test('one that stops between the mark and the object is gone on with', async () => {
  const id = await send('Stopping', 'apply', list('3017620422003'));
  const failing = { ...api.system.storage, delete: () => Promise.reject(new Error('the disk is away')) };
  await assert.rejects(later(failing).prune({ dryRun: false }), /disk is away/);
  const { file } = await api.system.imports.get(id);
  assert.notEqual(await api.system.storage.stat('imports', file.storage_key), null);
  assert.equal(await download(id), 410);
  assert.equal((await later().prune({ dryRun: false })).files, 0);
  assert.equal(await api.system.storage.stat('imports', file.storage_key), null);
});

test('what was kept long enough is not what came lately', async () => {
  const id = await send('Fresh', 'apply', list('8710398501196'));
  assert.equal((await api.system.pruning.prune({ dryRun: false })).files, 0);
  assert.equal(await download(id), 200);
});

const month = `select ensure_month_partition($1, '2024-01-01')`;

test('months of logs and history that are over go; a follower that stood in them is told', async () => {
  for (const table of ['change_events', 'field_changes']) await catalog.query(month, [table]);
  await imports.query(month, ['import_logs']);
  await imports.query(
    `insert into import_logs (at, job_id, step, message) values ('2024-01-05', uuidv7(), 'x', 'old')`,
  );
  await catalog.query(`insert into change_events (xid, at, name, change_set_id, payload) values
    ('3', '2024-01-05', 'products.changed', uuidv7(), '{}'), ('5', '2024-01-06', 'products.changed', uuidv7(), '{}')`);
  const expected = ['change_events_2024_01', 'field_changes_2024_01', 'import_logs_2024_01'];
  const prune = async (...options: string[]): Promise<string[]> => {
    const { stdout, stderr, code } = await runCommand([
      'prune',
      '--json',
      '--data-dir',
      api.installation.dataDir,
      ...options,
    ]);
    assert.equal(code, 0, stderr);
    return (JSON.parse(stdout) as { partitions: { name: string }[] }).partitions.map(({ name }) => name);
  };

  await catalog.query(`insert into consumer_positions (consumer, xid, id) values ('slow', '2', 0)`);
  assert.deepEqual(await prune('--dry-run'), ['import_logs_2024_01']);
  await catalog.query(`delete from consumer_positions where consumer = 'slow'`);
  assert.deepEqual(await prune('--dry-run'), expected);
  assert.equal((await api.call('GET', '/api/v1/changes?after=3.1')).status, 200);
  assert.deepEqual(await prune(), expected);
  assert.deepEqual(await prune(), []);
  const { rows } = await imports.query(`select count(*)::int as n from import_logs where message = 'old'`);
  assert.deepEqual(rows, [{ n: 0 }]);

  const missed = await api.call('GET', '/api/v1/changes?after=3.1');
  assert.deepEqual([missed.status, missed.body['code']], [410, 'changes.expired']);
  assert.equal((await api.call('GET', '/api/v1/changes')).status, 200);
  const now = await api.call('GET', '/api/v1/changes?after=now');
  assert.equal(
    (await api.call('GET', `/api/v1/changes?after=${String(now.body['nextCursor'])}`)).status,
    200,
  );
});

test('a month that is not over is dropped by nobody, whatever the clock of the process says', async () => {
  const present = new Date().toISOString().slice(0, 7).replace('-', '_');
  await assert.rejects(
    imports.query(`select drop_month_partition('import_logs', 'import_logs_${present}')`),
    /no past month/,
  );
  await assert.rejects(
    imports.query(`select drop_month_partition('import_jobs', 'import_jobs')`),
    /no past month/,
  );
});
