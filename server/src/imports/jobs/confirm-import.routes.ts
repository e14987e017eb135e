import type { Kysely } from 'kysely';
import { Type, type Static } from 'typebox';
import type { ChangeSetService, Exclusion } from '../../catalog/index.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import type { Transactions } from '../../platform/databases/transactions.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { ImportsTables } from '../tables.ts';
import { checkDecision, confirmImport } from './decide-import.ts';
import { ImportJob } from './import-answers.ts';
import { longFieldName } from './import-report.ts';
import type { ImportReport } from './import-report.ts';
import { planOf } from './plan-of-job.ts';
import type { EnqueueImport, ImportService } from './import.service.ts';

const Id = Type.Object({ id: Uuid }, { additionalProperties: false });
const field = Type.String({ minLength: 1, maxLength: 200 });
const percent = Type.Number({ minimum: 0, maximum: 1_000_000, description: 'Percent, up or down' });
const Exclude = Type.Object(
  {
    lines: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }), { maxItems: 100_000 })),
    fields: Type.Optional(Type.Array(field, { maxItems: 200 })),
    filter: Type.Optional(
      Type.Object(
        {
          kind: Type.Optional(Type.Union([Type.Literal('create'), Type.Literal('update')])),
          field: Type.Optional(field),
          changeGt: Type.Optional(percent),
          changeLt: Type.Optional(percent),
        },
        { additionalProperties: false, minProperties: 1 },
      ),
    ),
  },
  { additionalProperties: false, description: 'Left out; everything else is applied' },
);
const Confirm = Type.Object(
  {
    planId: Uuid,
    exclude: Type.Optional(Exclude),
    strict: Type.Optional(Type.Boolean({ description: '409 where anything moved since the plan' })),
  },
  { additionalProperties: false },
);

/** A plan that was looked at is applied, with what was taken out of it. */
export function confirmRoutes(deps: {
  readonly transactions: Transactions<Kysely<ImportsTables>>;
  readonly imports: ImportService;
  readonly changeSets: ChangeSetService;
  readonly enqueue: EnqueueImport;
  readonly defaultCurrency: () => Promise<string>;
  readonly reportWithin: (transaction: Kysely<ImportsTables>, id: string) => Promise<ImportReport>;
}) {
  const { imports, transactions } = deps;
  return (app: HttpServer): void => {
    app.post(
      '/api/v1/imports/:id/confirm',
      {
        schema: { tags: ['imports'], params: Id, body: Confirm, response: { 202: ImportJob } },
        config: { permission: 'imports:write' },
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const { job } = await imports.get(request.params.id, transaction);
            const { planId, exclude, strict } = request.body;
            const decision = {
              ...(exclude ? { exclude: exclusionOf(exclude, await deps.defaultCurrency()) } : {}),
              ...(strict ? { strict } : {}),
            };
            await confirmImport(transaction, job, { planId, origin: originOf(request), decision });
            if (exclude ?? strict) await checkDecision(await planOf(job, deps.changeSets), decision);
            await deps.enqueue(transaction, job.id);
            return {
              status: 202,
              body: await deps.reportWithin(transaction, job.id),
              afterCommit: () => imports.forget(job.id),
            };
          },
        }),
    );
  };
}

function exclusionOf({ lines, fields, filter }: Static<typeof Exclude>, currency: string): Exclusion {
  const long = (name: string): string => longFieldName(name, currency);
  const bound = (value: number | undefined) => (value === undefined ? undefined : String(value));
  return {
    lines,
    fields: fields?.map(long),
    filter: filter && {
      kind: filter.kind,
      field: filter.field && long(filter.field),
      changeGt: bound(filter.changeGt),
      changeLt: bound(filter.changeLt),
    },
  };
}
