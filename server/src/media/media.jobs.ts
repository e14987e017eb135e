import { Type } from 'typebox';
import { defineJob, type JobHandler, type ScheduleDefinition } from '../platform/queue/jobs.ts';
import { fetchDue, type FetchDependencies } from './fetching/fetch-media.ts';

/** Fetches all that is due; one waits at a time. */
export const fetchMediaJob = defineJob({
  id: 'media.fetch',
  queue: 'media',
  payload: Type.Object({}, { additionalProperties: false }),
  timeoutSeconds: 3_600,
  dedupKey: () => 'due',
});

/** For what is tried again later, and what a lost queue forgot. */
export const fetchMediaSchedule: ScheduleDefinition = {
  id: 'media.fetch-due',
  cron: '*/10 * * * *',
  timeZone: 'UTC',
  job: fetchMediaJob,
  payload: {},
};

export const mediaJobHandlers = (deps: FetchDependencies): [string, JobHandler][] => [
  [fetchMediaJob.id, async (_, { signal }) => void (await fetchDue(deps, signal))],
];
