import { Type } from 'typebox';
import type { Kysely } from 'kysely';
import { kyselyTransactions } from '../../platform/databases/transactions.ts';
import { answerOnce, type Effect } from '../../platform/http/idempotency.ts';
import { prefersFrench } from '../../platform/http/problem-texts.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { Origin } from '../../platform/origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import { requireKept } from '../books/import-book.routes.ts';
import { reportImport } from '../jobs/import-report.ts';
import type { EnqueueImport, ImportService } from '../jobs/import.service.ts';
import type { ImportJobRow } from '../jobs/import-job.queries.ts';
import type { ImportsTables } from '../tables.ts';
import { groupFindings } from './finding-groups.queries.ts';
import { groupOfNearBrands } from './near-brands.ts';
import { retryImport, type Word } from './retry-import.ts';
import { showGroup } from './show-group.ts';
import type { ValueMappingService } from './value-mapping.service.ts';

const schema = { tags: ['imports'] };
const strict = { additionalProperties: false };
const read = { permission: 'imports:read' };
const write = { permission: 'imports:write' };
const Id = Type.Object({ id: Uuid }, strict);
const text = Type.String({ minLength: 1, maxLength: 1_000 });
const Mapped = Type.Object(
  {
    kind: Type.Literal('mapValue'),
    params: Type.Object({ field: text, from: text, to: text }, strict),
    id: Type.Optional(text),
  },
  strict,
);
const Ignored = Type.Object(
  {
    kind: Type.Literal('ignoreValue'),
    params: Type.Object({ field: text, from: text, to: Type.Optional(Type.Null()) }, strict),
    id: Type.Optional(text),
  },
  strict,
);
const FixesBody = Type.Object(
  { fixes: Type.Array(Type.Union([Mapped, Ignored]), { minItems: 1, maxItems: 1_000 }) },
  strict,
);

/** What was wrong by cause, with remedies of one step; and the rejected rows once more. */
export function importFixesRoutes(deps: {
  readonly db: Kysely<ImportsTables>;
  readonly imports: ImportService;
  readonly mappings: ValueMappingService;
  readonly enqueue: EnqueueImport;
  readonly defaultCurrency: () => Promise<string>;
}) {
  const { db, imports, mappings } = deps;
  const transactions = kyselyTransactions(db);
  /** Read again with what holds now. */
  const retry = async (
    transaction: Kysely<ImportsTables>,
    job: ImportJobRow,
    decided: { origin: Origin; words: readonly Word[] },
  ): Promise<Effect> => {
    const { id } = await retryImport(transaction, job, decided);
    await deps.enqueue(transaction, id);
    const made = await imports.get(id, transaction);
    const body = reportImport(made.job, made.file, await deps.defaultCurrency());
    return { status: 202, headers: { Location: `/api/v1/imports/${id}` }, body };
  };
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/imports/:id/fixes',
      { schema: { ...schema, params: Id }, config: read },
      async (request) => {
        const { job } = await imports.get(request.params.id);
        const language = prefersFrench(request.headers['accept-language']) ? 'fr' : 'en';
        const currency = await deps.defaultCurrency();
        const groups = [...(await groupFindings(db, job.id)), ...groupOfNearBrands(job.warnings)];
        return { items: groups.map((group) => showGroup(group, { language, currency })) };
      },
    );
    app.post(
      '/api/v1/imports/:id/fixes',
      { schema: { ...schema, params: Id, body: FixesBody }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const { job, file } = await imports.get(request.params.id, transaction);
            requireKept(file);
            const learnt = request.body.fixes.map(({ params }) => ({ ...params, to: params.to ?? null }));
            const words = await mappings.learn(transaction, job.supplier_id, learnt);
            return retry(transaction, job, { origin: originOf(request), words });
          },
        }),
    );
    app.post(
      '/api/v1/imports/:id/retry',
      { schema: { ...schema, params: Id }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const { job, file } = await imports.get(request.params.id, transaction);
            requireKept(file);
            return retry(transaction, job, { origin: originOf(request), words: [] });
          },
        }),
    );
  };
}
