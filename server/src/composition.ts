import { Redis } from 'ioredis';
import { analyticsDomain } from './analytics/domain.ts';
import {
  alignFiltersJob,
  anonymiseActor,
  createBestOffers,
  catalogDomain,
  createChangeSetService,
  createDefinitions,
  readCellDefinitions,
  createProductCache,
  createProductSearch,
  createRuleRuns,
  createReferenceRenamer,
  createSearchFollower,
  createSupplierService,
  createUndoService,
  describeOperations,
  restoreActor,
  type CatalogTables,
} from './catalog/index.ts';
import { code2asinDomain } from './code2asin/domain.ts';
import {
  coreDomain,
  createAccounts,
  createAnnouncements,
  createAuditFollower,
  createCredentialService,
  createSettingService,
  firstSettings,
  runSagaJob,
  sendResetLinkJob,
  type CoreTables,
} from './core/index.ts';
import { exportsDomain } from './exports/domain.ts';
import { createExportJobCache } from './exports/export-job-cache.ts';
import type { ExportsTables } from './exports/tables.ts';
import { anonymiseImports, restoreImports } from './imports/anonymise-actor.queries.ts';
import { createImportJobCache } from './imports/jobs/import-job-cache.ts';
import { createImportService, type EnqueueImport } from './imports/jobs/import.service.ts';
import { announceImportJob, runImportJob } from './imports/jobs/import.jobs.ts';
import { createRequestMapper } from './imports/jobs/map-request.ts';
import { createImportRunner } from './imports/jobs/run-import.ts';
import { showImportUndo } from './imports/undo/show-import-undo.ts';
import { importsDomain } from './imports/domain.ts';
import { createTemplateService } from './imports/templates/template.service.ts';
import { createFirstLooks } from './imports/first-look/first-looks.ts';
import { createImportErrors } from './imports/import-errors.ts';
import { createImportSources } from './imports/sources.ts';
import type { ImportsTables } from './imports/tables.ts';
import { mediaDomain } from './media/domain.ts';
import { fetchMediaJob } from './media/media.jobs.ts';
import { createReferenceFollower } from './media/references/follow-references.ts';
import type { MediaTables } from './media/tables.ts';
import { openCache } from './platform/cache/open-cache.ts';
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
import { createKillPoint } from './platform/kill-point.ts';
import { createBus } from './platform/live/bus.ts';
import { createProgressThrottle } from './platform/live/progress.ts';
import { createMailer } from './platform/mail/mailer.ts';
import { listDeadJobs } from './platform/queue/dead-jobs.queries.ts';
import { createProductSagas } from './product-sagas.ts';
import { createPruning } from './pruning.ts';
import { createQueue, installQueues, within } from './platform/queue/queue.ts';
import { createSagaRunner, type SagaRunner } from './platform/saga/saga-runner.ts';
import { loadSecrets } from './platform/sealing/load-secrets.ts';
import { createSealer } from './platform/sealing/sealer.ts';
import { openStorage } from './platform/storage/open-storage.ts';
import { createLog, type Log } from './platform/telemetry/log.ts';
import type { Metrics } from './platform/telemetry/metrics.ts';
import { uuidv7 } from './platform/uuid.ts';

export interface TablesOfDatabases {
  core: CoreTables;
  catalog: CatalogTables;
  imports: ImportsTables;
  exports: ExportsTables;
  media: MediaTables;
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
  /** Of a process that serves or works; a command that ends is measured by nobody. */
  readonly metrics?: Metrics | undefined;
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
  const { share, metrics } = options;
  const databases = createDatabases<TablesOfDatabases>({
    config,
    share,
    manifests,
    server,
    observer: metrics?.pools,
  });
  metrics?.watchPools(databases.pools);
  const system = assemble({ config, log, server, databases, metrics });
  // The environment counts at the first start; from then on the stored settings do.
  if (server) await system.settings.read();
  return system;
}

export type System = Awaited<ReturnType<typeof createSystem>>;

export function assemble(base: {
  config: Config;
  log: Log;
  server: EmbeddedServer | null;
  databases: Databases<TablesOfDatabases>;
  metrics?: Metrics | undefined;
}) {
  const { config, databases, server } = base;
  const now = (): Date => new Date();
  const secrets = loadSecrets(config);
  const sealer = createSealer(secrets);
  const reach = createKillPoint(config.killAt);
  const queue = createQueue({
    pools: databases.pools,
    jobs: manifests.flatMap((manifest) => manifest.jobs),
    log: base.log,
    observer: base.metrics?.jobs,
  });
  const redis = config.redisUrl
    ? new Redis(config.redisUrl, { lazyConnect: false, maxRetriesPerRequest: 1 })
    : null;
  redis?.on('error', (error: unknown) => base.log.warn({ err: error }, 'Redis does not answer'));
  const bus = createBus({ pool: databases.pools.core, redis, log: base.log });
  const showProgress = createProgressThrottle({ publish: (message) => bus.publish(message), now });
  const announcements = createAnnouncements({
    db: databases.core,
    queue,
    bus,
    config,
    sealing: sealer,
    listDead: (since, limit) => listDeadJobs(databases.pools, since, limit),
    newId: uuidv7,
    now,
  });
  const settings = createSettingService({
    db: databases.core,
    first: firstSettings(config),
    now,
  });
  const storage = openStorage({ config, secret: secrets.jwtSecret, now });
  const cache = openCache({ config, server, log: base.log });
  const productCache = createProductCache(cache);
  const suppliers = createSupplierService({ db: databases.catalog, cache, newId: uuidv7 });
  const definitions = createDefinitions({
    db: databases.catalog,
    enqueueAlignment: async (transaction) =>
      void (await queue.send(alignFiltersJob, {}, within(transaction))),
  });
  const changeSets = createChangeSetService({
    pool: databases.pools.catalog,
    onProductsChanged: productCache.forgetAll,
  });
  const undos = createUndoService({
    pool: databases.pools.catalog,
    newId: uuidv7,
    onProductsChanged: productCache.forgetAll,
    showImport: showImportUndo(databases.imports),
    followMerge: (id, undone) => merging.merges.follow(id, undone),
    reach,
  });
  const mapRequest = createRequestMapper({
    defaultLocale: async () => (await settings.current()).defaultLocale,
    readAttributes: (codes) => readCellDefinitions(databases.pools.catalog, codes),
  });
  const templates = createTemplateService({ db: databases.imports, storage, mapRequest });
  const imports = createImportService({
    templates,
    db: databases.imports,
    suppliers,
    storage,
    defaults: settings.current,
    now,
    cache: createImportJobCache(cache),
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
    defaults: settings.current,
    mapRequest,
    newId: uuidv7,
    onRested: imports.forget,
    announceEnd: async (transaction, importId) =>
      void (await queue.send(announceImportJob, { importId }, within(transaction))),
    showProgress: (importId, { step, progress, rows }) =>
      showProgress(`imports/${importId}`, progress, () => ({
        type: 'import.progress',
        topics: [`imports/${importId}`, 'jobs'],
        data: { importId, step, progress, rows },
      })),
    reach,
  });
  const enqueueImport: EnqueueImport = async (transaction, importId) =>
    void (await queue.send(runImportJob, { importId }, within(transaction)));
  const importErrors = createImportErrors({
    db: databases.imports,
    suppliers,
    imports,
    storage,
    enqueueImport,
    defaults: settings.current,
  });
  const firstLooks = createFirstLooks({
    db: databases.imports,
    pool: databases.pools.imports,
    suppliers,
    templates,
    storage,
    imports,
    defaults: settings.current,
    mapRequest,
    queue,
    enqueueImport,
    showProgress,
  });
  const importSources = createImportSources({
    db: databases.imports,
    pool: databases.pools.imports,
    queue,
    sealer,
    suppliers,
    imports,
    storage,
    changeSets,
    renameOffers: createReferenceRenamer({ pool: databases.pools.catalog, newId: uuidv7 }),
    defaults: settings.current,
    enqueueImport,
    config,
    timeZone: async () => (await settings.current()).timeZone,
    newId: uuidv7,
    now,
    reach,
  });
  const accounts = createAccounts({
    db: databases.core,
    jwtSecret: Buffer.from(secrets.jwtSecret),
    now,
    mail:
      config.smtpUrl && config.publicUrl
        ? {
            mailer: createMailer({ smtpUrl: config.smtpUrl, from: config.mailFrom }),
            publicUrl: config.publicUrl,
          }
        : null,
    enqueueLink: async (userId) => void (await queue.send(sendResetLinkJob, { userId })),
    newId: uuidv7,
    oidc: config.oidc && {
      ...config.oidc,
      redirectUri: `${config.publicUrl}/api/v1/auth/oidc/callback`,
    },
    pool: databases.pools.core,
    histories: [
      {
        name: 'imports',
        pool: databases.pools.imports,
        anonymise: anonymiseImports,
        restore: restoreImports,
      },
      { name: 'catalog', pool: databases.pools.catalog, anonymise: anonymiseActor, restore: restoreActor },
    ],
    startSaga: (saga, payload, client) => sagas.start(saga, payload, client),
  });
  const merging = createProductSagas({ databases, storage, productCache, newId: uuidv7, sagas: () => sagas });
  const sagas: SagaRunner = createSagaRunner({
    pool: databases.pools.core,
    sagas: [...accounts.sagas, merging.merges.saga, merging.deletions.saga],
    enqueue: async (client, sagaId, startAfterSeconds) =>
      void (await queue.send(runSagaJob, { sagaId }, client, { startAfterSeconds })),
    newId: uuidv7,
    log: base.log,
    reach,
  });
  return {
    ...base,
    accounts,
    cache,
    productCache,
    exportJobCache: createExportJobCache(cache),
    secrets,
    sealer,
    settings,
    credentials: createCredentialService({ db: databases.core, sealer, newId: uuidv7 }),
    auditFollower: createAuditFollower({
      db: databases.core,
      pool: databases.pools.catalog,
      describe: describeOperations,
      reach,
    }),
    referenceFollower: createReferenceFollower({
      db: databases.media,
      pool: databases.pools.catalog,
      enqueueFetch: async () => void (await queue.send(fetchMediaJob, {})),
      reach,
    }),
    ruleRuns: createRuleRuns({
      pool: databases.pools.catalog,
      onProductsChanged: productCache.forgetAll,
    }),
    bestOffers: createBestOffers({
      pool: databases.pools.catalog,
      choice: async () => {
        const { bestOfferPolicy, defaultCurrency } = await settings.current();
        return { policy: bestOfferPolicy, currency: defaultCurrency };
      },
      onProductsChanged: productCache.forgetAll,
    }),
    storage,
    suppliers,
    definitions,
    ...merging,
    changeSets,
    undos,
    imports,
    importRunner,
    importErrors,
    firstLooks,
    templates,
    importSources,
    pruning: createPruning({ databases, storage, settings: settings.current, log: base.log, now }),
    search: createProductSearch({ pool: databases.pools.catalog, language: config.defaultLocale }),
    searchFollower,
    queue,
    bus,
    showProgress,
    announcements,
    sagas,
    async close(): Promise<void> {
      await queue.stop();
      await cache.close();
      await bus.close();
      redis?.disconnect();
      await databases.close();
      server?.release();
    },
  };
}
