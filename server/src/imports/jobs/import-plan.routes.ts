import { Type } from 'typebox';
import type { ChangeSetService } from '../../catalog/index.ts';
import { AppError } from '../../platform/errors.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import { shortFieldName } from './import-report.ts';
import type { ImportService } from './import.service.ts';

const Id = Type.Object({ id: Uuid }, { additionalProperties: false });
const limit = Type.Optional(Type.String({ pattern: '^([1-9]\\d?|1\\d\\d|200)$' }));
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

/** What a file would change, row by row. */
export function importPlanRoutes(deps: {
  readonly imports: ImportService;
  readonly changeSets: ChangeSetService;
  readonly defaultCurrency: () => Promise<string>;
}) {
  const { imports, defaultCurrency } = deps;
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/imports/:id/plan',
      {
        schema: { tags: ['imports'], params: Id, querystring: PlanQuery },
        config: { permission: 'imports:read' },
      },
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
  };
}
