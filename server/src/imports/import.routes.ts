import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { AppError } from '../platform/errors.ts';
import { originOf } from '../platform/http/request-origin.ts';
import type { HttpServer } from '../platform/http/server.ts';
import { Uuid } from '../platform/http/uuid.ts';
import type { ChangeSetService } from '../catalog/index.ts';
import type { Kysely } from 'kysely';
import { listErrors, listJobs, originColumns, requestCancel, updateJob } from './import-job.queries.ts';
import { reportImport, shortFieldName } from './import-report.ts';
import type { EnqueueImport, ImportService } from './import.service.ts';
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
  const report = async (id: string) => {
    const { job, file } = await imports.read(id);
    return reportImport(job, file, await defaultCurrency());
  };
  return (app: HttpServer): void => {
    app.post(
      '/api/v1/imports',
      { schema: { ...schema, consumes: ['multipart/form-data'] }, config: { permission: 'imports:write' } },
      async (request, reply) => {
        const upload = await readUpload(request, imports);
        const { job } = await imports.create(upload, deps.enqueue);
        return reply
          .status(202)
          .header('Location', `/api/v1/imports/${job.id}`)
          .send(await report(job.id));
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
      async (request, reply) => {
        const { job } = await imports.get(request.params.id);
        const cancelled = { status: 'cancelled', finished_at: new Date() } as const;
        if (await updateJob(db, job.id, cancelled, ['queued', 'planned'])) {
          if (job.plan_id) await deps.changeSets.discard(job.plan_id);
        } else if (!(await requestCancel(db, job.id))) {
          throw new AppError('imports.state', {
            message: `The import is ${job.status}; there is nothing to cancel`,
            params: { status: job.status },
          });
        }
        imports.forget(job.id);
        return reply.status(202).send(await report(job.id));
      },
    );
    app.post(
      '/api/v1/imports/:id/confirm',
      { schema: { ...schema, params: Id, body: Confirm }, config: { permission: 'imports:write' } },
      async (request, reply) => {
        const { job } = await imports.get(request.params.id);
        if (job.status !== 'planned')
          throw new AppError('imports.state', {
            message: `The import is ${job.status}; only a planned one is confirmed`,
            params: { status: job.status },
          });
        if (job.plan_id !== request.body.planId)
          throw new AppError('imports.plan_stale', {
            message: 'The plan was made anew since; look at it again',
            params: { planId: job.plan_id },
          });
        const confirmed = {
          mode: 'confirmed',
          status: 'queued',
          finished_at: null,
          // What is applied is the decision of who confirms.
          ...originColumns(originOf(request)),
        } as const;
        const moved = await db
          .transaction()
          .execute(async (transaction) => {
            const row = await updateJob(transaction, job.id, confirmed, ['planned']);
            if (row) await deps.enqueue(transaction, job.id);
            return row;
          })
          .catch((error: unknown) => {
            if ((error as { code?: string }).code === '23505') return undefined;
            throw error;
          });
        if (!moved)
          throw new AppError('imports.state', {
            message: 'It was confirmed or cancelled meanwhile, or the same file is being imported right now',
            params: { id: job.id },
          });
        imports.forget(job.id);
        return reply.status(202).send(await report(job.id));
      },
    );
  };
}

/** Form fields come before or after the file: the file is stored as it arrives, the rest is read around it. */
async function readUpload(
  request: FastifyRequest,
  imports: ImportService,
): Promise<Parameters<ImportService['create']>[0]> {
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
  return {
    file,
    supplier: own ? null : (supplier ?? null),
    insistOnSupplier: fields.get('createSupplier') === 'true',
    map: parseMap(fields.get('map')),
    encoding: fields.get('encoding'),
    delimiter: fields.get('delimiter'),
    mode,
    origin: originOf(request),
  };
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
