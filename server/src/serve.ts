import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  catalogRoutes,
  catalogJobHandlers,
  createChangeFeed,
  createProductEditor,
  createProductService,
} from './catalog/index.ts';
import { manifests, uuidv7, type System } from './composition.ts';
import { exportFileJob, exportJobHandlers } from './exports/export.jobs.ts';
import { exportRoutes } from './exports/export.routes.ts';
import { importJobHandlers, runImportJob } from './imports/import.jobs.ts';
import { importRoutes } from './imports/import.routes.ts';
import { healthRoutes } from './platform/http/health.routes.ts';
import { createHttpServer, type HttpServer } from './platform/http/server.ts';
import type { JobHandler, QueueName } from './platform/queue/jobs.ts';
import { queueNames, within } from './platform/queue/queue.ts';

type WebHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The API of a system, ready to listen. */
export function createApi(system: System, web?: WebHandler): Promise<HttpServer> {
  const { config, log, databases, queue } = system;
  const pool = databases.pools.catalog;
  const products = createProductService({ pool, search: system.search });
  const editor = createProductEditor({ pool, newId: uuidv7 });
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

/** A job that waits this long while nothing runs has no worker. */
const LATE_SECONDS = 60;

/** Runs the jobs of the given queues, the schedules and the search documents until the signal. */
export async function runWorker(
  system: System,
  options: { queues: readonly QueueName[]; signal: AbortSignal },
): Promise<void> {
  const { databases, log } = system;
  const now = (): Date => new Date();
  const handlers = new Map<string, JobHandler>([
    ...importJobHandlers({ runner: system.importRunner, db: databases.imports, log, now }),
    ...exportJobHandlers({
      db: databases.exports,
      catalog: databases.pools.catalog,
      storage: system.storage,
    }),
    ...catalogJobHandlers({ db: databases.catalog, changeSets: system.changeSets, log, now }),
  ]);
  const schedules = manifests.flatMap((manifest) => manifest.schedules);
  const following = options.queues.includes('search')
    ? followSearch(system, options.signal)
    : Promise.resolve();
  await Promise.all([
    system.queue.work({ handlers, schedules, queues: options.queues, signal: options.signal }),
    following,
  ]);
  await system.queue.stop();
}

/** Follows for as long as the worker lives, also after a database came back, or another follower went. */
async function followSearch(system: System, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await system.searchFollower
      .run(signal)
      .catch((error: unknown) => system.log.warn({ err: error }, 'search documents fell behind'));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

export { queueNames };
