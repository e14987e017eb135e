import type { Kysely } from 'kysely';
import type { ShowImportUndo } from '../../catalog/index.ts';
import { findJob, updateJob, type ImportJobRow } from '../jobs/import-job.queries.ts';
import type { ImportsTables } from '../tables.ts';

/** An import shows whether its operation is in effect; the catalogue decides it, so this may be told twice. */
export const showImportUndo =
  (db: Kysely<ImportsTables>): ShowImportUndo =>
  async (importId, status) => {
    const job = await findJob(db, importId);
    if (!job) return;
    await updateJob(db, importId, { status: status === 'applied' ? endOf(job) : status });
  };

/** How the job had ended before its operation was undone. */
function endOf(job: ImportJobRow): string {
  const failure = job.failure as { code?: string } | null;
  if (failure) return failure.code === 'imports.plan_expired' ? 'plan_expired' : 'failed';
  if (job.progress < 1) return 'cancelled';
  const rejected = (job.rows as Record<string, number> | null)?.['rejected'] ?? 0;
  return rejected > 0 ? 'completed_with_errors' : 'completed';
}
