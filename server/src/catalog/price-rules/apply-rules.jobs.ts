import { Type } from 'typebox';
import { isAppError } from '../../platform/errors.ts';
import { defineJob, type JobHandler } from '../../platform/queue/jobs.ts';
import type { RuleRuns } from './apply-rules.ts';

export const applyRulesJob = defineJob({
  id: 'catalog.apply-price-rules',
  queue: 'catalog',
  payload: Type.Object({ operationId: Type.String() }, { additionalProperties: false }),
  // A million products take minutes; it may wait an hour for imports that hold the writer's lock.
  timeoutSeconds: 4 * 3_600,
  dedupKey: (payload) => payload.operationId,
});

export const applyRulesHandler = (runs: RuleRuns): [string, JobHandler] => [
  applyRulesJob.id,
  async (payload, { signal }) => {
    try {
      await runs.run((payload as { operationId: string }).operationId, { signal });
    } catch (error) {
      // What is no run will be none at the next try.
      if (!isAppError(error) || error.retryable || signal.aborted) throw error;
    }
  },
];
