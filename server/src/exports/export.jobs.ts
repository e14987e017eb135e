import { PassThrough } from 'node:stream';
import { Type } from 'typebox';
import { sql, type Kysely } from 'kysely';
import { parseJsonFilter } from '../catalog/index.ts';
import type { ConnectionPool } from '../platform/databases/pool.ts';
import { within } from '../platform/databases/transactions.ts';
import { isAppError } from '../platform/errors.ts';
import { defineForgetAnswers } from '../platform/http/idempotency.jobs.ts';
import { deleteOldAnswers } from '../platform/http/idempotency.queries.ts';
import { defineJob, type JobHandler } from '../platform/queue/jobs.ts';
import { datePrefix, type ObjectStorage } from '../platform/storage/object-storage.ts';
import { exportCatalogue } from './export-catalogue.ts';
import type { ExportFormat } from './file-formats.ts';
import type { ExportsTables } from './tables.ts';

export const exportFileJob = defineJob({
  id: 'exports.export-file',
  queue: 'exports',
  payload: Type.Object({ exportJobId: Type.String() }, { additionalProperties: false }),
  timeoutSeconds: 3_600,
  dedupKey: (payload) => payload.exportJobId,
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
}): [string, JobHandler][] {
  const { db } = deps;
  return [
    [forgetExportAnswers.job.id, () => deleteOldAnswers(within(db))],
    [
      exportFileJob.id,
      async (payload) => {
        const { exportJobId } = payload as { exportJobId: string };
        const job = await db
          .selectFrom('export_jobs')
          .selectAll()
          .where('id', '=', exportJobId)
          .executeTakeFirst();
        if (!job || job.status === 'completed' || job.status === 'cancelled') return;
        await db
          .updateTable('export_jobs')
          .set({ status: 'running', started_at: new Date() })
          .where('id', '=', exportJobId)
          .execute();
        const { filter, fields } = job.request as { filter?: string; fields?: string[] };
        try {
          const through = new PassThrough({ highWaterMark: 1024 * 1024 });
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
            exportCatalogue(deps.catalog, options, through, () => undefined).then(
              (count) => (through.end(), count),
              (error: unknown) => {
                through.destroy(error as Error);
                throw error;
              },
            ),
            storing,
          ]);
          await db
            .updateTable('export_jobs')
            .set({
              status: 'completed',
              storage_key: stored.key,
              bytes: stored.bytes,
              products,
              finished_at: new Date(),
            })
            .where('id', '=', exportJobId)
            .execute();
        } catch (error) {
          if (!isAppError(error) || error.retryable) throw error;
          const failure = JSON.stringify({ code: error.code, message: error.message });
          await db
            .updateTable('export_jobs')
            .set({ status: 'failed', failure, finished_at: new Date() })
            .where('id', '=', exportJobId)
            .execute();
        }
      },
    ],
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
