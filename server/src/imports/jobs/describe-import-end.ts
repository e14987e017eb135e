import type { Kysely } from 'kysely';
import type { Announcement } from '../../platform/events/announcement.ts';
import { findFile, findJob, type ImportJobRow } from './import-job.queries.ts';
import type { ImportsTables } from '../tables.ts';

const eventOfStatus: Readonly<Record<string, string>> = {
  held_by_guard: 'import.held',
  awaiting_confirmation: 'import.held',
  completed: 'import.completed',
  completed_with_errors: 'import.completed',
  failed: 'import.failed',
  plan_expired: 'import.failed',
};

/** What others are told of an import at rest; null where there is nothing to tell, as of one that was cancelled. */
export async function describeImportEnd(
  db: Kysely<ImportsTables>,
  importId: string,
): Promise<Announcement | null> {
  const job = await findJob(db, importId);
  const type = job && eventOfStatus[job.status];
  if (!job || !type) return null;
  const file = await findFile(db, job.file_id);
  const at = job.finished_at ?? new Date();
  return {
    // One job may end several times: it fails, is tried again and completes.
    key: `${type}/${job.id}/${at.getTime()}`,
    type,
    at,
    data: { importId: job.id, status: job.status, file: file?.name ?? null, ...detailsOf(job) },
    topics: [`imports/${job.id}`, 'jobs'],
    link: `/imports/${job.id}`,
  };
}

function detailsOf(job: ImportJobRow): Record<string, unknown> {
  const rows = job.rows as Record<string, number> | null;
  const failure = job.failure as { code: string; message: string } | null;
  return {
    supplier: job.supplier_name,
    operationId: job.plan_id,
    ...(rows ? { created: rows['created'], updated: rows['updated'], rejected: rows['rejected'] } : {}),
    ...(failure ? { code: failure.code, message: failure.message } : {}),
  };
}
