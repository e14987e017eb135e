import { Type } from 'typebox';
import { kyselyTransactions } from '../../platform/databases/transactions.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { Kysely } from 'kysely';
import type { ImportJobRow } from './import-job.queries.ts';
import { requireKept } from '../books/import-book.routes.ts';
import { ImportJob } from './import-answers.ts';
import { reportImport } from './import-report.ts';
import type { ImportRoutesDeps } from './import.routes.ts';
import { pauseImport, resumeImport } from './resume-import.ts';
import type { ImportsTables } from '../tables.ts';

const Id = Type.Object({ id: Uuid }, { additionalProperties: false });

/** A run that is stopped for a while, or goes on. */
export function importRunRoutes(deps: ImportRoutesDeps) {
  const { db, imports } = deps;
  const transactions = kyselyTransactions(db);
  const decided = async (transaction: Kysely<ImportsTables>, { id }: ImportJobRow) => {
    const { job, file } = await imports.get(id, transaction);
    return {
      status: 202,
      body: reportImport(job, file, await deps.defaultCurrency()),
      afterCommit: () => imports.forget(id),
    };
  };
  return (app: HttpServer): void => {
    app.post(
      '/api/v1/imports/:id/pause',
      {
        schema: { tags: ['imports'], params: Id, response: { 202: ImportJob } },
        config: { permission: 'imports:write' },
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const { job } = await imports.get(request.params.id, transaction);
            await pauseImport(transaction, job);
            return decided(transaction, job);
          },
        }),
    );
    app.post(
      '/api/v1/imports/:id/resume',
      {
        schema: { tags: ['imports'], params: Id, response: { 202: ImportJob } },
        config: { permission: 'imports:write' },
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const { job, file } = await imports.get(request.params.id, transaction);
            requireKept(file);
            await resumeImport(transaction, job, originOf(request));
            await deps.enqueue(transaction, job.id);
            return decided(transaction, job);
          },
        }),
    );
  };
}
