import { Type, type Static } from 'typebox';
import type { PoolClient } from 'pg';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { AppError } from '../../platform/errors.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { UndoSelection } from '../change-sets/undo/select-operations.queries.ts';
import type { UndoService } from '../change-sets/undo/undo.service.ts';
import { editTransactions } from '../products/edit-transaction.ts';
import { IdParams, NoQuery } from '../products/product.schemas.ts';
import type { OperationService } from './operation.service.ts';
import { shapePreview } from './shape-preview.ts';

const schema = { tags: ['operations'] };
const Moment = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,6})?)?(Z|[+-]\\d{2}:\\d{2}))?$',
  description: 'ISO 8601, as 2026-11-27T08:30:00Z',
});
const OperationQuery = Type.Object(
  {
    kind: Type.Optional(Type.String({ pattern: '^[a-z_]{1,20}$' })),
    by: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'Name or id of a user or key' }),
    ),
    supplierId: Type.Optional(Uuid),
    since: Type.Optional(Moment),
    limit: Type.Optional(Type.String({ pattern: '^([1-9]\\d?|1\\d\\d|200)$' })),
    cursor: Type.Optional(Uuid),
  },
  { additionalProperties: false },
);
const UndoBody = Type.Object({ dryRun: Type.Optional(Type.Boolean()) }, { additionalProperties: false });
const UndoSinceBody = Type.Object(
  { since: Moment, supplierId: Type.Optional(Uuid), dryRun: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
);

export interface OperationRoutesDeps {
  readonly pool: ConnectionPool;
  readonly operations: OperationService;
  readonly undos: UndoService;
  /** Hands an undo to the workers, in the transaction that asks for it. */
  readonly enqueueUndo: (client: PoolClient, undoId: string) => Promise<void>;
}

export function operationRoutes({ pool, operations, undos, enqueueUndo }: OperationRoutesDeps) {
  const transactions = editTransactions(pool);
  const preview = async (selection: UndoSelection) => shapePreview(await undos.preview(selection));
  return (app: HttpServer): void => {
    const undo = (
      request: Parameters<typeof answerOnce>[0],
      reply: Parameters<typeof answerOnce>[1],
      selection: UndoSelection,
    ) =>
      answerOnce(request, reply, {
        transactions,
        work: async (client) => {
          const id = await undos.request(client, selection, originOf(request));
          await enqueueUndo(client, id);
          return {
            status: 202,
            headers: { Location: `/api/v1/operations/${id}`, 'Operation-Id': id },
            body: await operations.get(id, client),
          };
        },
      });
    app.get(
      '/api/v1/operations',
      { schema: { ...schema, querystring: OperationQuery }, config: { permission: 'operations:read' } },
      async (request) => {
        const { limit, cursor, since, ...filter } = request.query;
        return operations.list(
          { ...filter, since: since === undefined ? undefined : momentOf(since) },
          { limit: Number(limit ?? 50), before: cursor ?? null },
        );
      },
    );
    app.get(
      '/api/v1/operations/:id',
      {
        schema: { ...schema, params: IdParams, querystring: NoQuery },
        config: { permission: 'operations:read' },
      },
      async (request) => operations.get(request.params.id),
    );
    app.post(
      '/api/v1/operations/:id/undo',
      { schema: { ...schema, params: IdParams, body: UndoBody }, config: { permission: 'operations:undo' } },
      async (request, reply) => {
        const selection = { operationId: request.params.id };
        return request.body.dryRun ? preview(selection) : undo(request, reply, selection);
      },
    );
    app.post(
      '/api/v1/operations/undo',
      { schema: { ...schema, body: UndoSinceBody }, config: { permission: 'operations:undo' } },
      async (request, reply) => {
        const selection = selectionOf(request.body);
        return request.body.dryRun ? preview(selection) : undo(request, reply, selection);
      },
    );
  };
}

const selectionOf = ({ since, supplierId }: Static<typeof UndoSinceBody>): UndoSelection => ({
  since: momentOf(since),
  supplierId: supplierId ?? null,
});

function momentOf(text: string): Date {
  const moment = new Date(text);
  if (!Number.isNaN(moment.getTime())) return moment;
  throw new AppError('operations.invalid', {
    message: `"${text}" is no moment; write it as 2026-11-27T08:30:00Z`,
    params: { since: text },
  });
}
