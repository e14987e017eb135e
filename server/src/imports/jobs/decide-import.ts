import type { Kysely } from 'kysely';
import { AppError } from '../../platform/errors.ts';
import type { Origin } from '../../platform/origin.ts';
import { originColumns, requestCancel, updateJob, type ImportJobRow } from './import-job.queries.ts';
import type { ImportsTables } from '../tables.ts';

/** @returns the plan that nobody needs any more, if there is one */
export async function cancelImport(
  transaction: Kysely<ImportsTables>,
  job: ImportJobRow,
): Promise<string | null> {
  const cancelled = { status: 'cancelled', finished_at: new Date() } as const;
  if (await updateJob(transaction, job.id, cancelled, ['queued', 'planned'])) return job.plan_id;
  // What it applied stays, and a run of its own says so.
  await updateJob(transaction, job.id, { status: 'queued' }, ['paused']);
  if (await requestCancel(transaction, job.id)) return null;
  throw new AppError('imports.state', {
    message: `The import is ${job.status}; there is nothing to cancel`,
    params: { status: job.status },
  });
}

/** The plan that was looked at is applied, and no other one. */
export async function confirmImport(
  transaction: Kysely<ImportsTables>,
  job: ImportJobRow,
  { planId, origin }: { planId: string; origin: Origin },
): Promise<void> {
  if (job.status !== 'planned')
    throw new AppError('imports.state', {
      message: `The import is ${job.status}; only a planned one is confirmed`,
      params: { status: job.status },
    });
  if (job.plan_id !== planId)
    throw new AppError('imports.plan_stale', {
      message: 'The plan was made anew since; look at it again',
      params: { planId: job.plan_id },
    });
  const confirmed = {
    mode: 'confirmed',
    status: 'queued',
    finished_at: null,
    // What is applied is the decision of who confirms.
    ...originColumns(origin),
  } as const;
  const moved = await updateJob(transaction, job.id, confirmed, ['planned']).catch((error: unknown) => {
    if ((error as { code?: string }).code === '23505') return undefined;
    throw error;
  });
  if (!moved)
    throw new AppError('imports.state', {
      message: 'It was confirmed or cancelled meanwhile, or the same file is being imported right now',
      params: { id: job.id },
    });
}
