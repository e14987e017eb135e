import type { Kysely } from 'kysely';
import type { ChangeSetRun } from '../../catalog/index.ts';
import type { RowFilter } from '../errors/retry-import.ts';
import { updateJob, type ImportJobRow } from '../jobs/import-job.queries.ts';
import type { StagedFile } from '../jobs/stage-file.ts';
import type { ImportsTables } from '../tables.ts';
import { waitingLines } from './review.queries.ts';

/**
 * Stages the rows of an ended import that waited, into batches of their own behind its others, so that they belong
 * to the same operation. Which batches is noted first: after a kill they are cut alike, and their markers count.
 *
 * @param stage reads the stored file's rows that the filter lets through
 * @returns what reading the whole file had found
 */
export async function stageReviewed(
  db: Kysely<ImportsTables>,
  job: ImportJobRow,
  run: ChangeSetRun,
  stage: (rows: RowFilter, firstBatch: number) => Promise<unknown>,
): Promise<StagedFile> {
  const noted = (job.decision as { reviewBatch?: number } | null)?.reviewBatch;
  if (noted === undefined || !(await run.isStaged())) {
    const firstBatch = noted ?? (await run.nextReviewBatch());
    await updateJob(db, job.id, { decision: JSON.stringify({ reviewBatch: firstBatch }) });
    const lines = await waitingLines(db, job.id);
    await stage((_, line) => lines.has(line), firstBatch);
  }
  return job.staged as unknown as StagedFile;
}
