import { Type } from 'typebox';
import type { Kysely } from 'kysely';
import { AppError } from '../../platform/errors.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { ObjectStorage } from '../../platform/storage/object-storage.ts';
import type { ImportFileRow } from '../jobs/import-job.queries.ts';
import type { ImportService } from '../jobs/import.service.ts';
import type { ImportsTables } from '../tables.ts';
import { listLogs, listStatistics } from './book.queries.ts';

const schema = { tags: ['imports'] };
const config = { permission: 'imports:read' };
const strict = { additionalProperties: false };
const Id = Type.Object({ id: Uuid }, strict);
const limit = Type.Optional(Type.String({ pattern: '^([1-9]\\d?|1\\d\\d|200)$' }));
const Page = Type.Object({ limit, cursor: Type.Optional(Type.String({ pattern: '^\\d{1,18}$' })) }, strict);
const day = Type.Optional(Type.String({ format: 'date', description: 'A day, as 2026-11-27' }));
const StatisticsQuery = Type.Object(
  {
    limit,
    cursor: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}_[0-9a-f-]{36}$' })),
    supplierId: Type.Optional(Uuid),
    from: day,
    to: day,
  },
  strict,
);

/** A browser that was sent there has begun by then; the address is no use to whoever finds it later. */
const ADDRESS_SECONDS = 300;

/** What happened to a file step by step, the file itself, and the sums by supplier and day. */
export function importBookRoutes(deps: {
  readonly db: Kysely<ImportsTables>;
  readonly imports: ImportService;
  readonly storage: ObjectStorage;
  readonly now: () => Date;
}) {
  const { db, imports } = deps;
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/imports/:id/logs',
      { schema: { ...schema, params: Id, querystring: Page }, config },
      async (request) => {
        const { job } = await imports.get(request.params.id);
        const size = Number(request.query.limit ?? 50);
        const rows = await listLogs(db, job.id, { after: request.query.cursor ?? '0', limit: size });
        const items = rows.map(({ at, step, message, details }) => ({
          at: at.toISOString(),
          step,
          message,
          details,
        }));
        return { items, nextCursor: rows.length === size ? rows.at(-1)!.seq : null };
      },
    );
    app.get(
      '/api/v1/imports/:id/file',
      { schema: { ...schema, params: Id }, config },
      async (request, reply) => {
        const { file } = await imports.get(request.params.id);
        requireKept(file);
        const expiresAt = new Date(deps.now().getTime() + ADDRESS_SECONDS * 1000);
        return reply.redirect(
          deps.storage.sign('imports', file.storage_key, { expiresAt, filename: file.name }),
        );
      },
    );
    app.get(
      '/api/v1/import-statistics',
      { schema: { ...schema, querystring: StatisticsQuery }, config },
      async (request) => {
        const { cursor, limit: asked, ...filter } = request.query;
        const size = Number(asked ?? 50);
        const [day = '', supplierId = ''] = cursor?.split('_') ?? [];
        const before = cursor === undefined ? null : { day, supplierId };
        const rows = await listStatistics(db, filter, { before, limit: size });
        const last = rows.at(-1);
        return {
          items: rows.map((row) => ({
            supplierId: row.supplier_id,
            day: row.day,
            files: row.files,
            failed: row.failed,
            rows: row.rows,
            durationMs: Number(row.duration_ms),
          })),
          nextCursor: rows.length === size && last ? `${last.day}_${last.supplier_id}` : null,
        };
      },
    );
  };
}

/** @throws AppError `imports.file_expired` for a file that was given up after its time */
export function requireKept({ id, name, pruned_at: prunedAt }: ImportFileRow): void {
  if (!prunedAt) return;
  throw new AppError('imports.file_expired', {
    message: `The file ${name} was kept until ${prunedAt.toISOString().slice(0, 10)}; the setting retentionFiles says how long`,
    params: { id, name, prunedAt: prunedAt.toISOString() },
    status: 410,
  });
}
