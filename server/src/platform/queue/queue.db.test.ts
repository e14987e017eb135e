import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Type } from 'typebox';
import { createTestDatabases, type TestDatabases } from '../../../test/support/databases.ts';
import { captureLog } from '../../../test/support/captured-log.ts';
import { until } from '../../../test/support/until.ts';
import { createLog } from '../telemetry/log.ts';
import { defineJob, type JobHandler } from './jobs.ts';
import { createQueue, retryDelaySeconds, type EndedRun } from './queue.ts';

const log = createLog({ level: 'silent', name: 'test' });

let shared: TestDatabases;
before(async () => {
  shared = await createTestDatabases();
});
after(() => shared.close());

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
  const { rows } = await shared.databases.pools.analytics.query<{
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

test('enqueued with the transaction, or not at all; twice the same key is one job', async () => {
  const queue = createQueue({ pools: shared.databases.pools, jobs: [testJob], log });
  const client = await shared.databases.pools.analytics.connect();
  await client.query('begin');
  const lost = await queue.send(testJob, { name: 'rolled-back' }, client);
  await client.query('rollback');
  await client.query('begin');
  const kept = await queue.send(testJob, { name: 'committed' }, client);
  await client.query('commit');
  // Waiting, in the same transaction or in another, and at the same time.
  await client.query('begin');
  const again = await queue.send(testJob, { name: 'committed' }, client);
  const [first, second] = [
    await queue.send(testJob, { name: 'twice' }, client),
    await queue.send(testJob, { name: 'twice' }, client),
  ];
  await client.query('commit');
  client.release();
  assert.equal(again, kept);
  assert.equal(first, second);
  assert.equal(await queue.send(testJob, { name: 'twice' }), first);
  assert.notEqual(await queue.send(testJob, { name: 'another' }), first);
  assert.equal(await queueRow(lost!), undefined);
  assert.equal((await queueRow(kept!)).state, 'created');
  await assert.rejects(queue.send(testJob, { wrong: 1 }), { code: 'queue.invalid' });
  await assert.rejects(
    queue.work({ handlers: new Map(), schedules: [], queues: ['analytics'], signal: AbortSignal.abort() }),
    { code: 'queue.handlers' },
  );
  await shared.databases.pools.analytics.query('delete from queue.job', []);
  await queue.stop();
});

test('a job for later waits, also beside the running one that sends it', async () => {
  const queue = createQueue({ pools: shared.databases.pools, jobs: [testJob], log });
  const stop = new AbortController();
  let later: string | null = null;
  const handler: JobHandler = async () => {
    later = await queue.send(testJob, { name: 'again' }, undefined, { startAfterSeconds: 300 });
  };
  const work = queue.work({
    handlers: new Map([[testJob.id, handler]]),
    schedules: [],
    queues: ['analytics'],
    signal: stop.signal,
  });
  const now = (await queue.send(testJob, { name: 'again' }))!;
  await until(
    () => queueRow(now),
    ({ state }) => state === 'completed',
  );
  const waiting = await queueRow(later!);
  assert.equal(waiting.state, 'created');
  assert.ok(waiting.wait > 290 && waiting.wait <= 300, `${waiting.wait} s`);
  stop.abort();
  await work;
  await shared.databases.pools.analytics.query('delete from queue.job', []);
  await queue.stop();
});

test('real failures follow the curve, then wait as dead with their reason', async () => {
  const queue = createQueue({ pools: shared.databases.pools, jobs: [testJob], log });
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
    await shared.databases.pools.analytics.query('update queue.job set start_after = now() where id = $1', [
      id,
    ]);
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
  const dead = await shared.databases.pools.analytics.query<{ data: object }>(
    `select data, output from queue.job where name = 'analytics_dead'`,
    [],
  );
  assert.equal(dead.rows.length, 1);
  stop.abort();
  await work;
  await queue.stop();
});

test('the job of a worker killed with -9 is taken over within 20 s, and the curve stays exact', async () => {
  await shared.databases.pools.analytics.query('delete from queue.job', []);
  const queue = createQueue({ pools: shared.databases.pools, jobs: [testJob], log });
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(new URL('../../../test/support/hanging-worker.ts', import.meta.url)),
      shared.installation.dataDir,
    ],
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

test('a schedule that was missed while everything was down runs once', async () => {
  const { analytics } = shared.databases.pools;
  await analytics.query('delete from queue.job', []);
  // Due on one day of the year, so that what runs is what was missed.
  const schedule = {
    id: 'analytics.test',
    cron: '0 0 1 1 *',
    timeZone: 'UTC',
    job: testJob,
    payload: { name: 'scheduled' },
  };
  const ran: string[] = [];
  const handlers = new Map<string, JobHandler>([
    [testJob.id, async (payload) => void ran.push((payload as { name: string }).name)],
  ]);
  const runQueue = async (during: () => Promise<unknown>): Promise<void> => {
    const queue = createQueue({ pools: shared.databases.pools, jobs: [testJob], log });
    const stop = new AbortController();
    const work = queue.work({ handlers, schedules: [schedule], queues: ['analytics'], signal: stop.signal });
    await during();
    stop.abort();
    await work;
    await queue.stop();
  };
  const passes = async (): Promise<Date | null> =>
    (await analytics.query<{ cron_on: Date | null }>('select cron_on from queue.version', [])).rows[0]!
      .cron_on;
  await runQueue(async () => until(passes, (at) => at !== null));
  assert.deepEqual(ran, [], 'nothing is due, and nothing was missed');

  // Everything has been down for two years.
  await analytics.query(
    `update queue.schedule set created_on = now() - interval '3 years'; update queue.version set cron_on = now() - interval '2 years'`,
    undefined,
  );
  await runQueue(async () => {
    await until(
      async () => ran.length,
      (n) => n > 0,
      60,
    );
    // Another pass over the schedules owes nothing more.
    const first = await passes();
    await until(passes, (at) => at!.getTime() > first!.getTime());
    await until(
      async () => ran.length,
      (n) => n > 1,
      7,
    );
  });
  assert.deepEqual(ran, ['scheduled']);
});

test('every line of a run names its job, also of parts that know nothing of it; each end is observed', async () => {
  const captured = captureLog();
  const ended: EndedRun[] = [];
  const queue = createQueue({
    pools: shared.databases.pools,
    jobs: [testJob],
    log: captured.log,
    observer: { ended: (run) => void ended.push(run) },
  });
  const stop = new AbortController();
  const handler: JobHandler = async (payload) => {
    const { name } = payload as { name: string };
    await shared.databases.pools.analytics.query('select pg_sleep(0.01)');
    captured.log.info({ of: name }, 'somebody far inside');
    if (name === 'fails') throw new Error('the shop refused token=correct-horse-battery');
  };
  const work = queue.work({
    handlers: new Map([[testJob.id, handler]]),
    schedules: [],
    queues: ['analytics'],
    signal: stop.signal,
  });
  const ids = {
    fails: await queue.send(testJob, { name: 'fails' }),
    works: await queue.send(testJob, { name: 'works' }),
  };
  await until(
    async () => ended,
    (all) => all.length === 2,
  );
  stop.abort();
  await work;
  await queue.stop();
  const lines = captured.lines().map(({ msg, jobId }) => `${String(msg)} ${String(jobId)}`);
  assert.deepEqual(
    lines.sort(),
    [
      `job failed ${ids.fails}`,
      `somebody far inside ${ids.fails}`,
      `somebody far inside ${ids.works}`,
    ].sort(),
  );
  assert.doesNotMatch(captured.text(), /correct-horse/);
  assert.deepEqual(ended.map(({ job, outcome, seconds }) => [job, outcome, seconds > 0.005]).sort(), [
    ['analytics.test', 'completed', true],
    ['analytics.test', 'failed', true],
  ]);
});
