import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { AppError } from '../platform/errors.ts';
import { kyselyTransactions } from '../platform/databases/transactions.ts';
import { answerOnce } from '../platform/http/idempotency.ts';
import { originOf } from '../platform/http/request-origin.ts';
import type { HttpServer } from '../platform/http/server.ts';
import { Uuid } from '../platform/http/uuid.ts';
import type { ChangeSetService } from '../catalog/index.ts';
import type { Kysely } from 'kysely';
import { listErrors, listJobs } from './import-job.queries.ts';
import { cancelImport, confirmImport } from './decide-import.ts';
import type { ImportJobWithFile } from './import-job-cache.ts';
import { reportImport, shortFieldName } from './import-report.ts';
import type { CreateImport, EnqueueImport, ImportService } from './import.service.ts';
import type { ImportsTables } from './tables.ts';

const Id = Type.Object({ id: Uuid }, { additionalProperties: false });
const limit = Type.Optional(Type.String({ pattern: '^([1-9]\\d?|1\\d\\d|200)$' }));
const Page = Type.Object({ limit, cursor: Type.Optional(Uuid) }, { additionalProperties: false });
const PlanQuery = Type.Object(
  {
    limit,
    cursor: Type.Optional(Type.String({ pattern: '^\\d{1,9}$' })),
    field: Type.Optional(Type.String({ maxLength: 200 })),
    kind: Type.Optional(
      Type.Union(['create', 'update', 'unchanged', 'review', 'moved'].map((kind) => Type.Literal(kind))),
    ),
  },
  { additionalProperties: false },
);
const ErrorsQuery = Type.Object(
  {
    limit,
    cursor: Type.Optional(Type.String({ pattern: '^\\d{1,9}\\.\\d{1,9}\\.[\\w.]{1,100}$' })),
    cause: Type.Optional(Type.String({ maxLength: 100 })),
  },
  { additionalProperties: false },
);
const Confirm = Type.Object({ planId: Uuid }, { additionalProperties: false });
const schema = { tags: ['imports'] };

export interface ImportRoutesDeps {
  readonly db: Kysely<ImportsTables>;
  readonly imports: ImportService;
  readonly changeSets: ChangeSetService;
  readonly enqueue: EnqueueImport;
  readonly defaultCurrency: () => Promise<string>;
}

export function importRoutes(deps: ImportRoutesDeps) {
  const { db, imports, defaultCurrency } = deps;
  const transactions = kyselyTransactions(db);
  const shape = async ({ job, file }: ImportJobWithFile) => reportImport(job, file, await defaultCurrency());
  const report = async (id: string) => shape(await imports.read(id));
  /** As the transaction sees it, which no cache may. */
  const reportWithin = async (transaction: Kysely<ImportsTables>, id: string) =>
    shape(await imports.get(id, transaction));
  return (app: HttpServer): void => {
    app.post(
      '/api/v1/imports',
      { schema: { ...schema, consumes: ['multipart/form-data'] }, config: { permission: 'imports:write' } },
      async (request, reply) => {
        const { input, content } = await readUpload(request, imports);
        return answerOnce(request, reply, {
          transactions,
          content,
          work: async (transaction) => {
            const { job } = await imports.create(transaction, input);
            await deps.enqueue(transaction, job.id);
            return {
              status: 202,
              headers: { Location: `/api/v1/imports/${job.id}` },
              body: await reportWithin(transaction, job.id),
            };
          },
        });
      },
    );
    app.get(
      '/api/v1/imports',
      { schema: { ...schema, querystring: Page }, config: { permission: 'imports:read' } },
      async (request) => {
        const size = Number(request.query.limit ?? 50);
        const jobs = await listJobs(db, { limit: size + 1, before: request.query.cursor ?? null });
        const page = jobs.slice(0, size);
        return {
          items: await Promise.all(page.map((job) => report(job.id))),
          nextCursor: jobs.length > size ? (page.at(-1)?.id ?? null) : null,
          total: null,
          totalIsEstimate: false,
        };
      },
    );
    app.get(
      '/api/v1/imports/:id',
      { schema: { ...schema, params: Id }, config: { permission: 'imports:read' } },
      async (request) => report(request.params.id),
    );
    app.get(
      '/api/v1/imports/:id/plan',
      { schema: { ...schema, params: Id, querystring: PlanQuery }, config: { permission: 'imports:read' } },
      async (request) => {
        const { job } = await imports.get(request.params.id);
        const run = job.plan_id ? await deps.changeSets.reopen(job.plan_id) : null;
        if (!run)
          throw new AppError('imports.state', {
            message: `The import is ${job.status}; it has no plan yet`,
            params: { status: job.status },
          });
        const size = Number(request.query.limit ?? 50);
        const currency = await defaultCurrency();
        const field = request.query.field;
        const rows = await run.listPlan({
          kind: request.query.kind,
          field:
            field && /^(price(\.\w+)?|cost)$/.test(field)
              ? `${field === 'price' ? 'price.sale' : field}:${currency}`
              : field,
          afterLine: Number(request.query.cursor ?? 0),
          limit: size,
        });
        const items = rows.map((row) => ({
          ...row,
          changes: Object.entries(row.changes).map(([name, [old, value]]) => ({
            field: shortFieldName(name, currency),
            old,
            new: value,
          })),
        }));
        return {
          planId: job.plan_id,
          status: job.status,
          rows: job.rows,
          fields: job.fields,
          items,
          nextCursor: rows.length === size ? String(rows.at(-1)!.line) : null,
        };
      },
    );
    app.get(
      '/api/v1/imports/:id/errors',
      { schema: { ...schema, params: Id, querystring: ErrorsQuery }, config: { permission: 'imports:read' } },
      async (request) => {
        await imports.get(request.params.id);
        const [line, column, ...cause] = (request.query.cursor ?? '0.0.').split('.');
        const size = Number(request.query.limit ?? 50);
        const currency = await defaultCurrency();
        const rows = await listErrors(db, request.params.id, {
          cause: request.query.cause,
          after: { line: Number(line), column: Number(column), cause: cause.join('.') },
          limit: size,
        });
        const items = rows.map(
          ({ line, column, header, field, value, cause, params, severity, suggestion }) => ({
            sheet: null,
            line,
            column,
            header,
            field: field && shortFieldName(field, currency),
            value,
            cause,
            params,
            message: `line ${line}${header ? `, ${header}` : ''}: ${cause}${value === null ? '' : ` ("${value}")`}`,
            severity,
            suggestion,
          }),
        );
        const last = rows.at(-1);
        return {
          items,
          nextCursor: rows.length === size && last ? `${last.line}.${last.column ?? 0}.${last.cause}` : null,
        };
      },
    );
    app.post(
      '/api/v1/imports/:id/cancel',
      { schema: { ...schema, params: Id }, config: { permission: 'imports:write' } },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const { job } = await imports.get(request.params.id, transaction);
            const discarded = await cancelImport(transaction, job);
            return {
              status: 202,
              body: await reportWithin(transaction, job.id),
              afterCommit: async () => {
                imports.forget(job.id);
                // In another database: an import that was not cancelled after all must keep its plan.
                if (discarded) await deps.changeSets.discard(discarded);
              },
            };
          },
        }),
    );
    app.post(
      '/api/v1/imports/:id/confirm',
      { schema: { ...schema, params: Id, body: Confirm }, config: { permission: 'imports:write' } },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const { job } = await imports.get(request.params.id, transaction);
            const { planId } = request.body;
            await confirmImport(transaction, job, { planId, origin: originOf(request) });
            await deps.enqueue(transaction, job.id);
            return {
              status: 202,
              body: await reportWithin(transaction, job.id),
              afterCommit: () => imports.forget(job.id),
            };
          },
        }),
    );
  };
}

/** Form fields come before or after the file: the file is stored as it arrives, the rest is read around it. */
async function readUpload(
  request: FastifyRequest,
  imports: ImportService,
): Promise<{ input: CreateImport; content: unknown }> {
  const fields = new Map<string, string>();
  let file: Awaited<ReturnType<ImportService['storeFile']>> | null = null;
  for await (const part of request.parts()) {
    if (part.type === 'file') file = await imports.storeFile(part.file, part.filename);
    else fields.set(part.fieldname, String(part.value));
  }
  if (!file)
    throw new AppError('imports.invalid', {
      message: 'Send the file as the form field "file"',
      params: { field: 'file' },
    });
  const unknown = [...fields.keys()].filter(
    (name) => !['supplier', 'own', 'mode', 'map', 'encoding', 'delimiter', 'createSupplier'].includes(name),
  );
  if (unknown.length)
    throw new AppError('imports.unknown_field', {
      message: `Unknown form field ${unknown.join(', ')}`,
      params: { fields: unknown },
    });
  const own = fields.get('own') === 'true';
  const supplier = fields.get('supplier');
  if (!own && !supplier)
    throw new AppError('imports.invalid', {
      message: 'Say whose file it is: supplier, or own=true',
      params: { field: 'supplier' },
    });
  const mode = fields.get('mode') ?? 'preview';
  if (mode !== 'preview' && mode !== 'apply')
    throw new AppError('imports.invalid', {
      message: `mode=${mode}: choose preview or apply`,
      params: { field: 'mode' },
    });
  const input = {
    file,
    supplier: own ? null : (supplier ?? null),
    insistOnSupplier: fields.get('createSupplier') === 'true',
    map: parseMap(fields.get('map')),
    encoding: fields.get('encoding'),
    delimiter: fields.get('delimiter'),
    mode,
    origin: originOf(request),
  } as const;
  // A form has another boundary each time it is sent; what it says is the same.
  const { name, sha256 } = file;
  return { input, content: { name, sha256, fields: [...fields].sort() } };
}

/** `{"gtin": "Code EAN"}` */
function parseMap(text: string | undefined): { field: string; column: string }[] {
  if (!text) return [];
  try {
    return Object.entries(JSON.parse(text) as Record<string, unknown>).map(([field, column]) => ({
      field,
      column: String(column),
    }));
  } catch {
    throw new AppError('imports.invalid', {
      message: 'map: write a JSON object of field and column, such as {"gtin": "Code EAN"}',
      params: { field: 'map' },
    });
  }
}
