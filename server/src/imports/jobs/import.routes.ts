import { Type, type Static } from 'typebox';
import { kyselyTransactions } from '../../platform/databases/transactions.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { ChangeSetService } from '../../catalog/index.ts';
import type { Kysely } from 'kysely';
import { ImportJob, ImportList } from './import-answers.ts';
import { listJobs } from './import-job.queries.ts';
import { cancelImport } from './decide-import.ts';
import { confirmRoutes } from './confirm-import.routes.ts';
import type { ImportJobWithFile } from './import-job-cache.ts';
import { reportImport } from './import-report.ts';
import type { EnqueueImport, ImportService } from './import.service.ts';
import { readUpload } from './read-upload.ts';
import { importPlanRoutes } from './import-plan.routes.ts';
import { importErrorRoutes } from './import-errors.routes.ts';
import { reviewRoutes } from '../review/review.routes.ts';
import type { ImportConfigService } from '../configs/config.service.ts';
import { ImportBody, importOfStored } from './import-body.ts';
import { importRunRoutes } from './import-run.routes.ts';
import type { ImportsTables } from '../tables.ts';

const Id = Type.Object({ id: Uuid }, { additionalProperties: false });
const limit = Type.Optional(Type.String({ pattern: '^([1-9]\\d?|1\\d\\d|200)$' }));
const Page = Type.Object({ limit, cursor: Type.Optional(Uuid) }, { additionalProperties: false });
const schema = { tags: ['imports'] };

export interface ImportRoutesDeps {
  readonly db: Kysely<ImportsTables>;
  readonly imports: ImportService;
  readonly changeSets: ChangeSetService;
  readonly configs: ImportConfigService;
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
  const [planRoutes, errorRoutes, runRoutes] = [
    importPlanRoutes(deps),
    importErrorRoutes(deps),
    importRunRoutes(deps),
  ];
  const reviewing = reviewRoutes(deps);
  const confirming = confirmRoutes({ ...deps, transactions, reportWithin });
  return (app: HttpServer): void => {
    planRoutes(app);
    errorRoutes(app);
    runRoutes(app);
    confirming(app);
    reviewing(app);
    app.post(
      '/api/v1/imports',
      {
        schema: {
          ...schema,
          consumes: ['multipart/form-data', 'application/json'],
          body: { content: { 'application/json': { schema: ImportBody } } },
          response: { 202: ImportJob },
        },
        config: { permission: 'imports:write' },
      },
      async (request, reply) => {
        const { input, content } = request.isMultipart()
          ? await readUpload(request, deps)
          : {
              input: await importOfStored(request, request.body as Static<typeof ImportBody>, deps),
              content: request.body,
            };
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
      {
        schema: { ...schema, querystring: Page, response: { 200: ImportList } },
        config: { permission: 'imports:read' },
      },
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
      {
        schema: { ...schema, params: Id, response: { 200: ImportJob } },
        config: { permission: 'imports:read' },
      },
      async (request) => report(request.params.id),
    );
    app.post(
      '/api/v1/imports/:id/cancel',
      {
        schema: { ...schema, params: Id, response: { 202: ImportJob } },
        config: { permission: 'imports:write' },
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const { job } = await imports.get(request.params.id, transaction);
            const discarded = await cancelImport(transaction, job);
            // One that nobody runs any more is ended by a worker; where it runs, this finds it locked.
            if (!discarded) await deps.enqueue(transaction, job.id);
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
  };
}
