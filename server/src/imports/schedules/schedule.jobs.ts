import { Type } from 'typebox';
import { defineJob, type JobHandler, type ScheduleDefinition } from '../../platform/queue/jobs.ts';
import { processDueSchedules } from './process-due.ts';

export const processDueSchedulesJob = defineJob({
  id: 'imports.process-due-schedules',
  queue: 'imports',
  payload: Type.Object({}, { additionalProperties: false }),
  timeoutSeconds: 120,
});

export const processDueSchedule: ScheduleDefinition = {
  id: 'imports.process-due-schedules',
  cron: '*/5 * * * *',
  timeZone: 'UTC',
  job: processDueSchedulesJob,
  payload: {},
};

export const scheduleJobHandlers = (
  deps: Parameters<typeof processDueSchedules>[0],
): [string, JobHandler][] => [
  [processDueSchedulesJob.id, async () => void (await processDueSchedules(deps))],
];
