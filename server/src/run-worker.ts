import { catalogJobHandlers } from './catalog/index.ts';
import { manifests, type System } from './composition.ts';
import { coreJobHandlers } from './core/core.jobs.ts';
import { exportJobHandlers } from './exports/export.jobs.ts';
import { importJobHandlers } from './imports/import.jobs.ts';
import type { JobHandler, QueueName } from './platform/queue/jobs.ts';

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
    ...coreJobHandlers({ db: databases.core, sagas: system.sagas }),
    ...catalogJobHandlers({ db: databases.catalog, changeSets: system.changeSets, log, now }),
  ]);
  const schedules = manifests.flatMap((manifest) => manifest.schedules);
  const following = options.queues.includes('search')
    ? followSearch(system, options.signal)
    : Promise.resolve();
  // A job that was lost with its queue leaves its saga to this; one that cannot ask now is swept by schedule.
  if (options.queues.includes('core'))
    await system.sagas
      .sweep()
      .catch((error: unknown) => log.warn({ err: error }, 'sagas could not be swept'));
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
