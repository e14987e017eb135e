import type { Kysely } from 'kysely';
import type { ChangeSetRun, PlanCounts } from '../../catalog/index.ts';
import type { ImportJobRow } from '../jobs/import-job.queries.ts';
import type { ImportRequest } from '../jobs/import.service.ts';
import type { ImportsTables } from '../tables.ts';
import type { ColumnProfile, FeedProfile } from './feed-profile.ts';
import { listBaselines } from './guard.queries.ts';
import { judgeFeed, type GuardFinding } from './judge-feed.ts';

/** Files of a supplier whose last ones are known are looked at before anything of them is applied; a few mended rows are none. */
export async function baselinesFor(db: Kysely<ImportsTables>, job: ImportJobRow): Promise<FeedProfile[]> {
  return job.mode === 'apply' && job.supplier_id !== null && job.retry_of === null
    ? listBaselines(db, job.supplier_id, job.source_id)
    : [];
}

/** @returns what is odd, and whether the run stops for it; a person who insists is let through */
export async function guardImport(options: {
  readonly job: ImportJobRow;
  readonly run: ChangeSetRun;
  readonly baselines: readonly FeedProfile[];
  readonly columns: readonly ColumnProfile[];
  /** Rows read. */
  readonly read: number;
}): Promise<{ findings: GuardFinding[]; holds: boolean }> {
  const { job, run, baselines } = options;
  if (baselines.length === 0) return { findings: [], holds: false };
  const profile = profileOf(options.columns, options.read, await run.plannedCounts());
  const { force, guard } = job.request as unknown as ImportRequest;
  const findings = judgeFeed(profile, await run.feedStatistics(), baselines, guard);
  return { findings, holds: findings.length > 0 && force !== true };
}

export const profileOf = (
  columns: FeedProfile['columns'],
  read: number,
  { created }: Pick<PlanCounts, 'created'>,
): FeedProfile => ({ rows: read, created, columns });
