import { Type } from 'typebox';
import { isAppError } from '../../platform/errors.ts';
import { defineJob, type JobHandler } from '../../platform/queue/jobs.ts';
import type { UndoService } from '../change-sets/undo/undo.service.ts';

export const runUndoJob = defineJob({
  id: 'catalog.run-undo',
  queue: 'catalog',
  payload: Type.Object({ undoId: Type.String() }, { additionalProperties: false }),
  // A million products take minutes; it may wait an hour for imports that hold the writer's lock.
  timeoutSeconds: 4 * 3_600,
  dedupKey: (payload) => payload.undoId,
});

export const undoJobHandler = (undos: UndoService): [string, JobHandler] => [
  runUndoJob.id,
  async (payload, { signal }) => {
    try {
      await undos.run((payload as { undoId: string }).undoId, { signal });
    } catch (error) {
      // What is no undo will be none at the next try.
      if (!isAppError(error) || error.retryable || signal.aborted) throw error;
    }
  },
];
