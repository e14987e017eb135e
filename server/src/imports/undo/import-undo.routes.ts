import type { PoolClient } from 'pg';
import { Type } from 'typebox';
import type { UndoService } from '../../catalog/index.ts';
import type { Transactions } from '../../platform/databases/transactions.ts';
import { AppError } from '../../platform/errors.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { ImportJobWithFile } from '../jobs/import-job-cache.ts';
import { reportImport } from '../jobs/import-report.ts';
import type { ImportService } from '../jobs/import.service.ts';

const Id = Type.Object({ id: Uuid }, { additionalProperties: false });
const Body = Type.Object({ dryRun: Type.Optional(Type.Boolean()) }, { additionalProperties: false });

/** Undoing an import is undoing its operation: the effect, and the answer, are the catalogue's. */
export function importUndoRoutes(deps: {
  imports: ImportService;
  undos: UndoService;
  /** Of the catalogue. */
  transactions: Transactions<PoolClient>;
  enqueueUndo: (client: PoolClient, undoId: string) => Promise<void>;
  showUndoing: (importId: string) => Promise<void>;
  defaultCurrency: () => Promise<string>;
}) {
  const { imports, undos } = deps;
  const report = async ({ job, file }: ImportJobWithFile) =>
    reportImport(job, file, await deps.defaultCurrency());
  return (app: HttpServer): void => {
    app.post(
      '/api/v1/imports/:id/undo',
      {
        schema: { tags: ['imports'], params: Id, body: Body },
        config: { permission: 'imports:write' },
      },
      async (request, reply) => {
        const found = await imports.get(request.params.id);
        const selection = { operationId: operationOf(found) };
        if (request.body.dryRun) return { ...(await report(found)), undo: await undos.preview(selection) };
        return answerOnce(request, reply, {
          transactions: deps.transactions,
          work: async (client) => {
            const operationId = await undos.request(client, selection, originOf(request));
            await deps.enqueueUndo(client, operationId);
            return {
              status: 202,
              headers: { Location: `/api/v1/operations/${operationId}`, 'Operation-Id': operationId },
              body: { ...(await report(found)), status: 'undoing', undo: { operationId } },
              afterCommit: () => deps.showUndoing(found.job.id),
            };
          },
        });
      },
    );
  };
}

function operationOf({ job }: ImportJobWithFile): string {
  if (job.plan_id) return job.plan_id;
  throw new AppError('imports.state', {
    message: `The import is ${job.status}; it has changed nothing that could be undone`,
    params: { status: job.status },
  });
}
