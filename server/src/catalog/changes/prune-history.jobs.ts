import { Type } from 'typebox';
import { defineJob, type ScheduleDefinition } from '../../platform/queue/jobs.ts';

export const pruneHistoryJob = defineJob({
  id: 'catalog.prune-history',
  queue: 'catalog',
  payload: Type.Object({}, { additionalProperties: false }),
  timeoutSeconds: 3_600,
});

export const pruneHistorySchedule: ScheduleDefinition = {
  id: 'catalog.prune-history',
  cron: '50 3 * * *',
  timeZone: 'UTC',
  job: pruneHistoryJob,
  payload: {},
};
