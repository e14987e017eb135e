import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { foldText } from '../../catalog/index.ts';
import { AppError } from '../../platform/errors.ts';
import type { Origin } from '../../platform/origin.ts';
import { insertOrResumeJob, originColumns, type ImportJobRow } from '../jobs/import-job.queries.ts';
import type { Mapping } from '../mapping/suggest-mapping.ts';
import type { ImportsTables } from '../tables.ts';
import { rejectedLines } from './rejected-lines.queries.ts';

/** A supplier's word whose meaning was changed: rows that were taken with it are read again, too. */
export interface Word {
  readonly field: string;
  readonly from: string;
}

/** Whether a row of the file is read. */
export type RowFilter = (cells: readonly string[], line: number) => boolean;

/** Rests, and its books are closed. */
const resting = ['planned', 'completed', 'completed_with_errors'];

/**
 * Makes an import of exactly the rows another one rejected, and of those with one of the words, read from the same
 * stored file by the mappings that hold now. Asked for again while it is unfinished, it is the same one.
 */
export async function retryImport(
  transaction: Kysely<ImportsTables>,
  job: ImportJobRow,
  { origin, words }: { origin: Origin; words: readonly Word[] },
): Promise<ImportJobRow> {
  if (!resting.includes(job.status))
    throw new AppError('imports.state', {
      message: `The import is ${job.status}; its rejected rows can be read again once it is planned or completed`,
      params: { status: job.status },
    });
  if (!job.rows?.['rejected'] && words.length === 0)
    throw new AppError('imports.nothing_rejected', {
      message: 'No row of this import was rejected; there is nothing to read again',
      params: { id: job.id },
    });
  const retry = await insertOrResumeJob(transaction, {
    file_id: job.file_id,
    supplier_id: job.supplier_id,
    supplier_name: job.supplier_name,
    identity: createHash('sha256')
      .update(`retry\n${job.id}\n${JSON.stringify(words)}`)
      .digest('hex'),
    mode: job.mode === 'apply' ? 'apply' : 'preview',
    request: JSON.stringify({ ...job.request, retryWords: words }),
    warnings: '[]',
    source_id: job.source_id,
    retry_of: job.id,
    ...originColumns(origin),
  });
  return retry.job;
}

/** The rows a run is restricted to; null for one that reads its whole file. */
export async function rowsToRetry(
  db: Kysely<ImportsTables>,
  { retry_of, request }: ImportJobRow,
  mapping: Mapping,
): Promise<RowFilter | null> {
  if (retry_of === null) return null;
  const lines = new Set(await rejectedLines(db, retry_of));
  const words = (request['retryWords'] ?? []) as readonly Word[];
  if (lines.size === 0 && words.length === 0)
    throw new AppError('imports.errors_not_kept', {
      message: 'Which rows were rejected is no longer kept; import the whole file again',
      params: { id: retry_of },
      status: 410,
    });
  const columns = mapping.columns.flatMap(({ column, field }) => {
    const own = words.filter((word) => word.field === field.name).map(({ from }) => foldText(from));
    return own.length ? [{ at: column - 1, words: new Set(own) }] : [];
  });
  return (cells, line) =>
    lines.has(line) || columns.some((column) => column.words.has(foldText(cells[column.at] ?? '')));
}
