import { Type } from 'typebox';
import { defineJob, type JobDefinition, type QueueName, type ScheduleDefinition } from '../queue/jobs.ts';

/** The daily removal of answers that are no longer kept; each database that has some declares its own. */
export function defineForgetAnswers(
  id: string,
  queue: QueueName,
): { job: JobDefinition; schedule: ScheduleDefinition } {
  const job = defineJob({
    id,
    queue,
    payload: Type.Object({}, { additionalProperties: false }),
    timeoutSeconds: 600,
  });
  return { job, schedule: { id, cron: '25 3 * * *', timeZone: 'UTC', job, payload: {} } };
}
