import { randomBytes } from 'node:crypto';
import { analyticsDomain } from './analytics/domain.ts';
import {
  catalogDomain,
  createChangeSetService,
  createProductSearch,
  createSearchFollower,
  createSupplierService,
  type CatalogTables,
} from './catalog/index.ts';
import { code2asinDomain } from './code2asin/domain.ts';
import { coreDomain } from './core/domain.ts';
import { runSagaJob } from './core/sagas/saga.jobs.ts';
import type { CoreTables } from './core/tables.ts';
import { exportsDomain } from './exports/domain.ts';
import type { ExportsTables } from './exports/tables.ts';
import { createImportService } from './imports/import.service.ts';
import { createImportRunner } from './imports/run-import.ts';
import { importsDomain } from './imports/domain.ts';
import type { ImportsTables } from './imports/tables.ts';
import { mediaDomain } from './media/domain.ts';
import { loadConfig, type Config } from './platform/config.ts';
import { acquireEmbeddedServer, type EmbeddedServer } from './platform/databases/embedded/server.ts';
import { migrate } from './platform/databases/migrator.ts';
import {
  connectionBudget,
  createDatabases,
  type Databases,
  type PoolShare,
} from './platform/databases/router.ts';
import type { DomainManifest } from './platform/domain.ts';
import { createQueue, installQueues } from './platform/queue/queue.ts';
import { createSagaRunner } from './platform/saga/saga-runner.ts';
import { createFolderStorage } from './platform/storage/folder-storage.ts';
import { createLog, type Log } from './platform/telemetry/log.ts';

export interface TablesOfDatabases {
  core: CoreTables;
  catalog: CatalogTables;
  imports: ImportsTables;
  exports: ExportsTables;
  media: Record<never, never>;
  code2asin: Record<never, never>;
  analytics: Record<never, never>;
}

export const manifests: readonly DomainManifest[] = [
  coreDomain,
  catalogDomain,
  importsDomain,
  exportsDomain,
  mediaDomain,
  code2asinDomain,
  analyticsDomain,
];

/** The queue's tables are made by the migrating role; the name changes with the library's schema. */
export const queueInstall = {
  name: 'pg-boss 12.35.0',
  run: (manifest: DomainManifest, url: string): Promise<void> => installQueues(url, manifest.name),
};

/** Processes of one installation that the embedded server has connections for. */
const EXPECTED_PROCESSES = 4;

export interface SystemOptions {
  readonly name: string;
  readonly share: PoolShare;
  readonly dataDir?: string | undefined;
  readonly port?: number | undefined;
}

/** The only place where parts are wired together: configuration, databases, services. */
export async function createSystem(options: SystemOptions) {
  const config = loadConfig(process.env, { dataDir: options.dataDir, port: options.port });
  const log = createLog({ level: config.logLevel, name: options.name });
  const server = config.embedded
    ? await acquireEmbeddedServer({
        dataDir: config.dataDir,
        maxConnections: connectionBudget(config, EXPECTED_PROCESSES),
      })
    : null;
  if (server) await migrate({ config, server, manifests, install: queueInstall });
  const databases = createDatabases<TablesOfDatabases>({ config, share: options.share, manifests, server });
  return assemble({ config, log, server, databases });
}

export type System = Awaited<ReturnType<typeof createSystem>>;

export function assemble(base: {
  config: Config;
  log: Log;
  server: EmbeddedServer | null;
  databases: Databases<TablesOfDatabases>;
}) {
  const { config, databases, server } = base;
  const storage = createFolderStorage({ dataDir: config.dataDir });
  const suppliers = createSupplierService({ db: databases.catalog });
  const changeSets = createChangeSetService({ pool: databases.pools.catalog });
  const imports = createImportService({
    db: databases.imports,
    suppliers,
    storage,
    config,
    now: () => new Date(),
  });
  const searchFollower = createSearchFollower({
    pool: databases.pools.catalog,
    language: config.defaultLocale,
  });
  const importRunner = createImportRunner({
    db: databases.imports,
    pool: databases.pools.imports,
    changeSets,
    suppliers,
    storage,
    config,
    newId: uuidv7,
    reach: createKillPoint(config.killAt),
  });
  const queue = createQueue({
    pools: databases.pools,
    jobs: manifests.flatMap((manifest) => manifest.jobs),
    log: base.log,
  });
  const sagas = createSagaRunner({
    pool: databases.pools.core,
    sagas: [],
    enqueue: async (client, sagaId, startAfterSeconds) =>
      void (await queue.send(runSagaJob, { sagaId }, client, { startAfterSeconds })),
    newId: uuidv7,
    log: base.log,
    reach: createKillPoint(config.killAt),
  });
  return {
    ...base,
    storage,
    suppliers,
    changeSets,
    imports,
    importRunner,
    search: createProductSearch({ pool: databases.pools.catalog, language: config.defaultLocale }),
    searchFollower,
    queue,
    sagas,
    /** Brings the search documents up to date where no other process does. */
    async catchUpSearch(
      signal: AbortSignal,
      bar: { update(label: string, share: number, detail: string): void; end(): void },
    ): Promise<void> {
      const lag = await searchFollower.lag();
      if (lag.names + lag.descriptions === 0) return;
      const total = { names: lag.names || 1, descriptions: lag.descriptions || 1 };
      await searchFollower.catchUp(signal, (what, left) =>
        bar.update(`search: ${what}`, Math.max(0, 1 - left / total[what]), `${left} batches left`),
      );
      bar.end();
    },
    async close(): Promise<void> {
      await databases.close();
      server?.release();
    },
  };
}

/** RFC 9562: 48 bits of milliseconds, then random bits under version and variant. */
export function uuidv7(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** For the tests of crashes: ends this process without notice when a run reaches the named point. */
function createKillPoint(killAt: string | null): (point: string) => void {
  if (killAt === null) return () => undefined;
  let [name, left] = [killAt.split(':')[0], Number(killAt.split(':')[1] ?? 1)];
  return (point) => {
    if (point === name && --left === 0) process.kill(process.pid, 'SIGKILL');
  };
}
