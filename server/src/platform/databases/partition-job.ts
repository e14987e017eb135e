import { Type } from 'typebox';
import type { Kysely } from 'kysely';
import {
  defineJob,
  type JobDefinition,
  type JobHandler,
  type QueueName,
  type ScheduleDefinition,
} from '../queue/jobs.ts';
import type { Log } from '../telemetry/log.ts';
import { ensurePartitions } from './partitions.ts';

const MONTHS_AHEAD = 3;

export interface PartitionJob {
  readonly tables: readonly string[];
  readonly job: JobDefinition;
  readonly schedule: ScheduleDefinition;
  handler<Tables>(deps: { db: Kysely<Tables>; log: Log; now: () => Date }): [string, JobHandler];
}

/** The daily job that makes a database's monthly partitions ahead of time and warns where rows found none. */
export function definePartitionJob(id: string, queue: QueueName, tables: readonly string[]): PartitionJob {
  const job = defineJob({
    id,
    queue,
    payload: Type.Object({}, { additionalProperties: false }),
    timeoutSeconds: 300,
  });
  return {
    tables,
    job,
    schedule: { id, cron: '15 3 * * *', timeZone: 'UTC', job, payload: {} },
    handler: ({ db, log, now }) => [
      id,
      async () => {
        const report = await ensurePartitions({
          db: db as unknown as Kysely<unknown>,
          tables,
          now: now(),
          monthsAhead: MONTHS_AHEAD,
        });
        if (report.overflowing.length > 0)
          log.warn({ tables: report.overflowing }, 'rows in a default partition');
      },
    ],
  };
}
