import { Type } from 'typebox';
import { sql, type Kysely } from 'kysely';
import { definePartitionJob } from '../platform/databases/partition-job.ts';
import { within } from '../platform/databases/transactions.ts';
import { defineForgetAnswers } from '../platform/http/idempotency.jobs.ts';
import { deleteOldAnswers } from '../platform/http/idempotency.queries.ts';
import { defineJob, type JobHandler } from '../platform/queue/jobs.ts';
import type { Log } from '../platform/telemetry/log.ts';
import type { ChangeSetService } from './change-sets/change-set.service.ts';
import type { CatalogTables } from './tables.ts';

const Nothing = Type.Object({}, { additionalProperties: false });

export const catalogPartitions = definePartitionJob('catalog.extend-partitions', 'catalog', [
  'field_changes',
  'change_events',
]);
export const expirePlansJob = defineJob({
  id: 'catalog.expire-plans',
  queue: 'catalog',
  payload: Nothing,
  timeoutSeconds: 600,
});
export const forgetCatalogAnswers = defineForgetAnswers('catalog.forget-answers', 'catalog');

export function catalogJobHandlers(deps: {
  db: Kysely<CatalogTables>;
  changeSets: ChangeSetService;
  log: Log;
  now: () => Date;
}): [string, JobHandler][] {
  return [
    [forgetCatalogAnswers.job.id, () => deleteOldAnswers(within(deps.db))],
    catalogPartitions.handler(deps),
    [
      expirePlansJob.id,
      async () => {
        const { rows } = await sql<{ id: string }>`
          select id from change_sets where kind <> 'undo' and state in ('open', 'staged', 'planned') and created_at < now() - interval '7 days'`.execute(
          deps.db,
        );
        for (const { id } of rows) {
          await deps.changeSets.discard(id);
          await deps.changeSets.setState(id, 'cancelled', null);
        }
        // Of a run that stopped half-way the stage is kept for as long, so that it may go on.
        const stopped = await sql<{ id: string }>`
          select id from change_sets where state in ('cancelled', 'failed') and finished_at < now() - interval '7 days'
            and to_regclass('staging.s_' || replace(id::text, '-', '')) is not null`.execute(deps.db);
        for (const { id } of stopped.rows) await deps.changeSets.discard(id);
      },
    ],
  ];
}
