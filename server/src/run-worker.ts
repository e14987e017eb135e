import { catalogJobHandlers } from './catalog/index.ts';
import { manifests, type System } from './composition.ts';
import { auditJobHandlers } from './core/audit/audit.jobs.ts';
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
    ...auditJobHandlers({ db: databases.core, log, now }),
    ...catalogJobHandlers({ db: databases.catalog, changeSets: system.changeSets, log, now }),
  ]);
  const schedules = manifests.flatMap((manifest) => manifest.schedules);
  const following = [
    options.queues.includes('search') &&
      follow(system, options.signal, system.searchFollower, 'search documents fell behind'),
    options.queues.includes('core') &&
      follow(system, options.signal, system.auditFollower, 'the audit log fell behind'),
  ];
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
