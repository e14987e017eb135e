import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestDatabases, type TestDatabases } from '../../../test/support/databases.ts';
import {
  createEffectTables,
  createThreeSteps,
  failForGood,
  listEffects,
} from '../../../test/support/three-steps.ts';
import { until } from '../../../test/support/until.ts';
import { uuidv7 } from '../uuid.ts';
import type { ConnectionPool } from '../databases/pool.ts';
import { inTransaction } from '../databases/transactions.ts';
import { AppError } from '../errors.ts';
import { createLog } from '../telemetry/log.ts';
import { createSagaRunner, type SagaRunner } from './saga-runner.ts';

const log = createLog({ level: 'silent', name: 'test' });
const never = new AbortController().signal;

let shared: TestDatabases;
let pools: readonly [core: ConnectionPool, catalog: ConnectionPool];
before(async () => {
  shared = await createTestDatabases();
  pools = [shared.databases.pools.core, shared.databases.pools.catalog];
  await createEffectTables(pools);
});
after(() => shared.close());

const sagaThat = (fail?: (at: string) => void) =>
  createThreeSteps({ core: pools[0], catalog: pools[1], ...(fail ? { fail } : {}) });

function runnerOf(options: { fail?: (at: string) => void; reach?: (point: string) => void } = {}) {
  const sent: { sagaId: string; after: number }[] = [];
  const runner = createSagaRunner({
    pool: pools[0],
    sagas: [sagaThat(options.fail)],
    enqueue: async (_client, sagaId, after) => void sent.push({ sagaId, after }),
    newId: uuidv7,
    log,
    reach: options.reach ?? (() => undefined),
    leaseMs: 500,
  });
  return { runner, sent };
}

/** Its steps have no effect and wait for the gate. */
const gatedRunner = (gate: Promise<void>, reach: (point: string) => void = () => undefined): SagaRunner =>
  createSagaRunner({
    pool: pools[0],
    sagas: [{ ...sagaThat(), steps: sagaThat().steps.map((step) => ({ ...step, run: () => gate })) }],
    enqueue: async () => undefined,
    newId: uuidv7,
    log,
    reach,
    leaseMs: 500,
  });

const start = (runner: SagaRunner): Promise<string> => runner.start(sagaThat(), { note: 'n' }, pools[0]);
const effects = (sagaId: string): Promise<string[]> => listEffects(pools, sagaId);
const reportOf = async (runner: SagaRunner, sagaId: string) =>
  (await runner.list({ limit: 200 })).find(({ id }) => id === sagaId)!;
const makeDue = (sagaId: string) => pools[0].query('update sagas set due_at = now() where id = $1', [sagaId]);
const allRun = ['run a', 'run b', 'run c'];
const undone = ['compensate a', 'compensate b', 'run a', 'run b'];

test('all steps in order, each in the log before it runs', async () => {
  const seen: string[] = [];
  const watching = runnerOf({
    fail: (at) => seen.push(at),
    reach: (point) => seen.push(point),
  });
  const id = await start(watching.runner);
  assert.deepEqual(watching.sent, [{ sagaId: id, after: 0 }]);
  assert.equal(await watching.runner.run(id, never), 'completed');
  assert.deepEqual(
    seen,
    ['a', 'b', 'c'].flatMap((name) => [
      `run ${name} recorded`,
      `run ${name}`,
      `run ${name} ran`,
      `run ${name} marked`,
    ]),
  );
  assert.deepEqual(await effects(id), allRun);
  const { state, finishedAt, steps } = await reportOf(watching.runner, id);
  assert.equal(state, 'completed');
  assert.ok(finishedAt instanceof Date);
  assert.deepEqual(
    steps.map(({ step, done, tries }) => [step, done, tries]),
    [
      ['a', true, 1],
      ['b', true, 1],
      ['c', true, 1],
    ],
  );
  assert.equal(await watching.runner.run(id, never), null, 'what ended does not run again');
});

test('the log of a step is committed while the step runs', async () => {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const { runner } = runnerOf();
  const id = await start(runner);
  const blocked = gatedRunner(gate, (point) => {
    if (point === 'run a recorded') setImmediate(() => void look());
  });
  let logged: unknown;
  const look = async (): Promise<void> => {
    logged = (await reportOf(runner, id)).steps;
    open();
  };
  assert.equal(await blocked.run(id, never), 'completed');
  assert.deepEqual(logged, [{ step: 'a', direction: 'run', tries: 1, done: false, error: null }]);
});

test('a step that fails for good undoes all before it, itself included, in reverse order', async () => {
  const order: string[] = [];
  const fail = failForGood('run c');
  const { runner } = runnerOf({ fail: (at) => (order.push(at), fail(at)) });
  const id = await start(runner);
  assert.equal(await runner.run(id, never), 'compensated');
  assert.deepEqual(order, [...allRun, 'compensate c', 'compensate b', 'compensate a']);
  assert.deepEqual(await effects(id), undone);
  const { failure } = await reportOf(runner, id);
  assert.deepEqual(failure, { code: 'test.refused', message: 'run c is refused', step: 'c' });
});

test('a passing failure is tried again on the curve, and undone after the sixth try', async () => {
  for (const error of [
    new AppError('database.unavailable', { message: 'down', retryable: true }),
    new Error('no word of ours'),
  ]) {
    let failures = 0;
    const { runner, sent } = runnerOf({
      fail: (at) => {
        if (at !== 'run b') return;
        failures++;
        throw error;
      },
    });
    const id = await start(runner);
    for (let round = 1; round <= 5; round++) {
      assert.equal(await runner.run(id, never), 'running');
      assert.equal(await runner.run(id, never), null, 'not before it is due');
      await makeDue(id);
    }
    assert.deepEqual(
      sent.map(({ after }) => after),
      [0, 60, 300, 1_500, 7_500, 14_400],
    );
    assert.equal(await runner.run(id, never), 'compensated');
    assert.equal(failures, 6);
    assert.deepEqual(await effects(id), ['compensate a', 'run a']);
  }
});

test('a passing failure that passes leaves one effect', async () => {
  let failures = 2;
  const { runner } = runnerOf({
    fail: (at) => {
      if (at === 'run b' && failures-- > 0) throw new Error('not yet');
    },
  });
  const id = await start(runner);
  assert.equal(await runner.run(id, never), 'running');
  await makeDue(id);
  assert.equal(await runner.run(id, never), 'running');
  await makeDue(id);
  assert.equal(await runner.run(id, never), 'completed');
  assert.deepEqual(await effects(id), allRun);
});

test('an undoing is tried again too, and one that fails for good waits for a person', async () => {
  let passing = 1;
  const refuse = failForGood('run c');
  const { runner, sent } = runnerOf({
    fail: (at) => {
      refuse(at);
      if (at === 'compensate b' && passing-- > 0) throw new Error('not yet');
    },
  });
  const id = await start(runner);
  assert.equal(await runner.run(id, never), 'compensating');
  assert.deepEqual(sent.at(-1), { sagaId: id, after: 60 });
  await makeDue(id);
  assert.equal(await runner.run(id, never), 'compensated');
  assert.deepEqual(await effects(id), undone);

  const refuseUndo = failForGood('compensate b');
  const stuck = runnerOf({ fail: (at) => (refuse(at), refuseUndo(at)) });
  const other = await start(stuck.runner);
  assert.equal(await stuck.runner.run(other, never), 'failed');
  const report = await reportOf(stuck.runner, other);
  assert.deepEqual([report.state, report.failure?.step], ['failed', 'b']);
  assert.deepEqual(
    (await stuck.runner.list({ state: 'failed', limit: 10 })).map((saga) => saga.id),
    [other],
  );
});

test('two runners at once are one', async () => {
  const [one, two] = [runnerOf(), runnerOf()];
  const id = await start(one.runner);
  const states = await Promise.all([one.runner.run(id, never), two.runner.run(id, never)]);
  assert.deepEqual(states.toSorted(), ['completed', null]);
  assert.deepEqual(await effects(id), allRun);
});

test('a runner that lives keeps its saga for longer than a lease', async () => {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const slow = gatedRunner(gate);
  const { runner } = runnerOf();
  const id = await start(runner);
  const running = slow.run(id, never);
  await until(
    () => reportOf(runner, id),
    ({ steps }) => steps.length === 1,
  );
  // The second waits for as long as a lease lasts each time, and finds it renewed.
  assert.deepEqual([await runner.run(id, never), await runner.run(id, never)], [null, null]);
  open();
  assert.equal(await running, 'completed');
});

test('a payload that is none of the saga’s starts nothing, and runs nothing when a row has it', async () => {
  const { runner, sent } = runnerOf();
  await assert.rejects(runner.start(sagaThat(), { note: 1 } as never, pools[0]), { code: 'saga.invalid' });
  assert.deepEqual(sent, []);
  const id = await start(runner);
  await pools[0].query(`update sagas set payload = '{"note": 1}' where id = $1`, [id]);
  assert.equal(await runner.run(id, never), 'failed');
  assert.deepEqual(await effects(id), []);
  assert.equal((await reportOf(runner, id)).failure?.code, 'saga.invalid');
});

test('a saga of another version is left to it', async () => {
  const { runner } = runnerOf();
  const id = await start(runner);
  await pools[0].query('update sagas set version = 2 where id = $1', [id]);
  await assert.rejects(runner.run(id, never), { code: 'saga.unknown' });
  assert.equal((await reportOf(runner, id)).state, 'running');
  await pools[0].query('update sagas set version = 1 where id = $1', [id]);
  assert.equal(await runner.run(id, never), 'completed', 'and was not held meanwhile');
});

test('a worker that shuts down hands its saga back at once', async () => {
  const stop = new AbortController();
  const { runner } = runnerOf({ reach: (point) => point === 'run a marked' && stop.abort() });
  const id = await start(runner);
  await assert.rejects(runner.run(id, stop.signal), { code: 'saga.interrupted', retryable: true });
  assert.deepEqual(await effects(id), ['run a']);
  const { rows } = await pools[0].query<{ held: boolean }>(
    'select leased_until is not null as held from sagas where id = $1',
    [id],
  );
  assert.deepEqual(rows, [{ held: false }]);
  assert.equal(await runnerOf().runner.run(id, never), 'completed');
});

test('what begins with a transaction that is rolled back never was', async () => {
  const { runner } = runnerOf();
  let id = '';
  await assert.rejects(
    inTransaction(pools[0], async (client) => {
      id = await runner.start(sagaThat(), { note: 'n' }, client);
      throw new Error('after all not');
    }),
    /after all not/,
  );
  assert.equal(await reportOf(runner, id), undefined);
});

test('the sweep hands over those that nobody has, and no others', async () => {
  await pools[0].query('delete from saga_log');
  await pools[0].query('delete from sagas');
  const { runner, sent } = runnerOf();
  const ids: Record<string, string> = {};
  for (const name of ['lost', 'waiting', 'held', 'ended']) ids[name] = await start(runner);
  await runner.run(ids['ended']!, never);
  await pools[0].query(`update sagas set due_at = now() + interval '1 minute' where id = $1`, [
    ids['waiting'],
  ]);
  await pools[0].query(`update sagas set leased_until = now() + interval '1 minute' where id = $1`, [
    ids['held'],
  ]);
  sent.length = 0;
  assert.equal(await runner.sweep(), 1);
  assert.deepEqual(sent, [{ sagaId: ids['lost'], after: 0 }]);
});
