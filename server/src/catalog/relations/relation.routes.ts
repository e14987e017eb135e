import { Type } from 'typebox';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import { strict } from '../definitions/schemas.ts';
import type { ProductEditor } from '../products/edit-product.ts';
import { editTransactions } from '../products/edit-transaction.ts';
import { editOf, partEffect, sendPart } from '../products/part-answers.ts';
import type { Executor } from '../products/product.queries.ts';
import { IdParams, NoQuery } from '../products/product.schemas.ts';
import { readRelationsText } from './relation.queries.ts';
import { relationKinds } from './write-relations.ts';

const schema = { tags: ['products'], params: IdParams };
const RelationsBody = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          kind: Type.String({
            pattern: '^[a-z0-9_]{1,64}$',
            description: `${relationKinds.join(', ')}, or a code of your own`,
          }),
          productId: Uuid,
        },
        strict,
      ),
      { maxItems: 1_000, description: 'In their order within each kind; replaces what there was' },
    ),
  },
  strict,
);

/** What products go with a product, and which ones it goes with. */
export function relationRoutes(deps: { readonly pool: ConnectionPool; readonly editor: ProductEditor }) {
  const db = deps.pool as unknown as Executor;
  const transactions = editTransactions(deps.pool);
  const url = '/api/v1/products/:id/relations';
  return (app: HttpServer): void => {
    app.get(
      url,
      {
        schema: {
          ...schema,
          querystring: NoQuery,
          description: '`items`: what the product points at; `incoming`: what points at it',
        },
        config: { permission: 'products:read' },
      },
      async (request, reply) => {
        const { id } = request.params;
        return sendPart(reply, id, await readRelationsText(db, id));
      },
    );
    app.put(
      url,
      { schema: { ...schema, body: RelationsBody }, config: { permission: 'products:write' } },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (client) => {
            const relations = request.body;
            const written = await deps.editor.patch(client, editOf(request), { relations });
            const shown = await readRelationsText(client as unknown as Executor, written.product.id);
            return partEffect(deps.editor, written, shown!.body);
          },
        }),
    );
  };
}
