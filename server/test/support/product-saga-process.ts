import { writeSync } from 'node:fs';
import { manifests, type TablesOfDatabases } from '../../src/composition.ts';
import { uuidv7 } from '../../src/platform/uuid.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { acquireEmbeddedServer } from '../../src/platform/databases/embedded/server.ts';
import { createDatabases } from '../../src/platform/databases/router.ts';
import { createSagaRunner, type SagaRunner } from '../../src/platform/saga/saga-runner.ts';
import { openStorage } from '../../src/platform/storage/open-storage.ts';
import { createLog } from '../../src/platform/telemetry/log.ts';
import { createProductSagas } from '../../src/product-sagas.ts';

// Goes on with one saga of products, and is killed at a named point of it.
const [dataDir = '', sagaId = '', point = ''] = process.argv.slice(2);
const config = loadConfig({}, { dataDir });
const server = await acquireEmbeddedServer({ dataDir, maxConnections: 300 });
const databases = createDatabases<TablesOfDatabases>({ config, share: 'batch', manifests, server });
const { merges, deletions } = createProductSagas({
  databases,
  storage: openStorage({ config, secret: 'of this test', now: () => new Date() }),
  productCache: { forgetAll: () => undefined },
  newId: uuidv7,
  sagas: (): SagaRunner => runner,
});
const runner = createSagaRunner({
  pool: databases.pools.core,
  sagas: [merges.saga, deletions.saga],
  enqueue: async () => undefined,
  newId: uuidv7,
  log: createLog({ level: 'silent', name: 'product-saga-process' }),
  reach(at) {
    if (at === point) process.kill(process.pid, 'SIGKILL');
  },
});
writeSync(1, `${await runner.run(sagaId, new AbortController().signal)}\n`);
await databases.close();
server.release();
