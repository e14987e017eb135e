import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  catalogRoutes,
  createChangeFeed,
  createProductEditor,
  createProductService,
} from './catalog/index.ts';
import { uuidv7, type System } from './composition.ts';
import { exportFileJob } from './exports/export.jobs.ts';
import { exportRoutes } from './exports/export.routes.ts';
import { runImportJob } from './imports/import.jobs.ts';
import { importRoutes } from './imports/import.routes.ts';
import { healthRoutes } from './platform/http/health.routes.ts';
import { createHttpServer, type HttpServer } from './platform/http/server.ts';
import { within } from './platform/queue/queue.ts';

type WebHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A job that waits this long while nothing runs has no worker. */
const LATE_SECONDS = 60;

/** The API of a system, ready to listen. */
export function createApi(system: System, web?: WebHandler): Promise<HttpServer> {
  const { config, log, databases, queue } = system;
  const pool = databases.pools.catalog;
  const products = createProductService({ pool, search: system.search });
  const editor = createProductEditor({ newId: uuidv7 });
  return createHttpServer({
    config,
    log,
    web,
    routes: [
      healthRoutes({
        databases: () => databases.ping(),
        workers: async () => {
          const queues = await queue.status();
          const late = Object.values(queues).some(
            (state) => state.oldestSeconds > LATE_SECONDS && state.active === 0,
          );
          return { ok: !late, queues };
        },
      }),
      catalogRoutes({
        products,
        editor,
        db: databases.catalog,
        pool,
        suppliers: system.suppliers,
        feed: createChangeFeed({ pool }),
      }),
      importRoutes({
        db: databases.imports,
        imports: system.imports,
        changeSets: system.changeSets,
        enqueue: async (transaction, importId) =>
          void (await queue.send(runImportJob, { importId }, within(transaction))),
        defaultCurrency: config.defaultCurrency,
      }),
      exportRoutes({
        db: databases.exports,
        storage: system.storage,
        enqueue: async (transaction, exportJobId) =>
          void (await queue.send(exportFileJob, { exportJobId }, within(transaction))),
      }),
    ],
  });
}
