import { Type } from 'typebox';
import type { Kysely } from 'kysely';
import { ensurePartitions } from '../../platform/databases/partitions.ts';
import { defineJob, type JobHandler } from '../../platform/queue/jobs.ts';
import type { Log } from '../../platform/telemetry/log.ts';
import type { CoreTables } from '../tables.ts';

export const auditPartitionsJob = defineJob({
  id: 'core.extend-audit-partitions',
  queue: 'core',
  payload: Type.Object({}, { additionalProperties: false }),
  timeoutSeconds: 300,
});

export const auditTables = ['audit_log'] as const;

export function auditJobHandlers(deps: {
  db: Kysely<CoreTables>;
  log: Log;
  now: () => Date;
}): [string, JobHandler][] {
  return [
    [
      auditPartitionsJob.id,
      async () => {
        const report = await ensurePartitions({
          db: deps.db as unknown as Kysely<unknown>,
          tables: auditTables,
          now: deps.now(),
          monthsAhead: 3,
          appendOnly: true,
        });
        if (report.overflowing.length > 0)
          deps.log.warn({ tables: report.overflowing }, 'rows in a default partition');
      },
    ],
  ];
}
