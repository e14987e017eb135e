import { Type } from 'typebox';
import type { Kysely } from 'kysely';
import type { ChangeSetService, ReviewRow } from '../../catalog/index.ts';
import { kyselyTransactions } from '../../platform/databases/transactions.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { prefersFrench } from '../../platform/http/problem-texts.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import { requireKept } from '../books/import-book.routes.ts';
import { describeFinding } from '../errors/error-texts.ts';
import type { ImportJobRow } from '../jobs/import-job.queries.ts';
import { reportImport } from '../jobs/import-report.ts';
import type { EnqueueImport, ImportService } from '../jobs/import.service.ts';
import { planOf } from '../jobs/plan-of-job.ts';
import type { ImportsTables } from '../tables.ts';
import { goOnWithDecisions, isPlanned, ownerOf, requireDecidable, toDecisions } from './decide-rows.ts';
import { listNotedRows, listWaitingJobs } from './review.queries.ts';

const schema = { tags: ['imports'] };
const strict = { additionalProperties: false };
const limit = Type.Optional(Type.String({ pattern: '^([1-9]\\d?|1\\d\\d|200)$' }));
const Id = Type.Object({ id: Uuid }, strict);
const RowsQuery = Type.Object(
  { limit, cursor: Type.Optional(Type.String({ pattern: '^\\d{1,9}$' })) },
  strict,
);
const JobsQuery = Type.Object({ limit, cursor: Type.Optional(Uuid) }, strict);
const line = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const Decisions = Type.Object(
  {
    decisions: Type.Array(
      Type.Union([
        Type.Object({ line, action: Type.Literal('product'), productId: Uuid }, strict),
        Type.Object({ line, action: Type.Union([Type.Literal('create'), Type.Literal('ignore')]) }, strict),
      ]),
      { minItems: 1, maxItems: 1_000 },
    ),
  },
  { ...strict, description: 'Remembered: later files with the same codes are read by them' },
);

/** Rows whose codes mean no one product: which ones wait, and what a person says about them. */
export function reviewRoutes(deps: {
  readonly db: Kysely<ImportsTables>;
  readonly imports: ImportService;
  readonly changeSets: ChangeSetService;
  readonly enqueue: EnqueueImport;
  readonly defaultCurrency: () => Promise<string>;
}) {
  const { db, imports, changeSets } = deps;
  const transactions = kyselyTransactions(db);
  const listRows = async (
    job: ImportJobRow,
    page: { afterLine: number; limit: number; lines?: readonly number[] },
  ): Promise<ReviewRow[]> =>
    isPlanned(job) ? (await planOf(job, changeSets)).listReview(page) : listNotedRows(db, job.id, page);

  return (app: HttpServer): void => {
    app.get(
      '/api/v1/imports/:id/review',
      { schema: { ...schema, params: Id, querystring: RowsQuery }, config: { permission: 'imports:read' } },
      async (request) => {
        const { job } = await imports.get(request.params.id);
        const size = Number(request.query.limit ?? 50);
        const rows = await listRows(job, { afterLine: Number(request.query.cursor ?? 0), limit: size });
        const language = prefersFrench(request.headers['accept-language']) ? 'fr' : 'en';
        return {
          items: rows.map((row) => showRow(row, language)),
          nextCursor: rows.length === size ? String(rows.at(-1)!.line) : null,
        };
      },
    );
    app.post(
      '/api/v1/imports/:id/review',
      { schema: { ...schema, params: Id, body: Decisions }, config: { permission: 'imports:write' } },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const { job, file } = await imports.get(request.params.id, transaction);
            requireDecidable(job);
            requireKept(file);
            const { decisions } = request.body;
            const lines = decisions.map((decision) => decision.line);
            const waiting = await listRows(job, { afterLine: 0, limit: lines.length, lines });
            await changeSets.decide(ownerOf(job), toDecisions(decisions, waiting));
            const dropped = await goOnWithDecisions(transaction, job, originOf(request));
            await deps.enqueue(transaction, job.id);
            const made = await imports.get(job.id, transaction);
            return {
              status: 202,
              headers: { Location: `/api/v1/imports/${job.id}` },
              body: reportImport(made.job, made.file, await deps.defaultCurrency()),
              afterCommit: async () => {
                imports.forget(job.id);
                if (dropped !== null) await changeSets.discard(dropped);
              },
            };
          },
        }),
    );
    app.get(
      '/api/v1/review',
      { schema: { ...schema, querystring: JobsQuery }, config: { permission: 'imports:read' } },
      async (request) => {
        const size = Number(request.query.limit ?? 50);
        const jobs = await listWaitingJobs(db, { before: request.query.cursor ?? null, limit: size });
        return {
          items: jobs.map(showJob),
          nextCursor: jobs.length === size ? jobs.at(-1)!.id : null,
        };
      },
    );
  };
}

const showRow = ({ line: at, reason, row, candidates }: ReviewRow, language: 'en' | 'fr') => ({
  line: at,
  reason,
  message: describeFinding(
    { line: at, header: null, value: null, cause: reason, params: {}, suggestion: null },
    language,
  ),
  row,
  candidates,
  actions: reason === 'match.ambiguous' ? ['product', 'create', 'ignore'] : ['product', 'ignore'],
});

/** One thing that waits: `import.held` and `import.planned` to be confirmed, `import.rows` to be decided about. */
const showJob = (job: ImportJobRow) => ({
  kind: job.status === 'held_by_guard' ? 'import.held' : isPlanned(job) ? 'import.planned' : 'import.rows',
  id: job.id,
  address: `/imports/${job.id}`,
  supplier: job.supplier_id ? { id: job.supplier_id, name: job.supplier_name } : null,
  since: (job.finished_at ?? job.created_at).toISOString(),
  rows: job.rows?.['review'] ?? 0,
  findings: (job.guard ?? []).length,
});
