import type { Kysely } from 'kysely';
import type { ChangeSetRun, ChangeSetService, PlanCounts } from '../../catalog/index.ts';
import { isAppError } from '../../platform/errors.ts';
import { findJob, insertErrors, updateJob, type ImportJobRow } from './import-job.queries.ts';
import { openRow, totalsOf } from './job-totals.ts';
import { partialTotals } from './partial-import.ts';
import type { StagedFile } from './stage-file.ts';
import type { ImportsTables } from '../tables.ts';

export interface EndDependencies {
  readonly db: Kysely<ImportsTables>;
  readonly changeSets: ChangeSetService;
  /** Sees to it that others are told how a job ended, in the transaction that ends it. */
  readonly announceEnd: (transaction: Kysely<ImportsTables>, jobId: string) => Promise<void>;
  /** Named points of a run, for tests that kill it there. */
  readonly reach: (point: string) => void;
}

/** The job rests as completed, with books that add up. */
export async function finish(
  deps: EndDependencies,
  job: ImportJobRow,
  planId: string,
  run: ChangeSetRun,
  staged: StagedFile,
): Promise<void> {
  const { db } = deps;
  const open = await run.listOpenRows();
  await insertErrors(
    db,
    job.id,
    open.map(({ line, reason }) => openRow(line, reason)),
  );
  const counts = await run.counts();
  const totals = totalsOf(job, staged, counts, open);
  await deps.changeSets.setState(planId, 'completed', counts);
  await endJob(deps, job.id, {
    ...totals,
    status: staged.rejected > 0 ? 'completed_with_errors' : 'completed',
    progress: 1,
  });
  deps.reach('finished');
  await deps.changeSets.discard(planId);
}

function endJob(
  deps: EndDependencies,
  jobId: string,
  values: Parameters<typeof updateJob>[2],
): Promise<void> {
  return deps.db.transaction().execute(async (transaction) => {
    await updateJob(transaction, jobId, { ...values, finished_at: new Date() });
    await deps.announceEnd(transaction, jobId);
  });
}

/** Nothing was applied: the plan waits to be looked at. */
export async function restAsPlanned(
  deps: EndDependencies,
  job: ImportJobRow,
  staged: StagedFile,
  planned: PlanCounts,
): Promise<void> {
  await updateJob(deps.db, job.id, {
    ...totalsOf(job, staged, planned, []),
    status: 'planned',
    progress: 1,
    finished_at: new Date(),
  });
}

/**
 * A part that is down, or a worker that shuts down, fails no job: it stays unfinished and goes on later. What a job
 * that ends half-way applied stays, with its stage, so that it may be continued or undone.
 */
export async function recordFailure(
  deps: EndDependencies,
  job: ImportJobRow,
  error: unknown,
  stop: AbortSignal,
): Promise<void> {
  const asked = stop.aborted && isAppError(stop.reason) ? stop.reason.code : null;
  const failed = !stop.aborted && isAppError(error) && !error.retryable;
  const paused = asked === 'imports.paused';
  const cancelled = asked === 'imports.cancelled';
  if (!cancelled && !failed && !paused) return;
  const failure = failed ? { code: error.code, message: error.message, params: error.params } : null;
  const present = await findJob(deps.db, job.id);
  const counts = present?.plan_id ? await deps.changeSets.countApplied(present.plan_id) : null;
  const staged = present?.staged as unknown as StagedFile | null | undefined;
  const partial = counts && counts.applied > 0 && staged ? partialTotals(job, staged, counts) : {};
  if (paused) return void (await updateJob(deps.db, job.id, partial, ['paused']));
  await endJob(deps, job.id, {
    ...partial,
    status: cancelled ? 'cancelled' : failure?.code === 'imports.plan_expired' ? 'plan_expired' : 'failed',
    failure: failure && JSON.stringify(failure),
  });
  if (!present?.plan_id || !counts) return;
  if (counts.applied === 0) await deps.changeSets.discard(present.plan_id);
  await deps.changeSets.setState(present.plan_id, cancelled ? 'cancelled' : 'failed', counts);
}
