import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Kysely, PostgresDialect, sql, type PostgresPool } from 'kysely';
import { Type } from 'typebox';
import { manifests, type TablesOfDatabases } from '../src/composition.ts';
import { loadConfig } from '../src/platform/config.ts';
import { acquireEmbeddedServer } from '../src/platform/databases/embedded/server.ts';
import { migrate, migrationStatus } from '../src/platform/databases/migrator.ts';
import { ensurePartitions } from '../src/platform/databases/partitions.ts';
import { createPool, type ConnectionPool } from '../src/platform/databases/pool.ts';
import { createDatabases, type Databases } from '../src/platform/databases/router.ts';
import { readEvents, startOfLog } from '../src/platform/events/event-reader.ts';
import { defineJob, type JobHandler } from '../src/platform/queue/jobs.ts';
import { createQueue, retryDelaySeconds } from '../src/platform/queue/queue.ts';
import { createFolderStorage } from '../src/platform/storage/folder-storage.ts';
import { createLog } from '../src/platform/telemetry/log.ts';
import { Readable } from 'node:stream';
import { createInstallation, type TestInstallation } from './support/command-line.ts';

let installation: TestInstallation;
let databases: Databases<TablesOfDatabases>;
const log = createLog({ level: 'silent', name: 'test' });

before(async () => {
  installation = await createInstallation();
  const config = loadConfig({}, { dataDir: installation.dataDir });
  databases = createDatabases<TablesOfDatabases>({
    config,
    share: 'interactive',
    manifests,
    server: installation.server,
  });
});

after(async () => {
  await databases.close();
  await installation.remove();
});

const pool = (over: Partial<Parameters<typeof createPool>[0]> = {}): ConnectionPool =>
  createPool({
    name: 'core',
    url: installation.server.urlFor('core'),
    size: 1,
    overflow: 1,
    timeoutMs: 300,
    recycleMs: 3_600_000,
    statementTimeoutMs: 0,
    overflowIdleMs: 200,
    ...over,
  });

test('pool: a waiter is refused after the timeout and named the database', async () => {
  const small = pool({ overflow: 0 });
  const held = await small.connect();
  await assert.rejects(small.connect(), { code: 'database.unavailable', params: { part: 'core' } });
  held.release();
  await small.end();
});

const backend = async (from: ConnectionPool): Promise<number> =>
  (await from.query<{ pid: number }>('select pg_backend_pid() as pid', [])).rows[0]!.pid;

test('pool: a connection over its age is replaced', async () => {
  const aging = pool({ recycleMs: 1_000 });
  const first = await backend(aging);
  assert.equal(await backend(aging), first, 'a young one is used again');
  await delay(1_300);
  assert.notEqual(await backend(aging), first);
  await aging.end();
});

test('pool: a terminated backend is never handed out', async () => {
  const tested = pool();
  for (let round = 0; round < 12; round++) {
    const pid = await backend(tested);
    await databases.pools.core.query('select pg_terminate_backend($1, 5000)', [pid]);
    if (round % 2) await delay(1_050);
    assert.notEqual(await backend(tested), pid);
  }
  await tested.end();
});

test('pool: overflow opens under load and closes again, the kept ones stay', async () => {
  const tested = pool();
  const held = await Promise.all([tested.connect(), tested.connect()]);
  assert.equal(tested.stats().total, 2);
  for (const client of held) client.release();
  for (let tries = 0; tested.stats().total > 1 && tries < 50; tries++) await delay(100);
  assert.equal(tested.stats().total, 1);
  await tested.end();
});

test('router: a table belongs to one database, and its type to that one only', () => {
  assert.equal(databases.of('products'), 'catalog');
  assert.equal(databases.of('import_jobs'), 'imports');
  assert.throws(() => databases.of('nowhere'), { code: 'database.unknown_table' });
  // @ts-expect-error products are not in db_imports: this line may not compile
  databases.imports.selectFrom('products');
  const twice = [...manifests, manifests[1]!];
  const config = loadConfig({}, { dataDir: installation.dataDir });
  assert.throws(
    () => createDatabases({ config, share: 'batch', manifests: twice, server: installation.server }),
    { code: 'database.table_claimed_twice' },
  );
});

test('router: every declared table is in its database, and no other', async () => {
  for (const manifest of manifests) {
    const { rows } = await databases.pools[manifest.name].query<{ name: string }>(
      `select relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and relname <> 'schema_migrations' order by 1`,
      [],
    );
    assert.deepEqual(
      rows.map((row) => row.name),
      Object.keys(manifest.tables).sort(),
    );
  }
});

test('migrations: twice and two at once apply nothing more; an unknown one stops the start', async () => {
  const base = {
    config: loadConfig({}, { dataDir: installation.dataDir }),
    server: installation.server,
    manifests,
  };
  const [one, two] = await Promise.all([migrate(base), migrate(base)]);
  assert.deepEqual(
    [...one, ...two].flatMap((status) => status.applied),
    [],
  );
  assert.deepEqual(
    (await migrationStatus(base)).flatMap((status) => status.pending),
    [],
  );
  await databases.pools.core.query(`insert into schema_migrations (name) values ('9999_future')`, []);
  await assert.rejects(migrationStatus(base), { code: 'database.newer_than_code' });
  await databases.pools.core.query(`delete from schema_migrations where name = '9999_future'`, []);
});

test('partitions: three months ahead, also across a year, and a warning while the default one holds rows', async () => {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: databases.pools.imports as unknown as PostgresPool }),
  });
  const tables = ['import_logs'];
  await sql`insert into import_logs (at, job_id, step, message) values ('2031-12-15', uuidv7(), 'x', 'early')`.execute(
    db,
  );
  const end = await ensurePartitions({ db, tables, now: new Date('2031-11-30T23:59:59Z'), monthsAhead: 3 });
  assert.deepEqual(end.overflowing, [{ table: 'import_logs', rows: 1 }]);
  assert.deepEqual(
    end.created,
    ['2031_11', '2031_12', '2032_01', '2032_02'].map((month) => `import_logs_${month}`),
  );
  const start = await ensurePartitions({ db, tables, now: new Date('2031-12-01T00:00:00Z'), monthsAhead: 3 });
  assert.deepEqual(start, { created: ['import_logs_2032_03'], overflowing: [] });
  const moved = await sql<{ n: number }>`select count(*)::int as n from import_logs_2031_12`.execute(db);
  assert.equal(moved.rows[0]!.n, 1);
});

test('events: one that commits late under a lower number is not passed over', async () => {
  const { catalog } = databases.pools;
  const [early, late] = [await catalog.connect(), await catalog.connect()];
  const append = `insert into change_events (name, change_set_id, payload) values ($1, uuidv7(), '{}') returning xid::text, id::text`;
  await early.query('begin');
  await late.query('begin');
  // The one with the lower number stays open.
  const first = (await early.query(append, ['early'])).rows[0];
  const second = (await late.query(append, ['late'])).rows[0];
  assert.ok(BigInt(first.id) < BigInt(second.id));
  await late.query('commit');
  const names = async (unbounded: boolean): Promise<string[]> =>
    (await readEvents(catalog, startOfLog, { limit: 100, unbounded })).map((event) => event.name);
  assert.deepEqual(await names(false), [], 'the reader waits behind the open transaction');
  assert.deepEqual(
    await names(true),
    ['late'],
    'without the bound it would read on, and pass over the early one',
  );
  await early.query('commit');
  assert.deepEqual(await names(false), ['early', 'late']);
  early.release();
  late.release();
});

const Payload = Type.Object({ name: Type.String() });
const testJob = defineJob({
  id: 'analytics.test',
  queue: 'analytics',
  payload: Payload,
  timeoutSeconds: 60,
  dedupKey: (payload) => payload.name,
});

async function queueRow(
  id: string,
): Promise<{ state: string; retry_count: number; wait: number; name: string }> {
  const { rows } = await databases.pools.analytics.query<{
    state: string;
    retry_count: number;
    wait: number;
    name: string;
  }>(
    `select name, state::text, retry_count, round(extract(epoch from start_after - now()))::int as wait from queue.job where id = $1`,
    [id],
  );
  return rows[0]!;
}

async function until<Value>(
  read: () => Promise<Value>,
  done: (value: Value) => boolean,
  seconds = 30,
): Promise<Value> {
  for (let tries = 0; ; tries++) {
    const value = await read();
    if (done(value) || tries > seconds * 10) return value;
    await delay(100);
  }
}

test('queue: enqueued with the transaction, or not at all; twice the same key is one job', async () => {
  const queue = createQueue({ pools: databases.pools, jobs: [testJob], log });
  const client = await databases.pools.analytics.connect();
  await client.query('begin');
  const lost = await queue.send(testJob, { name: 'rolled-back' }, client);
  await client.query('rollback');
  await client.query('begin');
  const kept = await queue.send(testJob, { name: 'committed' }, client);
  await client.query('commit');
  client.release();
  assert.equal(await queueRow(lost!), undefined);
  assert.equal((await queueRow(kept!)).state, 'created');
  await assert.rejects(queue.send(testJob, { wrong: 1 }), { code: 'queue.invalid' });
  await assert.rejects(
    queue.work({ handlers: new Map(), schedules: [], queues: ['analytics'], signal: AbortSignal.abort() }),
    { code: 'queue.handlers' },
  );
  await databases.pools.analytics.query('delete from queue.job', []);
  await queue.stop();
});

test('queue: real failures follow the curve, then wait as dead with their reason', async () => {
  const queue = createQueue({ pools: databases.pools, jobs: [testJob], log });
  const stop = new AbortController();
  const attempts: number[] = [];
  const failing: JobHandler = async (_payload, { attempt }) => {
    attempts.push(attempt);
    throw new Error('the shop does not answer');
  };
  const work = queue.work({
    handlers: new Map([[testJob.id, failing]]),
    schedules: [],
    queues: ['analytics'],
    signal: stop.signal,
  });
  const id = (await queue.send(testJob, { name: 'curve' }))!;
  const waits: number[] = [];
  for (let run = 1; run <= 5; run++) {
    const row = await until(
      () => queueRow(id),
      (r) => r.state === 'retry' && r.wait > 1 && attempts.length === run,
    );
    waits.push(row.wait);
    await databases.pools.analytics.query('update queue.job set start_after = now() where id = $1', [id]);
  }
  const expected = [60, 300, 1_500, 7_500, 14_400];
  assert.deepEqual(expected, [1, 2, 3, 4, 5].map(retryDelaySeconds));
  waits.forEach((wait, i) =>
    assert.ok(Math.abs(wait - expected[i]!) <= 5, `${wait} s instead of ${expected[i]}`),
  );
  await until(
    () => queueRow(id),
    (r) => r.state === 'failed',
  );
  assert.deepEqual(attempts, [1, 2, 3, 4, 5, 6]);
  const dead = await databases.pools.analytics.query<{ data: object }>(
    `select data, output from queue.job where name = 'analytics_dead'`,
    [],
  );
  assert.equal(dead.rows.length, 1);
  stop.abort();
  await work;
  await queue.stop();
});

test('queue: the job of a worker killed with -9 is taken over within 20 s, and the curve stays exact', async () => {
  await databases.pools.analytics.query('delete from queue.job', []);
  const queue = createQueue({ pools: databases.pools, jobs: [testJob], log });
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('support/hanging-worker.ts', import.meta.url)), installation.dataDir],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const id = (await queue.send(testJob, { name: 'take-over' }))!;
  await new Promise((resolve) => child.stdout.once('data', resolve));
  assert.equal((await queueRow(id)).state, 'active');
  const stop = new AbortController();
  const seen: number[] = [];
  const work = queue.work({
    handlers: new Map<string, JobHandler>([
      [
        testJob.id,
        async (_payload, { attempt }) => {
          seen.push(attempt);
          throw new Error('and fails');
        },
      ],
    ]),
    schedules: [],
    queues: ['analytics'],
    signal: stop.signal,
  });
  child.kill('SIGKILL');
  const killed = Date.now();
  await until(
    async () => seen.length,
    (n) => n > 0,
    40,
  );
  const seconds = (Date.now() - killed) / 1000;
  assert.ok(seconds <= 20, `taken over after ${seconds} s`);
  assert.deepEqual(seen, [2], 'the crash counted as a try');
  const row = await until(
    () => queueRow(id),
    (r) => r.state === 'retry',
  );
  assert.ok(Math.abs(row.wait - retryDelaySeconds(2)) <= 5, `next run in ${row.wait} s`);
  stop.abort();
  await work;
  await queue.stop();
});

test('queue: a schedule that was missed while everything was down runs once', async () => {
  const queue = createQueue({ pools: databases.pools, jobs: [testJob], log });
  const schedule = {
    id: 'analytics.test',
    cron: '*/5 * * * *',
    timeZone: 'UTC',
    job: testJob,
    payload: { name: 'scheduled' },
  };
  const ran: string[] = [];
  const handlers = new Map<string, JobHandler>([
    [testJob.id, async (payload) => void ran.push((payload as { name: string }).name)],
  ]);
  const first = new AbortController();
  const once = queue.work({ handlers, schedules: [schedule], queues: ['analytics'], signal: first.signal });
  const { analytics } = databases.pools;
  await until(
    async () => (await analytics.query('select 1 from queue.schedule', [])).rowCount,
    (n) => n === 1,
  );
  first.abort();
  await once;
  await queue.stop();
  const { rows } = await analytics.query<{ missed: boolean }>(
    `select options ->> 'missed' = 'once' as missed from queue.schedule`,
    [],
  );
  assert.equal(rows[0]!.missed, true);
});

test('storage: an object is whole under its name, equal content is one object, addresses are signed and expire', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'pm-storage-'));
  const storage = createFolderStorage({ dataDir });
  const put = (text: string) =>
    storage.put('imports', Readable.from([Buffer.from(text)]), { prefix: '2026/11/26/', extension: '.csv' });
  const one = await put('a;b\n');
  assert.deepEqual(await put('a;b\n'), one);
  assert.match(one.key, /^2026\/11\/26\/[0-9a-f]{64}\.csv$/);
  assert.equal(readFileSync(await storage.localPath('imports', one.key), 'utf8'), 'a;b\n');
  for (const key of ['../secrets/file-signing', '/etc/passwd', 'a/../../b'])
    await assert.rejects(storage.get('imports', key), { code: 'storage.not_found' });
  const now = new Date('2026-11-26T12:00:00Z');
  const address = new URL(
    storage.sign('imports', one.key, { expiresAt: new Date('2026-11-26T13:00:00Z'), filename: 'x.csv' }),
    'http://localhost',
  );
  const [, bucket, key] = /\/files\/([^/]+)\/(.+)$/.exec(address.pathname)!;
  const parts = {
    bucket: bucket!,
    key: key!,
    expires: address.searchParams.get('expires')!,
    filename: 'x.csv',
    signature: address.searchParams.get('signature')!,
  };
  assert.equal(storage.verify(parts, now), true);
  assert.equal(storage.verify({ ...parts, filename: 'y.csv' }, now), false);
  assert.equal(storage.verify({ ...parts, expires: '9999999999' }, now), false);
  assert.equal(storage.verify(parts, new Date('2026-11-26T13:00:01Z')), false);
  const failing = Readable.from(
    (async function* () {
      yield Buffer.from('half');
      throw new Error('the line broke');
    })(),
  );
  await assert.rejects(storage.put('exports', failing, { prefix: '', extension: '.csv' }), /the line broke/);
  const left: string[] = [];
  for await (const object of storage.list('exports')) left.push(object.key);
  assert.deepEqual(left, []);
  rmSync(dataDir, { recursive: true });
});

test('configuration: everything that is wrong is said at once', () => {
  assert.throws(
    () => loadConfig({ DATABASE_CORE_URL: 'postgresql://x/y', PORT: 'abc', DATABASE_POOL_TIMEOUT: '30' }),
    (error: Error) =>
      /DATABASE_CATALOG_URL/.test(error.message) &&
      /PORT: "abc"/.test(error.message) &&
      /30s/.test(error.message),
  );
});

function postmasters(dataDir: string): number {
  const path = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
  if (!existsSync(path)) return 0;
  const pid = Number(readFileSync(path, 'utf8').split('\n')[0]);
  try {
    process.kill(pid, 0);
    return 1;
  } catch {
    return 0;
  }
}

test('embedded server: two first starts at once share one; it ends with its last process, also after kill -9', async () => {
  // A long path, so that the socket needs a folder elsewhere.
  const dataDir = join(mkdtempSync(join(tmpdir(), 'pm-embedded-')), 'x'.repeat(120));
  const holder = fileURLToPath(new URL('support/server-holder.ts', import.meta.url));
  const start = (): ReturnType<typeof spawn> =>
    spawn(process.execPath, [holder, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ready = (child: ReturnType<typeof spawn>): Promise<unknown> =>
    new Promise((resolve) => child.stdout!.once('data', resolve));
  const [one, two] = [start(), start()];
  await Promise.all([ready(one), ready(two)]);
  one.kill('SIGKILL');
  await delay(1_500);
  assert.equal(postmasters(dataDir), 1, 'the other process still holds it');
  two.kill('SIGKILL');
  await until(
    async () => postmasters(dataDir),
    (n) => n === 0,
    20,
  );
  assert.equal(postmasters(dataDir), 0, 'no orphan is left');
  const server = await acquireEmbeddedServer({ dataDir, maxConnections: 50 });
  process.kill(
    Number(readFileSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]),
    'SIGKILL',
  );
  await delay(500);
  const again = await acquireEmbeddedServer({ dataDir, maxConnections: 50 });
  assert.equal(postmasters(dataDir), 1, 'a server that was killed alone is started again');
  again.release();
  server.release();
  await until(
    async () => postmasters(dataDir),
    (n) => n === 0,
    20,
  );
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
});
