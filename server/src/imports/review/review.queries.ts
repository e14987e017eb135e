import { sql, type Kysely } from 'kysely';
import type { ChangeSetRun, ReviewRow } from '../../catalog/index.ts';
import { insertErrors, type ImportJobRow } from '../jobs/import-job.queries.ts';
import { openRow, reviewReasons } from '../jobs/job-totals.ts';
import type { ImportsTables } from '../tables.ts';

type Executor = Kysely<ImportsTables>;

/** Rows that are read and written at once. */
const PAGE = 1_000;

/** Notes every row that waits or was left out with what it takes to decide about it: the plan is dropped next. */
export async function noteOpenRows(
  db: Executor,
  jobId: string,
  run: ChangeSetRun,
  open: readonly { line: number; reason: string }[],
): Promise<void> {
  const moved = open.filter(({ reason }) => !reviewReasons.includes(reason));
  await insertErrors(
    db,
    jobId,
    moved.map(({ line, reason }) => openRow(line, reason)),
  );
  if (moved.length === open.length) return;
  let afterLine = 0;
  for (;;) {
    const rows = await run.listReview({ afterLine, limit: PAGE });
    await insertErrors(
      db,
      jobId,
      rows.map(({ line, reason, key, row, candidates }) => openRow(line, reason, { key, row, candidates })),
    );
    if (rows.length < PAGE) return;
    afterLine = rows.at(-1)!.line;
  }
}

/** Rows of an ended import that wait, in order of their lines. */
export async function listNotedRows(
  db: Executor,
  jobId: string,
  page: { afterLine: number; limit: number; lines?: readonly number[] },
): Promise<ReviewRow[]> {
  let query = db
    .selectFrom('import_errors')
    .select(['line', 'cause', 'params'])
    .where('job_id', '=', jobId)
    .where('cause', 'in', reviewReasons)
    .where('line', '>', page.afterLine)
    .orderBy('line')
    .limit(page.limit);
  if (page.lines) query = query.where('line', 'in', page.lines);
  const rows = await query.execute();
  return rows.map(({ line, cause, params }) => ({
    ...(params as unknown as Pick<ReviewRow, 'key' | 'row' | 'candidates'>),
    line,
    reason: cause,
  }));
}

export async function waitingLines(db: Executor, jobId: string): Promise<Set<number>> {
  const rows = await db
    .selectFrom('import_errors')
    .select('line')
    .where('job_id', '=', jobId)
    .where('cause', 'in', reviewReasons)
    .execute();
  return new Set(rows.map(({ line }) => line));
}

export async function forgetWaiting(db: Executor, jobId: string): Promise<void> {
  await db
    .deleteFrom('import_errors')
    .where('job_id', '=', jobId)
    .where('cause', 'in', reviewReasons)
    .execute();
}

/** Newest first; by the index over those that wait. */
export function listWaitingJobs(
  db: Executor,
  { before, limit }: { before: string | null; limit: number },
): Promise<ImportJobRow[]> {
  return db
    .selectFrom('import_jobs')
    .selectAll()
    .where(
      sql<boolean>`(status in ('planned', 'awaiting_confirmation', 'held_by_guard') or (rows ->> 'review')::int > 0)`,
    )
    .where('status', 'not in', ['undone', 'undoing'])
    .where((where) => (before === null ? where.lit(true) : where('id', '<', before)))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
