import { Type } from 'typebox';
import { isAppError } from '../../platform/errors.ts';
import { defineJob, type JobHandler } from '../../platform/queue/jobs.ts';
import type { FirstLookRunner } from './run-first-look.ts';

export const firstLookJob = defineJob({
  id: 'imports.first-look',
  queue: 'imports',
  payload: Type.Object({ lookId: Type.String() }, { additionalProperties: false }),
  // Twenty files of a million rows each are read in half an hour; a slow disk may make it two.
  timeoutSeconds: 2 * 3_600,
  dedupKey: ({ lookId }) => lookId,
});

export const firstLookHandler = (runner: FirstLookRunner): [string, JobHandler] => [
  firstLookJob.id,
  async (payload, { signal }) => {
    try {
      await runner.run((payload as { lookId: string }).lookId, { signal });
    } catch (error) {
      // Kept with the look; running it again would not mend it.
      if (!isAppError(error) || error.retryable || signal.aborted) throw error;
    }
  },
];
