import { Type } from 'typebox';
import type { Kysely } from 'kysely';
import { parseJsonFilter } from '../catalog/index.ts';
import { AppError } from '../platform/errors.ts';
import { kyselyTransactions } from '../platform/databases/transactions.ts';
import { fileAnswer, Moment, named, nullable, oneOf } from '../platform/http/answers.ts';
import { answerOnce } from '../platform/http/idempotency.ts';
import type { HttpServer } from '../platform/http/server.ts';
import { Uuid } from '../platform/http/uuid.ts';
import type { ObjectStorage } from '../platform/storage/object-storage.ts';
import type { ExportJobCache } from './export-job-cache.ts';
import { findExportJob, type ExportJobRow } from './export-job.queries.ts';
import { exportFormats } from './file-formats.ts';
import type { ExportsTables } from './tables.ts';

const Id = Type.Object({ id: Uuid }, { additionalProperties: false });
const CreateExport = Type.Object(
  {
    format: Type.Union(exportFormats.map((format) => Type.Literal(format))),
    filter: Type.Optional(Type.Unknown({ description: '{"all": [{"field", "op", "value"}]}' })),
    fields: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 500 })),
  },
  { additionalProperties: false },
);
const schema = { tags: ['exports'] };
const mediaTypes: Readonly<Record<string, string>> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const ExportJob = named(
  'ExportJob',
  Type.Object({
    id: Uuid,
    status: Type.String(),
    format: oneOf(exportFormats),
    products: nullable(Type.Integer({ description: 'Rows that were written' })),
    bytes: nullable(Type.Integer()),
    failure: nullable(Type.Record(Type.String(), Type.Unknown())),
    createdAt: Moment,
    finishedAt: nullable(Moment),
  }),
);
const TheFile = fileAnswer('The file', Object.values(mediaTypes));

export interface ExportRoutesDeps {
  readonly db: Kysely<ExportsTables>;
  readonly storage: ObjectStorage;
  readonly cache: ExportJobCache;
  /** Hands a job to the workers, in the transaction that writes it. */
  readonly enqueue: (transaction: Kysely<ExportsTables>, exportJobId: string) => Promise<void>;
}

export function exportRoutes({ db, storage, cache, enqueue }: ExportRoutesDeps) {
  const find = (id: string): Promise<ExportJobRow> =>
    cache.read(id, async () => {
      const job = await findExportJob(db, id);
      if (!job)
        throw new AppError('exports.not_found', { message: `There is no export ${id}`, params: { id } });
      return job;
    });
  const shape = (job: ExportJobRow) => ({
    id: job.id,
    status: job.status,
    format: job.format,
    products: job.products,
    bytes: job.bytes === null ? null : Number(job.bytes),
    failure: job.failure,
    createdAt: job.created_at.toISOString(),
    finishedAt: job.finished_at?.toISOString() ?? null,
  });
  return (app: HttpServer): void => {
    app.post(
      '/api/v1/export-jobs',
      {
        schema: { ...schema, body: CreateExport, response: { 202: ExportJob } },
        config: { permission: 'exports:write' },
      },
      async (request, reply) => {
        const { format, filter, fields } = request.body;
        const text = filter === undefined ? undefined : JSON.stringify(filter);
        if (text) parseJsonFilter(text);
        return answerOnce(request, reply, {
          transactions: kyselyTransactions(db),
          work: async (transaction) => {
            const job = await transaction
              .insertInto('export_jobs')
              .values({ format: String(format), request: JSON.stringify({ filter: text, fields }) })
              .returningAll()
              .executeTakeFirstOrThrow();
            await enqueue(transaction, job.id);
            return { status: 202, headers: { Location: `/api/v1/export-jobs/${job.id}` }, body: shape(job) };
          },
        });
      },
    );
    app.get(
      '/api/v1/export-jobs/:id',
      {
        schema: { ...schema, params: Id, response: { 200: ExportJob } },
        config: { permission: 'exports:read' },
      },
      async (request) => shape(await find(request.params.id)),
    );
    app.get(
      '/api/v1/export-jobs/:id/file',
      {
        schema: { ...schema, params: Id, response: { 200: TheFile } },
        config: { permission: 'exports:read' },
      },
      async (request, reply) => {
        const job = await find(request.params.id);
        if (!job.storage_key)
          throw new AppError('exports.state', {
            message: `The export is ${job.status}; it has no file yet`,
            params: { status: job.status },
          });
        void reply
          .header('Content-Disposition', `attachment; filename="products.${job.format}"`)
          .type(mediaTypes[job.format] ?? 'application/octet-stream');
        return reply.send(await storage.get('exports', job.storage_key));
      },
    );
  };
}
