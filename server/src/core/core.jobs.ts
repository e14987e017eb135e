import type { Kysely } from 'kysely';
import { auditPartitions } from './audit/audit.jobs.ts';
import { within } from '../platform/databases/transactions.ts';
import { defineForgetAnswers } from '../platform/http/idempotency.jobs.ts';
import { deleteOldAnswers } from '../platform/http/idempotency.queries.ts';
import type { JobHandler } from '../platform/queue/jobs.ts';
import type { SagaRunner } from '../platform/saga/saga-runner.ts';
import type { Log } from '../platform/telemetry/log.ts';
import { sagaJobHandlers } from './sagas/saga.jobs.ts';
import { sweepSignInHandler } from './sign-in/sweep.jobs.ts';
import type { CoreTables } from './tables.ts';

export const forgetCoreAnswers = defineForgetAnswers('core.forget-answers', 'core');

export const coreJobHandlers = (deps: {
  db: Kysely<CoreTables>;
  sagas: SagaRunner;
  log: Log;
  now: () => Date;
}): [string, JobHandler][] => [
  ...sagaJobHandlers(deps),
  auditPartitions.handler(deps),
  sweepSignInHandler(deps),
  [forgetCoreAnswers.job.id, () => deleteOldAnswers(within(deps.db))],
];
