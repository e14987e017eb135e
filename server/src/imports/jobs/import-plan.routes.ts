import { Type, type Static } from 'typebox';
import type { ChangeSetService } from '../../catalog/index.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import { KeptRows, Plan, PlanSummary } from './import-answers.ts';
import { longFieldName, shortFieldName } from './import-report.ts';
import type { ImportService } from './import.service.ts';
import { planOf } from './plan-of-job.ts';

const Id = Type.Object({ id: Uuid }, { additionalProperties: false });
const Page = {
  limit: Type.Optional(Type.String({ pattern: '^([1-9]\\d?|1\\d\\d|200)$' })),
  cursor: Type.Optional(Type.String({ pattern: '^\\d{1,9}$' })),
};
const percent = Type.Optional(
  Type.String({ pattern: '^\\d{1,7}(\\.\\d{1,4})?$', description: 'Percent, up or down; needs `field`' }),
);
const PlanQuery = Type.Object(
  {
    ...Page,
    field: Type.Optional(Type.String({ maxLength: 200 })),
    kind: Type.Optional(
      Type.Union(
        ['create', 'update', 'unchanged', 'review', 'moved', 'skipped'].map((kind) => Type.Literal(kind)),
      ),
    ),
    'change[gt]': percent,
    'change[lt]': percent,
    supplierReference: Type.Optional(Type.String({ maxLength: 200 })),
    sku: Type.Optional(Type.String({ maxLength: 200 })),
  },
  { additionalProperties: false },
);
const KeptQuery = Type.Object(Page, { additionalProperties: false });
const config = { permission: 'imports:read' };

/** What a file would change: as sums, row by row, and what it would change but may not. */
export function importPlanRoutes(deps: {
  readonly imports: ImportService;
  readonly changeSets: ChangeSetService;
  readonly defaultCurrency: () => Promise<string>;
}) {
  const { imports, defaultCurrency } = deps;
  const open = async (id: string) => {
    const { job } = await imports.get(id);
    return { job, run: await planOf(job, deps.changeSets), currency: await defaultCurrency() };
  };
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/imports/:id/plan',
      { schema: { tags: ['imports'], params: Id, querystring: PlanQuery, response: { 200: Plan } }, config },
      async (request) => {
        const { job, run, currency } = await open(request.params.id);
        const filter = filterOf(request.query, currency);
        const rows = await run.listPlan(filter);
        const items = rows.map((row) => ({ ...row, changes: changesOf(row.changes, currency) }));
        const { status, fields } = job;
        return { planId: job.plan_id, status, rows: job.rows, fields, ...page(items, filter.limit) };
      },
    );
    app.get(
      '/api/v1/imports/:id/plan/summary',
      { schema: { tags: ['imports'], params: Id, response: { 200: PlanSummary } }, config },
      async (request) => {
        const { job, run, currency } = await open(request.params.id);
        const { kinds, spreads } = await run.summarise();
        const prices = spreads.map((each) => ({ ...each, field: shortFieldName(each.field, currency) }));
        return { planId: job.plan_id, status: job.status, kinds, fields: job.fields, kept: job.kept, prices };
      },
    );
    app.get(
      '/api/v1/imports/:id/plan/kept',
      {
        schema: { tags: ['imports'], params: Id, querystring: KeptQuery, response: { 200: KeptRows } },
        config,
      },
      async (request) => {
        const { run, currency } = await open(request.params.id);
        const { afterLine, limit } = pageOf(request.query);
        const rows = await run.listKept({ afterLine, limit });
        const items = rows.map((row) => ({
          ...row,
          kept: row.kept.map((value) => ({ ...value, field: shortFieldName(value.field, currency) })),
        }));
        return page(items, limit);
      },
    );
  };
}

const pageOf = ({ cursor, limit }: { cursor?: string | undefined; limit?: string | undefined }) => ({
  // Models made for their variants' rows come first, under the negative of a line.
  afterLine: Number(cursor ?? -(2 ** 31)),
  limit: Number(limit ?? 50),
});

const filterOf = (query: Static<typeof PlanQuery>, currency: string) => ({
  ...pageOf(query),
  kind: query.kind,
  field: query.field && longFieldName(query.field, currency),
  changeGt: query['change[gt]'],
  changeLt: query['change[lt]'],
  supplierReference: query.supplierReference,
  sku: query.sku,
});

const changesOf = (changes: Readonly<Record<string, readonly [unknown, unknown]>>, currency: string) =>
  Object.entries(changes).map(([name, [old, value]]) => ({
    field: shortFieldName(name, currency),
    old,
    new: value,
  }));

const page = <Item extends { line: number }>(items: Item[], limit: number) => ({
  items,
  nextCursor: items.length === limit ? String(items.at(-1)!.line) : null,
});
