import type { Kysely } from 'kysely';
import type { Announcement } from '../platform/events/announcement.ts';
import type { ExportsTables } from './tables.ts';

/** What others are told of an export at rest; null while it runs, and of one that was cancelled. */
export async function describeExportEnd(
  db: Kysely<ExportsTables>,
  exportJobId: string,
): Promise<Announcement | null> {
  const job = await db.selectFrom('export_jobs').selectAll().where('id', '=', exportJobId).executeTakeFirst();
  if (!job || (job.status !== 'completed' && job.status !== 'failed')) return null;
  const at = job.finished_at ?? new Date();
  const failure = job.failure as { code: string; message: string } | null;
  return {
    key: `export.${job.status}/${job.id}/${at.getTime()}`,
    type: `export.${job.status}`,
    at,
    data: {
      exportJobId: job.id,
      format: job.format,
      products: job.products,
      ...(failure ? { code: failure.code, message: failure.message } : {}),
    },
    topics: [`exports/${job.id}`, 'jobs'],
    link: `/exports/${job.id}`,
  };
}
