import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PoolClient } from 'pg';
import { figureRoutes } from './analytics/figures.routes.ts';
import {
  applyRulesJob,
  catalogRoutes,
  createCachedSearch,
  createChangeFeed,
  createOperationService,
  createProductEditor,
  createProductService,
  createSupplierAnswers,
  editTransactions,
  listCatalogueDays,
  mergeRoutes,
  operationRoutes,
  permanentDeletion,
  runUndoJob,
} from './catalog/index.ts';
import { type System } from './composition.ts';
import { uuidv7 } from './platform/uuid.ts';
import {
  auditRoutes,
  createWsTicketService,
  credentialRoutes,
  notificationRoutes,
  sagaRoutes,
  settingRoutes,
  webhookRoutes,
  wsTicketRoutes,
} from './core/index.ts';
import { exportFileJob } from './exports/export.jobs.ts';
import { exportRoutes } from './exports/export.routes.ts';
import { createImportFigures } from './imports/figures/import-figures.ts';
import { runImportJob } from './imports/jobs/import.jobs.ts';
import { importRowsCounter } from './imports/jobs/import-metrics.ts';
import { templateRoutes } from './imports/templates/template.routes.ts';
import { importRoutes } from './imports/jobs/import.routes.ts';
import { importBookRoutes } from './imports/books/import-book.routes.ts';
import { importUndoRoutes } from './imports/undo/import-undo.routes.ts';
import { showImportUndo } from './imports/undo/show-import-undo.ts';
import { kyselyTransactions } from './platform/databases/transactions.ts';
import { listConsumerLags } from './platform/events/event-reader.ts';
import { declaredPermissions } from './platform/http/authorise.ts';
import { fileRoutes } from './platform/http/file.routes.ts';
import { healthRoutes } from './platform/http/health.routes.ts';
import { createHttpServer, type HttpServer, type RouteSet } from './platform/http/server.ts';
import { liveTopics } from './live-topics.ts';
import { createLiveHub } from './platform/live/live-hub.ts';
import { serveLive } from './platform/live/serve-live.ts';
import { originOfProgram } from './platform/origin.ts';
import { productMediaRoutes } from './media/product-media.routes.ts';
import { queueNames, within } from './platform/queue/queue.ts';
import { metricsRoutes } from './platform/telemetry/metrics.routes.ts';
import { readDisk } from './platform/telemetry/read-disk.ts';

type WebHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A job that waits this long while nothing runs has no worker. */
const LATE_SECONDS = 60;

/** The API of a system, ready to listen. */
export async function createApi(system: System, web?: WebHandler): Promise<HttpServer> {
  const { config, log, databases, queue, announcements, cache } = system;
  const tickets = createWsTicketService({ db: databases.core, now: () => new Date() });
  const pool = databases.pools.catalog;
  const products = createProductService({
    pool,
    search: createCachedSearch({ search: system.search, cache }),
    cache: system.productCache,
  });
  const enqueueUndo = async (client: PoolClient, undoId: string): Promise<void> =>
    void (await queue.send(runUndoJob, { undoId }, client));
  const operations = createOperationService({ pool });
  const fieldDefaults = async () => {
    const { defaultCurrency, defaultLocale } = await system.settings.current();
    return { currency: defaultCurrency, locale: defaultLocale };
  };
  const editor = createProductEditor({
    newId: uuidv7,
    cache: system.productCache,
    locales: system.settings.current,
  });
  const app = await createHttpServer({
    config,
    log,
    web,
    authenticate: system.accounts.authenticate,
    observer: system.metrics?.requests,
    routes: [
      ...observedRoutes(system),
      system.accounts.routes,
      healthRoutes({
        databases: () => databases.ping(),
        redis: () => cache.redisHealth(),
        workers: async () => {
          const queues = await queue.status();
          const late = Object.values(queues).some(
            (state) => state.oldestSeconds > LATE_SECONDS && state.active === 0,
          );
          return { ok: !late, queues };
        },
      }),
      settingRoutes({ settings: system.settings }),
      credentialRoutes({ credentials: system.credentials }),
      auditRoutes({ db: databases.core }),
      sagaRoutes({ sagas: system.sagas }),
      catalogRoutes({
        products,
        editor,
        db: databases.catalog,
        pool,
        suppliers: system.suppliers,
        supplierAnswers: createSupplierAnswers({ suppliers: system.suppliers, cache }),
        feed: createChangeFeed({ pool }),
        definitions: system.definitions,
        locales: system.settings.current,
        newId: uuidv7,
        enqueueRun: async (client, operationId) =>
          void (await queue.send(applyRulesJob, { operationId }, client)),
        forgetValues: system.productCache.forgetValues,
        forgetProducts: system.productCache.forgetAll,
        fieldDefaults,
        deletePermanently: permanentDeletion({
          deletions: system.deletions,
          transactions: kyselyTransactions(databases.core),
        }),
      }),
      operationRoutes({ pool, operations, undos: system.undos, enqueueUndo }),
      mergeRoutes({
        merges: system.merges,
        transactions: kyselyTransactions(databases.core),
        pool,
        operations,
        undos: system.undos,
        enqueueUndo,
        fieldDefaults,
      }),
      importUndoRoutes({
        imports: system.imports,
        undos: system.undos,
        transactions: editTransactions(pool),
        enqueueUndo,
        showUndoing: (importId) => showImportUndo(databases.imports)(importId, 'undoing'),
        defaultCurrency: async () => (await system.settings.current()).defaultCurrency,
      }),
      productMediaRoutes({
        db: databases.media,
        pool,
        products,
        storage: system.storage,
        now: () => new Date(),
      }),
      importRoutes({
        db: databases.imports,
        imports: system.imports,
        changeSets: system.changeSets,
        configs: system.importSources.configs,
        enqueue: async (transaction, importId) =>
          void (await queue.send(runImportJob, { importId }, within(transaction))),
        defaultCurrency: async () => (await system.settings.current()).defaultCurrency,
      }),
      system.importErrors.routes,
      system.firstLooks.routes,
      templateRoutes({ db: databases.imports, templates: system.templates }),
      importBookRoutes({
        db: databases.imports,
        imports: system.imports,
        storage: system.storage,
        now: () => new Date(),
      }),
      fileRoutes({ storage: system.storage, now: () => new Date() }),
      system.importSources.routes,
      exportRoutes({
        db: databases.exports,
        storage: system.storage,
        cache: system.exportJobCache,
        enqueue: async (transaction, exportJobId) =>
          void (await queue.send(exportFileJob, { exportJobId }, within(transaction))),
      }),
      figureRoutes({
        imports: createImportFigures({ db: databases.imports }),
        catalogueDays: (range) => listCatalogueDays(databases.catalog, range),
        timeZone: async () => (await system.settings.current()).timeZone,
        now: () => new Date(),
      }),
      notificationRoutes(announcements),
      webhookRoutes(announcements),
      wsTicketRoutes({ tickets }),
    ],
  });
  serveLive({
    app,
    hub: createLiveHub({ bus: system.bus, topics: liveTopics, isAlive: system.accounts.isAlive, log }),
    redeem: (ticket) => tickets.redeem(ticket),
    origins: [...(config.publicUrl ? [config.publicUrl] : []), ...config.corsOrigins],
    log,
  });
  return app;
}

/**
 * Readies the accounts of an API about to listen: the permissions its routes declare, and the first account.
 * @returns the token of the link that makes the first account, where there is none
 */
export async function prepareAccounts({ accounts, config }: System, app: HttpServer): Promise<string | null> {
  await app.ready();
  const followed = liveTopics.flatMap(({ permission }) => permission ?? []);
  await accounts.declarePermissions([...declaredPermissions(app.declaredRoutes), ...followed]);
  if ((await accounts.users.count()) > 0) return null;
  const { admin } = config;
  if (!admin) return accounts.reset.issueSetup();
  await accounts.users.createFirst(
    { ...admin, name: 'Administrator', roles: ['administrator'] },
    originOfProgram('start'),
  );
  return null;
}

/** A wait for another's load is neither a hit nor a miss of its own. */
const cacheReads = (types: ReturnType<System['cache']['stats']>['types']) =>
  Object.fromEntries(
    Object.entries(types).map(([type, { l1, l2, loaded }]) => [type, { l1, l2, misses: loaded }]),
  );

/** `GET /metrics`, with what only the databases know: the worker is another process. */
function observedRoutes({ metrics, config, databases, queue, searchFollower, cache }: System): RouteSet[] {
  if (!metrics) return [];
  metrics.sample({
    queues: Object.fromEntries(queueNames.map((name) => [name, () => queue.statusOf(name)])),
    consumers: () => listConsumerLags(databases.pools.catalog, searchFollower.consumers),
    disk: () => readDisk(config.dataDir),
    cache: () => cacheReads(cache.stats().types),
    counters: [importRowsCounter({ db: databases.imports, now: () => new Date() })],
  });
  return [metricsRoutes({ metrics, token: config.metricsToken })];
}
