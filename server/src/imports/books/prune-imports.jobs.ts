import { Type } from 'typebox';
import { defineJob, type ScheduleDefinition } from '../../platform/queue/jobs.ts';

export const pruneImportsJob = defineJob({
  id: 'imports.prune',
  queue: 'imports',
  payload: Type.Object({}, { additionalProperties: false }),
  timeoutSeconds: 3_600,
});

export const pruneImportsSchedule: ScheduleDefinition = {
  id: 'imports.prune',
  cron: '45 3 * * *',
  timeZone: 'UTC',
  job: pruneImportsJob,
  payload: {},
};
