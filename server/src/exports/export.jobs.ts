import { PassThrough } from 'node:stream';
import { Type } from 'typebox';
import { sql, type Kysely, type Updateable } from 'kysely';
import { parseJsonFilter } from '../catalog/index.ts';
import type { ConnectionPool } from '../platform/databases/pool.ts';
import { within } from '../platform/databases/transactions.ts';
import { isAppError } from '../platform/errors.ts';
import type { Announce } from '../platform/events/announcement.ts';
import { defineForgetAnswers } from '../platform/http/idempotency.jobs.ts';
import { deleteOldAnswers } from '../platform/http/idempotency.queries.ts';
import { defineJob, type JobHandler } from '../platform/queue/jobs.ts';
import { datePrefix, type ObjectStorage } from '../platform/storage/object-storage.ts';
import type { Log } from '../platform/telemetry/log.ts';
import { describeExportEnd } from './describe-export-end.ts';
import { exportCatalogue } from './export-catalogue.ts';
import type { ExportJobCache } from './export-job-cache.ts';
import { findExportJob, updateExportJob } from './export-job.queries.ts';
import type { ExportFormat } from './file-formats.ts';
import type { ExportJobsTable, ExportsTables } from './tables.ts';

export const exportFileJob = defineJob({
  id: 'exports.export-file',
  queue: 'exports',
  payload: Type.Object({ exportJobId: Type.String() }, { additionalProperties: false }),
  timeoutSeconds: 3_600,
  dedupKey: (payload) => payload.exportJobId,
});

/** Telling waits in the queue with the end of the job, so that it is not lost with the process that ended it. */
export const announceExportJob = defineJob({
  id: 'exports.announce-end',
  queue: 'exports',
  payload: Type.Object({ exportJobId: Type.String() }, { additionalProperties: false }),
  timeoutSeconds: 60,
});

export const cleanExportsJob = defineJob({
  id: 'exports.clean-files',
  queue: 'exports',
  payload: Type.Object({}, { additionalProperties: false }),
  timeoutSeconds: 600,
});

export const forgetExportAnswers = defineForgetAnswers('exports.forget-answers', 'exports');

/** Files that no row names are younger than this while their job is still being written. */
const ORPHAN_AGE_MS = 24 * 3_600_000;

export function exportJobHandlers(deps: {
  db: Kysely<ExportsTables>;
  catalog: ConnectionPool;
  storage: ObjectStorage;
  cache: ExportJobCache;
  announce: Announce;
  /** Hands the telling of an end to the workers, in the transaction of that end. */
  announceLater: (transaction: Kysely<ExportsTables>, exportJobId: string) => Promise<void>;
  showProgress: (exportJobId: string, progress: number) => void;
  log: Log;
}): [string, JobHandler][] {
  const { db } = deps;
  const endJob = async (exportJobId: string, values: Updateable<ExportJobsTable>): Promise<void> => {
    await db.transaction().execute(async (transaction) => {
      await updateExportJob(transaction, exportJobId, { ...values, finished_at: new Date() });
      await deps.announceLater(transaction, exportJobId);
    });
    deps.cache.forget(exportJobId);
    // At once: its own job may wait behind long exports, and follows where this fails.
    await announceEnd(exportJobId).catch((error: unknown) =>
      deps.log.warn({ err: error, exportJobId }, 'the end of an export was not told yet'),
    );
  };
  const announceEnd = async (exportJobId: string): Promise<void> => {
    const event = await describeExportEnd(db, exportJobId);
    if (event) await deps.announce(event);
  };
  return [
    [forgetExportAnswers.job.id, () => deleteOldAnswers(within(db))],
    [
      exportFileJob.id,
      async (payload) => {
        const { exportJobId } = payload as { exportJobId: string };
        const job = await findExportJob(db, exportJobId);
        if (!job || job.status === 'completed' || job.status === 'cancelled') return;
        await updateExportJob(db, exportJobId, { status: 'running', started_at: new Date() });
        const { filter, fields } = job.request as { filter?: string; fields?: string[] };
        try {
          const through = new PassThrough({ highWaterMark: 1024 * 1024 });
          // An export that fails before its first row is read from ends the stream while nobody reads it yet; the
          // error comes back by both promises below.
          through.on('error', () => undefined);
          const storing = deps.storage.put('exports', through, {
            prefix: datePrefix(new Date()),
            extension: `.${job.format}`,
          });
          const options = {
            format: job.format as ExportFormat,
            filter: filter ? parseJsonFilter(filter) : {},
            fields: fields ?? null,
          };
          const [products, stored] = await Promise.all([
            exportCatalogue(deps.catalog, options, through, (written, total) =>
              deps.showProgress(exportJobId, total === 0 ? 1 : written / total),
            ).then(
              (count) => (through.end(), count),
              (error: unknown) => {
                through.destroy(error as Error);
                throw error;
              },
            ),
            storing,
          ]);
          await endJob(exportJobId, {
            status: 'completed',
            storage_key: stored.key,
            bytes: stored.bytes,
            products,
          });
        } catch (error) {
          if (!isAppError(error) || error.retryable) throw error;
          const failure = JSON.stringify({ code: error.code, message: error.message });
          await endJob(exportJobId, { status: 'failed', failure });
        }
      },
    ],
    [announceExportJob.id, (payload) => announceEnd((payload as { exportJobId: string }).exportJobId)],
    [
      cleanExportsJob.id,
      async () => {
        for await (const { key, modifiedAt } of deps.storage.list('exports')) {
          if (Date.now() - modifiedAt.getTime() < ORPHAN_AGE_MS) continue;
          const named = await sql`select 1 from export_jobs where storage_key = ${key}`.execute(db);
          if (named.rows.length === 0) await deps.storage.delete('exports', key);
        }
      },
    ],
  ];
}
