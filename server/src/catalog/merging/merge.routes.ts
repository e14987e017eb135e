import type { PoolClient } from 'pg';
import { Type } from 'typebox';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import type { Transactions } from '../../platform/databases/transactions.ts';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { UndoService } from '../change-sets/undo/undo.service.ts';
import type { FieldDefaults } from '../fields/field-names.ts';
import type { OperationService } from '../operations/operation.service.ts';
import { shapePreview } from '../operations/shape-preview.ts';
import { editTransactions } from '../products/edit-transaction.ts';
import { IdParams } from '../products/product.schemas.ts';
import { canonicalPreferences } from './check-merge.ts';
import type { MergeService } from './merge.service.ts';

const strict = { additionalProperties: false };
const MergeBody = Type.Object(
  {
    ids: Type.Array(Uuid, {
      minItems: 1,
      maxItems: 50,
      description: 'Products that become part of this one',
    }),
    prefer: Type.Optional(
      Type.Record(Type.String({ minLength: 1, maxLength: 200 }), Uuid, {
        description: 'Field, as in `title` or `price.sale:EUR`, to the product whose value is taken',
      }),
    ),
    dryRun: Type.Optional(Type.Boolean({ description: 'Answers field by field, and changes nothing' })),
  },
  strict,
);
const UndoBody = Type.Object({ dryRun: Type.Optional(Type.Boolean()) }, strict);
const schema = { tags: ['products'], params: IdParams };

/** Several products become one, and several again. */
export function mergeRoutes<Transaction>(deps: {
  readonly merges: MergeService;
  /** Of the sagas' database. */
  readonly transactions: Transactions<Transaction>;
  /** Of the catalogue. */
  readonly pool: ConnectionPool;
  readonly operations: OperationService;
  readonly undos: UndoService;
  readonly enqueueUndo: (client: PoolClient, undoId: string) => Promise<void>;
  readonly fieldDefaults: () => Promise<FieldDefaults>;
}) {
  const { merges, operations, undos } = deps;
  return (app: HttpServer): void => {
    app.post(
      '/api/v1/products/:id/merge',
      {
        schema: {
          ...schema,
          body: MergeBody,
          description:
            'Merged products are archived: a read of one is answered 301 with the place of the survivor, everything else 410, and their SKUs and GTINs find the survivor',
        },
        config: { permission: 'products:merge' },
      },
      async (request, reply) => {
        const { ids, prefer = {}, dryRun = false } = request.body;
        const merge = {
          survivorId: request.params.id.toLowerCase(),
          ids: [...new Set(ids.map((id) => id.toLowerCase()))],
          prefer: canonicalPreferences(prefer, await deps.fieldDefaults()),
          version: versionOf(request.headers['if-match']),
        };
        if (dryRun) return { dryRun, operationId: null, ...(await merges.preview(merge)) };
        return answerOnce(request, reply, {
          transactions: deps.transactions,
          work: async (transaction) => {
            const statements = deps.transactions.statements(transaction);
            const { plan, operationId, sagaId } = await merges.request(statements, merge, originOf(request));
            return {
              status: 202,
              headers: { Location: `/api/v1/operations/${operationId}`, 'Operation-Id': operationId },
              body: { dryRun, operationId, ...plan },
              afterCommit: () => merges.run(sagaId),
            };
          },
        });
      },
    );
    app.post(
      '/api/v1/product-merges/:id/undo',
      {
        schema: { ...schema, body: UndoBody, description: 'By the operation of the merge' },
        config: { permission: 'products:merge' },
      },
      async (request, reply) => {
        const selection = { operationId: request.params.id };
        await merges.requireMerge(selection.operationId);
        if (request.body.dryRun) return shapePreview(await undos.preview(selection));
        return answerOnce(request, reply, {
          transactions: editTransactions(deps.pool),
          work: async (client) => {
            const id = await undos.request(client, selection, originOf(request));
            await deps.enqueueUndo(client, id);
            return {
              status: 202,
              headers: { Location: `/api/v1/operations/${id}`, 'Operation-Id': id },
              body: await operations.get(id, client),
            };
          },
        });
      },
    );
  };
}
