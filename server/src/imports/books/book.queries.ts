import { sql, type Kysely } from 'kysely';
import type { ImportsTables } from '../tables.ts';

/** The steps of a job in the order they were taken. */
export function listLogs(
  db: Kysely<ImportsTables>,
  jobId: string,
  { after, limit }: { after: string; limit: number },
) {
  return db
    .selectFrom('import_logs')
    .select(['seq', 'at', 'step', 'message', 'details'])
    .where('job_id', '=', jobId)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

export interface StatisticsFilter {
  readonly supplierId?: string | undefined;
  /** Days as `2026-11-27`, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** One entry per supplier and day, the newest first. */
export function listStatistics(
  db: Kysely<ImportsTables>,
  filter: StatisticsFilter,
  { before, limit }: { before: { day: string; supplierId: string } | null; limit: number },
) {
  // As text: a day has no time zone, and the driver would give it one.
  let query = db
    .selectFrom('import_statistics as s')
    .select([
      sql<string>`s.day::text`.as('day'),
      's.supplier_id',
      's.files',
      's.failed',
      's.rows',
      's.duration_ms',
    ])
    .orderBy('s.day', 'desc')
    .orderBy('s.supplier_id', 'desc')
    .limit(limit);
  if (filter.supplierId) query = query.where('s.supplier_id', '=', filter.supplierId);
  if (filter.from) query = query.where(sql<boolean>`s.day >= ${filter.from}::date`);
  if (filter.to) query = query.where(sql<boolean>`s.day <= ${filter.to}::date`);
  if (before)
    query = query.where(
      sql<boolean>`(s.day, s.supplier_id) < (${before.day}::date, ${before.supplierId}::uuid)`,
    );
  return query.execute();
}
