import type { Kysely } from 'kysely';
import { AppError } from '../../platform/errors.ts';
import type { Origin } from '../../platform/origin.ts';
import { originColumns, updateJob, type ImportJobRow } from './import-job.queries.ts';
import type { ImportsTables } from '../tables.ts';

/** Takes effect between two batches; what reads and plans is not stopped, only cancelled. */
export async function pauseImport(transaction: Kysely<ImportsTables>, job: ImportJobRow): Promise<void> {
  if (await updateJob(transaction, job.id, { status: 'paused' }, ['queued', 'applying'])) return;
  throw new AppError('imports.state', {
    message: `The import is ${job.status}; only one that waits or applies is paused`,
    params: { status: job.status },
  });
}

/** Goes on where it stopped: batches that were applied are not applied again. */
export async function resumeImport(
  transaction: Kysely<ImportsTables>,
  job: ImportJobRow,
  origin: Origin,
): Promise<void> {
  const again = {
    status: 'queued',
    failure: null,
    finished_at: null,
    cancel_requested_at: null,
    ...originColumns(origin),
  } as const;
  const resumed = await updateJob(transaction, job.id, again, ['paused', 'failed', 'cancelled']).catch(
    (error: unknown) => {
      if ((error as { code?: string }).code !== '23505') throw error;
      throw new AppError('imports.state', {
        message: 'The same file is being imported right now; it goes on from what was applied',
        params: { id: job.id },
      });
    },
  );
  if (!resumed)
    throw new AppError('imports.state', {
      message: `The import is ${job.status}; only one that was paused, cancelled or failed goes on`,
      params: { status: job.status },
    });
}
