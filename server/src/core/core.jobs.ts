import type { Kysely } from 'kysely';
import { within } from '../platform/databases/transactions.ts';
import { defineForgetAnswers } from '../platform/http/idempotency.jobs.ts';
import { deleteOldAnswers } from '../platform/http/idempotency.queries.ts';
import type { JobHandler } from '../platform/queue/jobs.ts';
import type { SagaRunner } from '../platform/saga/saga-runner.ts';
import { sagaJobHandlers } from './sagas/saga.jobs.ts';
import type { CoreTables } from './tables.ts';

export const forgetCoreAnswers = defineForgetAnswers('core.forget-answers', 'core');

export const coreJobHandlers = (deps: {
  db: Kysely<CoreTables>;
  sagas: SagaRunner;
}): [string, JobHandler][] => [
  ...sagaJobHandlers(deps),
  [forgetCoreAnswers.job.id, () => deleteOldAnswers(within(deps.db))],
];
