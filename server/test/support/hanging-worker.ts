import { Type } from 'typebox';
import { manifests, type TablesOfDatabases } from '../../src/composition.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { acquireEmbeddedServer } from '../../src/platform/databases/embedded/server.ts';
import { createDatabases } from '../../src/platform/databases/router.ts';
import { defineJob, type JobHandler } from '../../src/platform/queue/jobs.ts';
import { createQueue } from '../../src/platform/queue/queue.ts';
import { createLog } from '../../src/platform/telemetry/log.ts';

// Takes a job and never ends it: its parent kills it.
const dataDir = process.argv[2] ?? '';
const server = await acquireEmbeddedServer({ dataDir, maxConnections: 300 });
const databases = createDatabases<TablesOfDatabases>({
  config: loadConfig({}, { dataDir }),
  share: 'batch',
  manifests,
  server,
});
const job = defineJob({
  id: 'analytics.test',
  queue: 'analytics',
  payload: Type.Object({ name: Type.String() }),
  timeoutSeconds: 60,
});
const queue = createQueue({
  pools: databases.pools,
  jobs: [job],
  log: createLog({ level: 'silent', name: 'hanging' }),
});
const hang: JobHandler = async () => {
  process.stdout.write('started\n');
  await new Promise((resolve) => setTimeout(resolve, 600_000));
};
await queue.work({
  handlers: new Map([[job.id, hang]]),
  schedules: [],
  queues: ['analytics'],
  signal: new AbortController().signal,
});
