import { Client } from 'pg';
import {
  alignFiltersHandler,
  catalogJobHandlers,
  createChangeAnnouncer,
  undoJobHandler,
} from './catalog/index.ts';
import { manifests, type System } from './composition.ts';
import { coreJobHandlers } from './core/index.ts';
import { announceExportJob, exportJobHandlers } from './exports/export.jobs.ts';
import { importJobHandlers } from './imports/jobs/import.jobs.ts';
import { mediaJobHandlers } from './media/media.jobs.ts';
import { isPublicAddress } from './platform/http/public-address.ts';
import { createSafeFetch } from './platform/http/safe-fetch.ts';
import type { JobHandler, QueueName } from './platform/queue/jobs.ts';
import { urlOf } from './platform/databases/router.ts';
import { within } from './platform/queue/queue.ts';

/** Runs the jobs of the given queues, the schedules and the search documents until the signal. */
export async function runWorker(
  system: System,
  options: { queues: readonly QueueName[]; signal: AbortSignal },
): Promise<void> {
  const { databases, log, announcements } = system;
  const now = (): Date => new Date();
  const handlers = new Map<string, JobHandler>([
    ...importJobHandlers({
      runner: system.importRunner,
      db: databases.imports,
      log,
      now,
      announce: announcements.announce,
    }),
    ...system.importSources.jobHandlers(announcements.announce),
    ...system.pruning.jobHandlers(),
    ...exportJobHandlers({
      db: databases.exports,
      catalog: databases.pools.catalog,
      storage: system.storage,
      cache: system.exportJobCache,
      announce: announcements.announce,
      announceLater: async (transaction, exportJobId) =>
        void (await system.queue.send(announceExportJob, { exportJobId }, within(transaction))),
      showProgress: (exportJobId, progress) =>
        system.showProgress(`exports/${exportJobId}`, progress, () => ({
          type: 'export.progress',
          topics: [`exports/${exportJobId}`, 'jobs'],
          data: { exportJobId, progress },
        })),
      log,
    }),
    ...announcements.jobHandlers(),
    ...system.accounts.jobHandlers(),
    ...coreJobHandlers({ db: databases.core, sagas: system.sagas, log, now }),
    ...catalogJobHandlers({ db: databases.catalog, changeSets: system.changeSets, log, now }),
    undoJobHandler(system.undos),
    system.bestOffers.jobHandler(),
    ...mediaJobHandlers({
      db: databases.media,
      storage: system.storage,
      fetchSafely: createSafeFetch({
        allows: system.config.allowPrivateSources ? () => true : isPublicAddress,
      }),
      now,
    }),
    alignFiltersHandler(() => connectOwner(system)),
  ]);
  const schedules = manifests.flatMap((manifest) => manifest.schedules);
  const following = [
    options.queues.includes('search') &&
      follow(system, options.signal, system.searchFollower, 'search documents fell behind'),
    options.queues.includes('core') &&
      follow(system, options.signal, system.auditFollower, 'the audit log fell behind'),
    options.queues.includes('media') &&
      follow(
        system,
        options.signal,
        system.referenceFollower,
        'pictures that products name were not recorded',
      ),
    options.queues.includes('catalog') &&
      follow(system, options.signal, system.bestOffers, 'best offers fell behind'),
    options.queues.includes('core') && announceChanges(system, options.signal),
  ];
  // A job that was lost with its queue leaves its saga to this; one that cannot ask now is swept by schedule.
  if (options.queues.includes('core'))
    await system.sagas
      .sweep()
      .catch((error: unknown) => log.warn({ err: error }, 'sagas could not be swept'));
  await Promise.all([
    system.queue.work({ handlers, schedules, queues: options.queues, signal: options.signal }),
    ...following,
  ]);
  await system.queue.stop();
}

/** Follows for as long as the worker lives, also after a database came back, or another follower went. */
async function follow(
  system: System,
  signal: AbortSignal,
  follower: { run(signal: AbortSignal): Promise<void> },
  behind: string,
): Promise<void> {
  while (!signal.aborted) {
    await follower.run(signal).catch((error: unknown) => system.log.warn({ err: error }, behind));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

/** Tells of changed products for as long as the worker lives; what was not told while db_core was away follows. */
async function announceChanges(system: System, signal: AbortSignal): Promise<void> {
  const { announcements, databases, log } = system;
  const announcer = createChangeAnnouncer({
    pool: databases.pools.catalog,
    announce: announcements.announce,
    isWanted: (type) => announcements.webhooks.wants(type),
  });
  while (!signal.aborted) {
    await announcer
      .run(signal)
      .catch((error: unknown) => log.warn({ err: error }, 'changed products were not told yet'));
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

/** A connection of the role that owns the tables of db_catalog, without the time limits of the pools. */
async function connectOwner({ config, server }: System): Promise<Client> {
  const { migrationUrl } = config.databases.catalog;
  const client = new Client({
    connectionString: migrationUrl ?? urlOf(config, 'catalog', server),
    application_name: 'products-manager/filters',
  });
  await client.connect();
  return client;
}
