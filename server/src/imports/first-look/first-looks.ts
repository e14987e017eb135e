import type { RouteSet } from '../../platform/http/server.ts';
import type { ProgressThrottle } from '../../platform/live/progress.ts';
import type { JobHandler } from '../../platform/queue/jobs.ts';
import { within, type Queue } from '../../platform/queue/queue.ts';
import { firstLookHandler, firstLookJob } from './first-look.jobs.ts';
import { firstLookRoutes, type FirstLookRoutesDeps } from './first-look.routes.ts';
import { createFirstLookRunner, type RunnerDeps } from './run-first-look.ts';

/** Looks at the files of several suppliers at once, wired. */
export function createFirstLooks(
  deps: Omit<RunnerDeps, 'showProgress'> &
    Omit<FirstLookRoutesDeps, 'defaultCurrency' | 'enqueueLook'> & {
      readonly queue: Queue;
      readonly showProgress: ProgressThrottle;
    },
) {
  const runner = createFirstLookRunner({
    ...deps,
    showProgress: (lookId, progress) =>
      deps.showProgress(`first-looks/${lookId}`, progress, () => ({
        type: 'look.progress',
        topics: ['jobs'],
        data: { lookId, progress },
      })),
  });
  const routes: RouteSet = firstLookRoutes({
    ...deps,
    enqueueLook: async (transaction, lookId) =>
      void (await deps.queue.send(firstLookJob, { lookId }, within(transaction))),
    defaultCurrency: async () => (await deps.defaults()).defaultCurrency,
  });
  return { runner, routes, jobHandler: (): [string, JobHandler] => firstLookHandler(runner) };
}
