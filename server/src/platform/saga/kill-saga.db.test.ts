import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createTestDatabases, type TestDatabases } from '../../../test/support/databases.ts';
import {
  createEffectTables,
  createThreeSteps,
  failForGood,
  listEffects,
} from '../../../test/support/three-steps.ts';
import { until } from '../../../test/support/until.ts';
import { uuidv7 } from '../uuid.ts';
import { runSagaJob } from '../../core/sagas/saga.jobs.ts';
import type { ConnectionPool } from '../databases/pool.ts';
import { createQueue } from '../queue/queue.ts';
import { createLog } from '../telemetry/log.ts';
import { createSagaRunner, type SagaRunner } from './saga-runner.ts';

const log = createLog({ level: 'silent', name: 'test' });
const never = new AbortController().signal;
const allRun = ['run a', 'run b', 'run c'];
const undone = ['compensate a', 'compensate b', 'run a', 'run b'];

let shared: TestDatabases;
let pools: readonly [core: ConnectionPool, catalog: ConnectionPool];
before(async () => {
  shared = await createTestDatabases();
  pools = [shared.databases.pools.core, shared.databases.pools.catalog];
  await createEffectTables(pools);
});
after(() => shared.close());

function runnerThat(fail: string | ((at: string) => void)): SagaRunner {
  return createSagaRunner({
    pool: pools[0],
    sagas: [
      createThreeSteps({
        core: pools[0],
        catalog: pools[1],
        fail: typeof fail === 'string' ? failForGood(fail) : fail,
      }),
    ],
    enqueue: async () => undefined,
    newId: uuidv7,
    log,
    reach: () => undefined,
    leaseMs: 500,
  });
}

const start = (): Promise<string> =>
  runnerThat('').start(createThreeSteps({ core: pools[0], catalog: pools[1] }), { note: 'n' }, pools[0]);

/** Runs a saga in a process of its own that gets the signal when it reaches the point. */
function startProcess(args: {
  what: string;
  point: string;
  signal: 'SIGKILL' | 'SIGSTOP';
  failing: string;
}): ChildProcess & { said: () => string } {
  const script = fileURLToPath(new URL('../../../test/support/saga-process.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    [script, shared.installation.dataDir, args.what, args.point, args.signal, args.failing],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  return Object.assign(child, { said: () => text });
}

async function killAt(sagaId: string, point: string, failing: string): Promise<void> {
  const child = startProcess({ what: sagaId, point, signal: 'SIGKILL', failing });
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  assert.deepEqual([signal, child.said()], ['SIGKILL', `${point}\n`]);
}

const places = ['recorded', 'inside', 'ran', 'marked'];

for (const point of allRun.flatMap((step) => places.map((place) => `${step} ${place}`)))
  test(`killed at "${point}": completed, each effect once`, async () => {
    const id = await start();
    await killAt(id, point, '');
    assert.equal(await runnerThat('').run(id, never), 'completed');
    assert.deepEqual(await listEffects(pools, id), allRun);
  });

const backwards = [
  'run c recorded',
  'compensate c recorded',
  'compensate c ran',
  'compensate c marked',
].concat(['compensate b', 'compensate a'].flatMap((step) => places.map((place) => `${step} ${place}`)));

for (const point of backwards)
  test(`killed at "${point}" of a saga that fails: compensated, each effect once`, async () => {
    const id = await start();
    await killAt(id, point, 'run c');
    assert.equal(await runnerThat('run c').run(id, never), 'compensated');
    assert.deepEqual(await listEffects(pools, id), undone);
  });

test('killed again and again at one step, a saga is undone instead of tried for ever', async () => {
  const id = await start();
  for (let kill = 1; kill <= 6; kill++) await killAt(id, 'run b recorded', '');
  assert.equal(await runnerThat('').run(id, never), 'compensated');
  assert.deepEqual(await listEffects(pools, id), ['compensate a', 'run a']);
});

/** A runner that stands still for longer than its lease, and goes on when another one has had the saga. */
async function overtake(
  point: string,
  fail: Parameters<typeof runnerThat>[0],
): Promise<{ id: string; state: unknown; left: string }> {
  const id = await start();
  const child = startProcess({ what: id, point, signal: 'SIGSTOP', failing: '' });
  const closed = once(child, 'close');
  await until(
    async () => child.said(),
    (text) => text.includes(point),
  );
  const state = await runnerThat(fail).run(id, never);
  child.kill('SIGCONT');
  await closed;
  return { id, state, left: child.said().split('\n')[1]! };
}

for (const place of ['recorded', 'ran'])
  test(`a runner overtaken at "run b ${place}" records and commits nothing more`, async () => {
    const { id, state, left } = await overtake(`run b ${place}`, '');
    assert.deepEqual([state, left], ['completed', 'left null']);
    assert.deepEqual(await listEffects(pools, id), allRun);
    const [saga] = (await runnerThat('').list({ limit: 200 })).filter((one) => one.id === id);
    assert.deepEqual(
      saga!.steps.map(({ step, tries }) => [step, tries]),
      [
        ['a', 1],
        ['b', 2],
        ['c', 1],
      ],
    );
  });

test('a runner overtaken by one that waits for its next try goes no step further', async () => {
  const { id, state, left } = await overtake('run b ran', (at) => {
    if (at === 'run c') throw new Error('not yet');
  });
  assert.deepEqual([state, left], ['running', 'left null']);
  assert.deepEqual(await listEffects(pools, id), ['run a', 'run b']);
});

test('a runner overtaken before a step that was undone meanwhile has no effect with it', async () => {
  const { id, state, left } = await overtake('run c recorded', 'run c');
  assert.deepEqual([state, left], ['compensated', 'left null']);
  assert.deepEqual(await listEffects(pools, id), undone);
});

test('the queue gives a killed worker’s saga to another one', async () => {
  const queue = createQueue({ pools: shared.databases.pools, jobs: [runSagaJob], log });
  const runner = createSagaRunner({
    pool: pools[0],
    sagas: [],
    enqueue: async (client, sagaId) => void (await queue.send(runSagaJob, { sagaId }, client)),
    newId: uuidv7,
    log,
    reach: () => undefined,
  });
  const workAt = (point: string) => startProcess({ what: 'work', point, signal: 'SIGKILL', failing: '' });
  const dying = workAt('run b ran');
  const died = once(dying, 'close');
  const id = await runner.start(
    createThreeSteps({ core: pools[0], catalog: pools[1] }),
    { note: 'n' },
    pools[0],
  );
  assert.deepEqual(await died, [null, 'SIGKILL']);
  const other = workAt('');
  const ended = await until(
    async () => (await runner.list({ limit: 200 })).find((saga) => saga.id === id)!,
    ({ state }) => state !== 'running',
    60,
  );
  other.kill('SIGKILL');
  await once(other, 'close');
  await queue.stop();
  assert.equal(ended.state, 'completed');
  assert.deepEqual(await listEffects(pools, id), allRun);
});
