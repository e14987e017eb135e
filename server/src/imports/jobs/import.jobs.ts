import { Type } from 'typebox';
import type { Kysely } from 'kysely';
import { definePartitionJob } from '../../platform/databases/partition-job.ts';
import { within } from '../../platform/databases/transactions.ts';
import { isAppError } from '../../platform/errors.ts';
import type { Announce } from '../../platform/events/announcement.ts';
import { defineForgetAnswers } from '../../platform/http/idempotency.jobs.ts';
import { deleteOldAnswers } from '../../platform/http/idempotency.queries.ts';
import { defineJob, type JobHandler } from '../../platform/queue/jobs.ts';
import type { Log } from '../../platform/telemetry/log.ts';
import { describeImportEnd } from './describe-import-end.ts';
import type { ImportRunner } from './run-import.ts';
import type { ImportsTables } from '../tables.ts';

export const runImportJob = defineJob({
  id: 'imports.run-import',
  queue: 'imports',
  payload: Type.Object({ importId: Type.String() }, { additionalProperties: false }),
  // A million rows take two minutes; a slow disk and a long queue for the writer's lock may make it an hour.
  timeoutSeconds: 4 * 3_600,
  dedupKey: (payload) => payload.importId,
});

export const importPartitions = definePartitionJob('imports.extend-partitions', 'imports', [
  'import_errors',
  'import_logs',
]);

/** Telling waits in the queue with the end of the job, so that it is not lost with the process that ended it. */
export const announceImportJob = defineJob({
  id: 'imports.announce-end',
  queue: 'imports',
  payload: Type.Object({ importId: Type.String() }, { additionalProperties: false }),
  timeoutSeconds: 60,
});

export const forgetImportAnswers = defineForgetAnswers('imports.forget-answers', 'imports');

export function importJobHandlers(deps: {
  runner: ImportRunner;
  db: Kysely<ImportsTables>;
  log: Log;
  now: () => Date;
  announce: Announce;
}): [string, JobHandler][] {
  const announceEnd = async (importId: string): Promise<void> => {
    const event = await describeImportEnd(deps.db, importId);
    if (event) await deps.announce(event);
  };
  return [
    [forgetImportAnswers.job.id, () => deleteOldAnswers(within(deps.db))],
    [
      runImportJob.id,
      async (payload, { signal }) => {
        const { importId } = payload as { importId: string };
        try {
          await deps.runner.run(importId, { signal });
        } catch (error) {
          // A wrong file is the job's result, kept in its row; running it again would not mend it.
          if (!isAppError(error) || error.retryable || signal.aborted) throw error;
        }
        // At once: its own job may wait behind long imports, and follows where this fails.
        await announceEnd(importId).catch((error: unknown) =>
          deps.log.warn({ err: error, importId }, 'the end of an import was not told yet'),
        );
      },
    ],
    [announceImportJob.id, (payload) => announceEnd((payload as { importId: string }).importId)],
    importPartitions.handler(deps),
  ];
}
