import type { Kysely } from 'kysely';
import type { SampledCounter } from '../../platform/telemetry/sampled-metrics.ts';
import { listFinishedRows } from './import-job.queries.ts';
import type { ImportsTables } from '../tables.ts';

/** A plan waits a week for its confirmation at most, and its application may take hours. */
const LONGEST_JOB_MS = 8 * 86_400_000;

/**
 * Rows of the imports that were applied since this process started. They are read from the jobs, because the
 * worker that runs them is another process and may be on another machine; each job is added once, so that a
 * retention that deletes old jobs takes nothing back.
 */
export function importRowsCounter({
  db,
  now,
}: {
  db: Kysely<ImportsTables>;
  now: () => Date;
}): SampledCounter {
  const since = now();
  const totals: Record<string, number> = {};
  let counted = new Set<string>();
  return {
    name: 'pm_import_rows_total',
    help: 'Rows of applied imports, by what became of them',
    label: 'outcome',
    async read() {
      const createdAfter = new Date(now().getTime() - LONGEST_JOB_MS);
      const finished = await listFinishedRows(db, { createdAfter, finishedAfter: since });
      for (const { id, rows } of finished) {
        if (counted.has(id)) continue;
        for (const [outcome, count] of Object.entries(rows))
          if (outcome !== 'read') totals[outcome] = (totals[outcome] ?? 0) + count;
      }
      counted = new Set(finished.map(({ id }) => id));
      return totals;
    },
  };
}
