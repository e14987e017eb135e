import type { PlanCounts } from '../../catalog/index.ts';
import type { ImportJobRow } from './import-job.queries.ts';
import type { StagedFile } from './stage-file.ts';

/** The books of a job. Rows that say what they said last time are never staged, so unchanged is what is left. */
export function totalsOf(
  job: ImportJobRow,
  staged: StagedFile,
  counts: PlanCounts,
  open: readonly { reason: string }[],
) {
  const { created, models, updated, review, notApplied, kept, locked, fields } = counts;
  const { read, rejected } = staged;
  const skipped = staged.skipped + counts.skipped;
  const unchanged = read - rejected - skipped - created - updated - review - notApplied;
  const reasons = new Map<string, number>();
  for (const { reason } of open) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  // Those of the file and of rows that wait are counted anew each time a job rests.
  const counted = new Set([...staged.warnings.map(({ code }) => code), ...reviewReasons, ...reasons.keys()]);
  const own = ((job.warnings ?? []) as { code: string }[]).filter(({ code }) => !counted.has(code));
  const waiting = [...reasons].map(([code, count]) => ({ code, count, params: {} }));
  return {
    rows: JSON.stringify({ read, created, updated, unchanged, rejected, review, skipped, notApplied }),
    products: JSON.stringify({ created: created + models, updated: counts.productsUpdated, unchanged, archived: 0 }),
    kept: JSON.stringify({ locked, ownedBySource: kept }),
    fields: JSON.stringify(fields),
    errors: JSON.stringify(staged.errors),
    warnings: JSON.stringify([...own, ...staged.warnings, ...waiting]),
  };
}

/** Why rows wait for a person. */
export const reviewReasons: readonly string[] = ['match.ambiguous', 'match.keys_disagree'];

/** A row that was not applied, among the findings of its job. */
export const openRow = (line: number, cause: string, params: Record<string, unknown> = {}) => ({
  line,
  column: null,
  header: null,
  field: null,
  value: null,
  cause,
  params,
  severity: 'warning' as const,
  suggestion: null,
});
