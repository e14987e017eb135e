import { Type } from 'typebox';
import { AppError } from '../../platform/errors.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { parseFieldName, type FieldDefaults } from '../fields/field-names.ts';
import { editTransactions } from './edit-transaction.ts';
import { listLocks, setLock } from './field-lock.queries.ts';
import { IdParams, NoQuery } from './product.schemas.ts';
import { noSuchProduct } from './no-such-product.ts';

const FieldParams = Type.Object(
  { id: Uuid, field: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
);
const schema = { tags: ['products'] };

/** Fields that no file may change: a person's word stands, although the value is still the file's. */
export function fieldLockRoutes(deps: {
  readonly pool: ConnectionPool;
  readonly newId: () => string;
  readonly fieldDefaults: () => Promise<FieldDefaults>;
}) {
  const transactions = editTransactions(deps.pool);
  const named = async (field: string): Promise<string> => lockable(field, await deps.fieldDefaults());
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/products/:id/locks',
      {
        schema: { ...schema, params: IdParams, querystring: NoQuery },
        config: { permission: 'products:read' },
      },
      async (request) => {
        const { id } = request.params;
        const fields = await listLocks(deps.pool, id);
        if (!fields) throw noSuchProduct(id);
        return { items: fields.map((field) => ({ field })) };
      },
    );
    for (const [method, locked] of [
      ['PUT', true],
      ['DELETE', false],
    ] as const)
      app.route({
        method,
        url: '/api/v1/products/:id/locks/:field',
        schema: { ...schema, params: FieldParams },
        config: { permission: 'products:write' },
        handler: (request, reply) =>
          answerOnce(request, reply, {
            transactions,
            work: async (client) => {
              const { id } = request.params;
              const field = await named(request.params.field);
              const operationId = deps.newId();
              const lock = { operationId, origin: originOf(request), productId: id, field, locked };
              if (!(await setLock(client, lock))) throw noSuchProduct(id);
              return { headers: { 'Operation-Id': operationId }, body: { productId: id, field, locked } };
            },
          }),
      });
  };
}

/** Offers are their supplier's alone, and a SKU no file writes over. */
function lockable(name: string, defaults: FieldDefaults): string {
  const field = parseFieldName(name, defaults);
  const unlockable = new Set([
    'sku',
    'supplierReference',
    'cost',
    'offerStock',
    'leadTimeDays',
    'minQuantity',
    'packQuantity',
  ]);
  if (!unlockable.has(field.base)) return field.name;
  throw new AppError('products.not_lockable', {
    message: `"${field.name}" is no field that sources write over one another, so there is nothing to lock`,
    params: { field: field.name },
    status: 422,
  });
}
