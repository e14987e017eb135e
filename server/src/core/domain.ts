import type { DomainManifest } from '../platform/domain.ts';
import { forgetCoreAnswers } from './core.jobs.ts';
import { runSagaJob, sagaSchedule, sweepSagasJob } from './sagas/saga.jobs.ts';
import type { CoreTables } from './tables.ts';

/** db_core: sagas; accounts, permissions and settings are to come. */
export const coreDomain: DomainManifest<CoreTables> = {
  name: 'core',
  tables: { sagas: true, saga_log: true },
  platformTables: ['idempotency_keys', 'saga_steps_done'],
  migrations: new URL('./migrations/', import.meta.url),
  monthlyPartitions: [],
  jobs: [runSagaJob, sweepSagasJob, forgetCoreAnswers.job],
  schedules: [sagaSchedule, forgetCoreAnswers.schedule],
};
