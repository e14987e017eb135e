import { Type } from 'typebox';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { nullable, oneOf } from '../../platform/http/answers.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import { editTransactions } from '../products/edit-transaction.ts';
import { IdParams } from '../products/product.schemas.ts';
import { renameReferences } from './rename-references.ts';
import type { SupplierService } from './supplier.service.ts';

const reference = Type.String({ maxLength: 200, pattern: '^\\S(.*\\S)?$' });
const RenameReferences = Type.Object(
  {
    renames: Type.Array(Type.Object({ from: reference, to: reference }, { additionalProperties: false }), {
      minItems: 1,
      maxItems: 10_000,
    }),
    dryRun: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
const RenamedReferences = Type.Object({
  operationId: { ...nullable(Uuid), description: 'null: nothing was renamed' },
  dryRun: Type.Boolean(),
  renamed: Type.Integer({ minimum: 0, description: 'In a dry run, how many would be' }),
  refused: Type.Array(
    Type.Object({
      from: Type.String(),
      to: Type.String(),
      reason: {
        ...oneOf(['unknown', 'taken']),
        description: 'The supplier has no such reference, or another of his offers has the new one',
      },
    }),
    { description: 'Left out; all others are renamed' },
  ),
});

export function renameReferenceRoutes(deps: {
  readonly pool: ConnectionPool;
  readonly suppliers: SupplierService;
  readonly newId: () => string;
}) {
  const transactions = editTransactions(deps.pool);
  return (app: HttpServer): void => {
    app.post(
      '/api/v1/suppliers/:id/references/rename',
      {
        schema: {
          tags: ['suppliers'],
          params: IdParams,
          body: RenameReferences,
          response: { 200: RenamedReferences },
        },
        config: { permission: 'suppliers:write' },
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (client) => {
            const { renames, dryRun = false } = request.body;
            const { id: supplierId } = await deps.suppliers.get(request.params.id);
            const rename = {
              supplierId,
              operationId: deps.newId(),
              origin: originOf(request),
              renames,
              dryRun,
            };
            const result = await renameReferences(client, rename);
            const operationId = dryRun || result.renamed === 0 ? null : rename.operationId;
            const headers = operationId ? { 'Operation-Id': operationId } : {};
            return { headers, body: { operationId, dryRun, ...result } };
          },
        }),
    );
  };
}
