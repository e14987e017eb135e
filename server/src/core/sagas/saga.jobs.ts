import { Type } from 'typebox';
import { defineJob, type JobHandler } from '../../platform/queue/jobs.ts';
import type { SagaRunner } from '../../platform/saga/saga-runner.ts';

export const runSagaJob = defineJob({
  id: 'core.run-saga',
  queue: 'core',
  payload: Type.Object({ sagaId: Type.String() }, { additionalProperties: false }),
  // The runner renews its own lease; this bounds a step that hangs.
  timeoutSeconds: 3_600,
  dedupKey: (payload) => payload.sagaId,
});

export const sweepSagasJob = defineJob({
  id: 'core.sweep-sagas',
  queue: 'core',
  payload: Type.Object({}, { additionalProperties: false }),
  timeoutSeconds: 60,
});

export const sagaSchedule = {
  id: 'core.sweep-sagas',
  cron: '*/5 * * * *',
  timeZone: 'UTC',
  job: sweepSagasJob,
  payload: {},
};

export const sagaJobHandlers = ({ sagas }: { sagas: SagaRunner }): [string, JobHandler][] => [
  [
    runSagaJob.id,
    async (payload, { signal }) => void (await sagas.run((payload as { sagaId: string }).sagaId, signal)),
  ],
  [sweepSagasJob.id, async () => void (await sagas.sweep())],
];
