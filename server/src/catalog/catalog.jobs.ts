import { Type } from 'typebox';
import { sql, type Kysely } from 'kysely';
import { ensurePartitions } from '../platform/databases/partitions.ts';
import { within } from '../platform/databases/transactions.ts';
import { defineForgetAnswers } from '../platform/http/idempotency.jobs.ts';
import { deleteOldAnswers } from '../platform/http/idempotency.queries.ts';
import { defineJob, type JobHandler } from '../platform/queue/jobs.ts';
import type { Log } from '../platform/telemetry/log.ts';
import type { ChangeSetService } from './change-sets/change-set.service.ts';
import type { CatalogTables } from './tables.ts';

const Nothing = Type.Object({}, { additionalProperties: false });

export const catalogPartitionsJob = defineJob({
  id: 'catalog.extend-partitions',
  queue: 'catalog',
  payload: Nothing,
  timeoutSeconds: 300,
});
export const expirePlansJob = defineJob({
  id: 'catalog.expire-plans',
  queue: 'catalog',
  payload: Nothing,
  timeoutSeconds: 600,
});
export const forgetCatalogAnswers = defineForgetAnswers('catalog.forget-answers', 'catalog');

export const catalogPartitions = ['field_changes', 'change_events'] as const;

export function catalogJobHandlers(deps: {
  db: Kysely<CatalogTables>;
  changeSets: ChangeSetService;
  log: Log;
  now: () => Date;
}): [string, JobHandler][] {
  return [
    [forgetCatalogAnswers.job.id, () => deleteOldAnswers(within(deps.db))],
    [
      catalogPartitionsJob.id,
      async () => {
        const report = await ensurePartitions({
          db: deps.db as unknown as Kysely<unknown>,
          tables: catalogPartitions,
          now: deps.now(),
          monthsAhead: 3,
        });
        if (report.overflowing.length > 0)
          deps.log.warn({ tables: report.overflowing }, 'rows in a default partition');
      },
    ],
    [
      expirePlansJob.id,
      async () => {
        const { rows } = await sql<{ id: string }>`
          select id from change_sets where state in ('open', 'staged', 'planned') and created_at < now() - interval '7 days'`.execute(
          deps.db,
        );
        for (const { id } of rows) {
          await deps.changeSets.discard(id);
          await deps.changeSets.setState(id, 'cancelled', null);
        }
      },
    ],
  ];
}
