import { writeSync } from 'node:fs';
import { manifests, type TablesOfDatabases } from '../../src/composition.ts';
import { uuidv7 } from '../../src/platform/uuid.ts';
import { runSagaJob } from '../../src/core/sagas/saga.jobs.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { acquireEmbeddedServer } from '../../src/platform/databases/embedded/server.ts';
import { createDatabases } from '../../src/platform/databases/router.ts';
import { createQueue } from '../../src/platform/queue/queue.ts';
import { createSagaRunner } from '../../src/platform/saga/saga-runner.ts';
import { createLog } from '../../src/platform/telemetry/log.ts';
import { createThreeSteps, failForGood } from './three-steps.ts';

// Runs one saga, or the queue's, and is killed or stopped at a named point of it.
const [dataDir = '', what = '', point, signal = 'SIGKILL', failing = ''] = process.argv.slice(2);
const server = await acquireEmbeddedServer({ dataDir, maxConnections: 300 });
const { pools, close } = createDatabases<TablesOfDatabases>({
  config: loadConfig({}, { dataDir }),
  share: 'batch',
  manifests,
  server,
});
const log = createLog({ level: 'silent', name: 'saga-process' });
const reach = (at: string): void => {
  if (at !== point) return;
  // Written before the process stands still, so that its parent knows.
  writeSync(1, `${at}\n`);
  process.kill(process.pid, signal);
};
const queue = createQueue({ pools, jobs: [runSagaJob], log });
const runner = createSagaRunner({
  pool: pools.core,
  sagas: [createThreeSteps({ core: pools.core, catalog: pools.catalog, reach, fail: failForGood(failing) })],
  enqueue: async () => undefined,
  newId: uuidv7,
  log,
  reach,
  leaseMs: what === 'work' ? 10_000 : 500,
});
if (what === 'work') {
  await queue.work({
    handlers: new Map([
      [
        runSagaJob.id,
        async (payload, context) =>
          void (await runner.run((payload as { sagaId: string }).sagaId, context.signal)),
      ],
    ]),
    schedules: [],
    queues: ['core'],
    signal: new AbortController().signal,
  });
} else {
  writeSync(1, `left ${await runner.run(what, new AbortController().signal)}\n`);
  await close();
  server.release();
}
