import type { AppliedCounts } from '../../catalog/index.ts';
import type { ImportJobRow } from './import-job.queries.ts';
import { totalsOf } from './job-totals.ts';
import type { StagedFile } from './stage-file.ts';

/** The books of a run that stopped between two batches: what no batch applied is `notApplied`. */
export function partialTotals(job: ImportJobRow, staged: StagedFile, counts: AppliedCounts) {
  const { created, updated, review } = counts;
  const { read, rejected, skipped } = staged;
  const unchanged = counts.unchanged + counts.prefiltered;
  const notApplied = read - rejected - skipped - created - updated - unchanged - review;
  return totalsOf(job, staged, { ...counts, notApplied }, []);
}

const number = new Intl.NumberFormat('en-US');
const stoppedStatuses = new Set(['failed', 'cancelled', 'paused']);

export interface PartialImport {
  readonly applied: number;
  readonly of: number;
  readonly message: string;
  readonly choices: readonly ('resume' | 'undo' | 'leave')[];
}

/** What became of the catalogue by a run that stopped half-way, in one sentence; null where nothing was applied. */
export function describePartial(job: ImportJobRow): PartialImport | null {
  const rows = job.rows as Record<string, number> | null;
  if (!rows || !stoppedStatuses.has(job.status)) return null;
  const { read = 0, created = 0, updated = 0, unchanged = 0 } = rows;
  const applied = created + updated + unchanged;
  if (applied === 0) return null;
  const done = [
    `${number.format(created)} products created`,
    `${number.format(updated)} rows updated`,
    `${number.format(unchanged)} unchanged`,
  ];
  return {
    applied,
    of: read,
    message: `${number.format(applied)} of ${number.format(read)} rows were applied: ${done.join(', ')}; continue, undo the applied part, or leave it`,
    choices: ['resume', 'undo', 'leave'],
  };
}
