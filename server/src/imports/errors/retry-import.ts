import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { AppError } from '../../platform/errors.ts';
import type { Origin } from '../../platform/origin.ts';
import { insertOrResumeJob, originColumns, type ImportJobRow } from '../jobs/import-job.queries.ts';
import type { ImportsTables } from '../tables.ts';
import { rejectedLines } from './rejected-lines.queries.ts';

/** Rests, and its books are closed. */
const resting = ['planned', 'completed', 'completed_with_errors'];

/**
 * Makes an import of exactly the rows another one rejected, read from the same stored file by the mappings that
 * hold now. Asked for again while it is unfinished, it is the same one.
 */
export async function retryRejected(
  transaction: Kysely<ImportsTables>,
  job: ImportJobRow,
  origin: Origin,
): Promise<ImportJobRow> {
  if (!resting.includes(job.status))
    throw new AppError('imports.state', {
      message: `The import is ${job.status}; its rejected rows can be read again once it is planned or completed`,
      params: { status: job.status },
    });
  if (!job.rows?.['rejected'])
    throw new AppError('imports.nothing_rejected', {
      message: 'No row of this import was rejected; there is nothing to read again',
      params: { id: job.id },
    });
  const mode = job.mode === 'apply' ? 'apply' : 'preview';
  const retry = await insertOrResumeJob(transaction, {
    file_id: job.file_id,
    supplier_id: job.supplier_id,
    supplier_name: job.supplier_name,
    identity: createHash('sha256').update(`retry\n${job.id}`).digest('hex'),
    mode,
    request: JSON.stringify(job.request),
    warnings: '[]',
    source_id: job.source_id,
    retry_of: job.id,
    ...originColumns(origin),
  });
  return retry.job;
}

/** The lines a run is restricted to; null for one that reads its whole file. */
export async function linesToRetry(
  db: Kysely<ImportsTables>,
  { retry_of }: ImportJobRow,
): Promise<ReadonlySet<number> | null> {
  if (retry_of === null) return null;
  const lines = await rejectedLines(db, retry_of);
  if (lines.length > 0) return new Set(lines);
  throw new AppError('imports.errors_not_kept', {
    message: 'Which rows were rejected is no longer kept; import the whole file again',
    params: { id: retry_of },
    status: 410,
  });
}
