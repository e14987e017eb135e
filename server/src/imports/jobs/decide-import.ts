import type { Kysely } from 'kysely';
import type { ChangeSetRun, Exclusion } from '../../catalog/index.ts';
import { AppError } from '../../platform/errors.ts';
import type { Origin } from '../../platform/origin.ts';
import { originColumns, requestCancel, updateJob, type ImportJobRow } from './import-job.queries.ts';
import type { ImportsTables } from '../tables.ts';

/** Rests with a plan that a person may apply. */
const waiting = ['planned', 'awaiting_confirmation', 'held_by_guard'] as const;

/** What was said with a confirmation; kept with the job, so that whoever runs it does just this. */
export interface Decision {
  readonly exclude?: Exclusion | undefined;
  /** Nothing is applied where anything moved. */
  readonly strict?: boolean | undefined;
}

/** Moved rows that an error names; all of them are in the plan that is made anew. */
const SHOWN_MOVED = 20;

/** Before a confirmation is taken: what it asks for must be possible. */
export async function checkDecision(run: ChangeSetRun, { exclude, strict }: Decision): Promise<void> {
  if (exclude) run.checkExclusion(exclude);
  if (strict) await refuseMoved(run);
}

/** Brings the plan to what was confirmed, before its first batch; again after a kill. */
export async function applyDecision(run: ChangeSetRun, kept: unknown): Promise<void> {
  const { exclude, strict } = (kept ?? {}) as Decision;
  // Once batches are applied the rest follows, or the file would be half in.
  if (strict && (await run.counts()).applied === 0) await refuseMoved(run);
  if (exclude) await run.exclude(exclude);
}

async function refuseMoved(run: ChangeSetRun): Promise<void> {
  const moved = await run.listMoved(SHOWN_MOVED);
  if (moved.length === 0) return;
  throw new AppError('imports.plan_stale', {
    message: `Line ${moved[0]!.line}${moved.length > 1 ? ` and ${moved.length - 1} more` : ''} would no longer do what the plan says; import the file again, or confirm without strict to leave such rows out`,
    params: { moved },
  });
}

/** @returns the plan that nobody needs any more, if there is one */
export async function cancelImport(
  transaction: Kysely<ImportsTables>,
  job: ImportJobRow,
): Promise<string | null> {
  const cancelled = { status: 'cancelled', finished_at: new Date() } as const;
  if (await updateJob(transaction, job.id, cancelled, ['queued', ...waiting])) return job.plan_id;
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
  { planId, origin, decision }: { planId: string; origin: Origin; decision: Decision },
): Promise<void> {
  if (!waiting.some((status) => status === job.status))
    throw new AppError('imports.state', {
      message: `The import is ${job.status}; only one that waits with its plan is confirmed`,
      params: { status: job.status },
    });
  if (job.plan_id === null)
    throw new AppError('imports.state', {
      message:
        'The file could not be read, so there is no plan to confirm; import it again when the source is mended',
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
    decision: JSON.stringify(decision),
    // What is applied is the decision of who confirms.
    ...originColumns(origin),
  } as const;
  const moved = await updateJob(transaction, job.id, confirmed, waiting).catch((error: unknown) => {
    if ((error as { code?: string }).code === '23505') return undefined;
    throw error;
  });
  if (!moved)
    throw new AppError('imports.state', {
      message: 'It was confirmed or cancelled meanwhile, or the same file is being imported right now',
      params: { id: job.id },
    });
}
