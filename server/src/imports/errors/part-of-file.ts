import type { ImportJobRow } from '../jobs/import-job.queries.ts';
import type { Mapping } from '../mapping/suggest-mapping.ts';
import { addedHeadings } from './write-errors-file.ts';

/**
 * The rejected rows of another import, read again or sent back mended, or rows that waited for a person: what is not among them is not missing, and
 * their number and prices say nothing about the supplier's files.
 */
export const isPartOfFile = (
  { retry_of, mode }: Pick<ImportJobRow, 'retry_of' | 'mode'>,
  { ignored }: Mapping,
): boolean =>
  retry_of !== null || mode === 'review' || addedHeadings.every((heading) => ignored.includes(heading));
