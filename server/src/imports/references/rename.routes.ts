import { Type } from 'typebox';
import type { Kysely } from 'kysely';
import type { ChangeSetService, RenameOffers, SupplierService } from '../../catalog/index.ts';
import { kyselyTransactions } from '../../platform/databases/transactions.ts';
import { AppError } from '../../platform/errors.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { ObjectStorage } from '../../platform/storage/object-storage.ts';
import { requireKept } from '../books/import-book.routes.ts';
import { insertFile } from '../jobs/import-job.queries.ts';
import type { EnqueueImport, ImportService } from '../jobs/import.service.ts';
import { goOnWithDecisions, isPlanned } from '../review/decide-rows.ts';
import type { ImportsTables } from '../tables.ts';
import { proposeRenames } from './propose-renames.ts';
import { readRenameFile } from './read-rename-file.ts';

const strict = { additionalProperties: false };
const Id = Type.Object({ id: Uuid }, strict);
const DryRun = Type.Object(
  { dryRun: Type.Optional(Type.Union([Type.Literal('true'), Type.Literal('false')])) },
  strict,
);
const ListQuery = Type.Object(
  { limit: Type.Optional(Type.String({ pattern: '^([1-9]\\d?|1\\d\\d|200)$' })) },
  strict,
);

/** A supplier's references change: as a plan shows, or as a file with two columns says; one step that can be undone. */
export function renameRoutes(deps: {
  readonly db: Kysely<ImportsTables>;
  readonly imports: ImportService;
  readonly changeSets: ChangeSetService;
  readonly suppliers: SupplierService;
  readonly storage: ObjectStorage;
  readonly renameOffers: RenameOffers;
  readonly enqueue: EnqueueImport;
}) {
  const { imports, renameOffers } = deps;
  const transactions = kyselyTransactions(deps.db);
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/imports/:id/plan/renames',
      {
        schema: { tags: ['imports'], params: Id, querystring: ListQuery },
        config: { permission: 'imports:read' },
      },
      async (request) => {
        const { job, file } = await imports.get(request.params.id);
        requireKept(file);
        const proposals = await proposeRenames(deps, job, file);
        return { total: proposals.length, items: proposals.slice(0, Number(request.query.limit ?? 50)) };
      },
    );
    app.post(
      '/api/v1/imports/:id/plan/renames',
      { schema: { tags: ['imports'], params: Id }, config: { permission: 'imports:write' } },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const { job, file } = await imports.get(request.params.id, transaction);
            if (!isPlanned(job) || job.supplier_id === null)
              throw new AppError('imports.state', {
                message: `The import is ${job.status}; references are renamed from a plan that waits`,
                params: { status: job.status },
              });
            requireKept(file);
            const proposals = await proposeRenames(deps, job, file);
            const origin = originOf(request);
            const renames = proposals.map(({ from, to }) => ({ from, to }));
            const done = await renameOffers({ supplierId: job.supplier_id, renames, origin, dryRun: false });
            if (done.operationId === null) return { body: done };
            // The rows are found by their new references now: the plan is made anew.
            const dropped = await goOnWithDecisions(transaction, job, origin);
            await deps.enqueue(transaction, job.id);
            return {
              headers: { 'Operation-Id': done.operationId },
              body: done,
              afterCommit: async () => {
                imports.forget(job.id);
                if (dropped !== null) await deps.changeSets.discard(dropped);
              },
            };
          },
        }),
    );
    app.post(
      '/api/v1/suppliers/:id/references/rename-file',
      {
        schema: { tags: ['suppliers'], params: Id, querystring: DryRun, consumes: ['multipart/form-data'] },
        config: { permission: 'suppliers:write' },
      },
      async (request, reply) => {
        const { id: supplierId } = await deps.suppliers.get(request.params.id);
        const part = await request.file();
        if (!part)
          throw new AppError('suppliers.invalid', {
            message: 'Send the file as the form field "file"',
            params: { field: 'file' },
            status: 400,
          });
        const stored = await imports.storeFile(part.file, part.filename);
        const dryRun = request.query.dryRun === 'true';
        return answerOnce(request, reply, {
          transactions,
          content: { sha256: stored.sha256, dryRun },
          work: async (transaction) => {
            // With a row it is given up after its time like any other file.
            await insertFile(transaction, stored);
            const path = await deps.storage.localPath('imports', stored.storage_key);
            const renames = await readRenameFile(path);
            const done = await renameOffers({ supplierId, renames, origin: originOf(request), dryRun });
            return {
              ...(done.operationId ? { headers: { 'Operation-Id': done.operationId } } : {}),
              body: { dryRun, ...done },
            };
          },
        });
      },
    );
  };
}
