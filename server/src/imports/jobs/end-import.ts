import type { Kysely } from 'kysely';
import type { ChangeSetRun, ChangeSetService, PlanCounts } from '../../catalog/index.ts';
import { isAppError } from '../../platform/errors.ts';
import { findJob, updateJob, type ImportJobRow } from './import-job.queries.ts';
import { totalsOf } from './job-totals.ts';
import { forgetWaiting, noteOpenRows } from '../review/review.queries.ts';
import type { ColumnProfile } from '../guard/feed-profile.ts';
import { baselinesFor, profileOf } from '../guard/guard-import.ts';
import { countImport, insertBaseline } from '../guard/guard.queries.ts';
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
  ended: {
    readonly planId: string;
    readonly run: ChangeSetRun;
    readonly staged: StagedFile;
    /** Null where the file was but a part of one, which later files are not compared with. */
    readonly columns: readonly ColumnProfile[] | null;
  },
): Promise<void> {
  const { planId, run, staged } = ended;
  const open = await run.listOpenRows();
  const counts = await run.counts();
  const totals = totalsOf(job, staged, counts, open);
  await deps.changeSets.setState(planId, 'completed', counts);
  await endJob(
    deps,
    job,
    {
      ...totals,
      status: staged.rejected > 0 ? 'completed_with_errors' : 'completed',
      progress: 1,
    },
    async (transaction) => {
      await forgetWaiting(transaction, job.id);
      await noteOpenRows(transaction, job.id, run, open);
      if (job.supplier_id === null || ended.columns === null) return;
      const profile = profileOf(ended.columns, staged.read, counts);
      await insertBaseline(transaction, {
        supplierId: job.supplier_id,
        sourceId: job.source_id,
        jobId: job.id,
        profile,
      });
    },
  );
  deps.reach('finished');
  await deps.changeSets.discard(planId);
}

/** The books of the day and whatever else ends with a job, in the one transaction that ends it. */
function endJob(
  deps: EndDependencies,
  { id, mode }: ImportJobRow,
  values: Parameters<typeof updateJob>[2],
  more: (transaction: Kysely<ImportsTables>) => Promise<void> = async () => undefined,
): Promise<void> {
  return deps.db.transaction().execute(async (transaction) => {
    const ended = await updateJob(transaction, id, { ...values, finished_at: new Date() });
    if (ended && ended.supplier_id !== null && isOver(ended) && mode !== 'review')
      await countImport(transaction, {
        supplierId: ended.supplier_id,
        failed: ended.status === 'failed',
        rows: (ended.rows ?? {}) as Record<string, number>,
        durationMs: ended.finished_at!.getTime() - (ended.started_at ?? ended.created_at).getTime(),
      });
    await more(transaction);
    await deps.announceEnd(transaction, id);
  });
}

/** A held file is counted when it is decided upon. */
const isOver = ({ status }: ImportJobRow): boolean =>
  ['completed', 'completed_with_errors', 'failed'].includes(status);

/** Something is odd: nothing was applied, the plan waits for a person, and administrators are told. */
export function restAsHeld(
  deps: EndDependencies,
  job: ImportJobRow,
  staged: StagedFile,
  planned: PlanCounts,
): Promise<void> {
  return endJob(deps, job, { ...totalsOf(job, staged, planned, []), status: 'held_by_guard', progress: 1 });
}

/** Nothing was applied: the plan waits to be looked at. */
export async function restAsPlanned(
  deps: EndDependencies,
  job: ImportJobRow,
  staged: StagedFile,
  planned: PlanCounts,
): Promise<void> {
  const totals = { ...totalsOf(job, staged, planned, []), progress: 1 };
  // A dry run is looked at by whoever asked for it; one that came by itself waits for somebody, who is told.
  if (job.source_id !== null) return endJob(deps, job, { ...totals, status: 'awaiting_confirmation' });
  await updateJob(deps.db, job.id, { ...totals, status: 'planned', finished_at: new Date() });
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
  const webPage =
    failure?.code === 'imports.file_is_web_page' && (await baselinesFor(deps.db, job)).length > 0;
  await endJob(deps, job, {
    ...partial,
    status: webPage
      ? 'held_by_guard'
      : cancelled
        ? 'cancelled'
        : failure?.code === 'imports.plan_expired'
          ? 'plan_expired'
          : 'failed',
    failure: failure && JSON.stringify(failure),
    // Where a feed was, a page is: the source wants a person, who signs in there anew.
    ...(webPage ? { guard: JSON.stringify([failure]) } : {}),
  });
  if (!present?.plan_id || !counts) return;
  if (counts.applied === 0) await deps.changeSets.discard(present.plan_id);
  await deps.changeSets.setState(present.plan_id, cancelled ? 'cancelled' : 'failed', counts);
}
