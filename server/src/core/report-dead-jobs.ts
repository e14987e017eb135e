import { Type } from 'typebox';
import type { Announce } from '../platform/events/announcement.ts';
import { defineJob, type JobHandler } from '../platform/queue/jobs.ts';
import type { DeadJob } from '../platform/queue/dead-jobs.queries.ts';
import { mailJobIds } from './notifications/notification.jobs.ts';

/**
 * Looks for jobs that were given up, instead of being told by the worker that gave up: a job also dies when its
 * last worker was killed, and then there is nobody to tell.
 */
export const reportDeadJobsJob = defineJob({
  id: 'core.report-dead-jobs',
  queue: 'core',
  payload: Type.Object({}, { additionalProperties: false }),
  timeoutSeconds: 120,
});

/** A job is told once, however often it is found; the time only bounds how many are looked at. */
const LOOK_BACK_MS = 7 * 86_400_000;
const MOST = 200;
const MESSAGE_LENGTH = 300;

export function reportDeadJobsHandler(deps: {
  listDead: (since: Date, limit: number) => Promise<DeadJob[]>;
  announce: Announce;
  now: () => Date;
}): [string, JobHandler] {
  return [
    reportDeadJobsJob.id,
    async () => {
      const since = new Date(deps.now().getTime() - LOOK_BACK_MS);
      for (const dead of await deps.listDead(since, MOST))
        await deps.announce({
          key: `job.dead/${dead.id}`,
          type: 'job.dead',
          at: dead.diedAt,
          data: {
            jobId: dead.id,
            queue: dead.queue,
            job: dead.job,
            message: dead.message?.slice(0, MESSAGE_LENGTH) ?? null,
          },
          topics: ['jobs'],
          link: '/admin/jobs',
          neverMailed: mailJobIds.includes(dead.job),
        });
    },
  ];
}
