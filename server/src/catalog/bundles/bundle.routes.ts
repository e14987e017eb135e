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
import { decimal, IdParams, NoQuery } from '../products/product.schemas.ts';
import type { ProductService } from '../products/product.service.ts';
import { listBundlesOf, readBundleText } from './read-bundle.queries.ts';

const schema = { tags: ['products'], params: IdParams };
const BundleBody = Type.Object(
  {
    priceMode: Type.Optional(
      Type.Union([Type.Literal('sum'), Type.Literal('own')], {
        description: 'What it costs as a part of another bundle; absent: as before, at first the sum',
      }),
    ),
    items: Type.Array(Type.Object({ productId: Uuid, quantity: decimal }, strict), {
      maxItems: 200,
      description: 'In their order; replaces what there was. Without any the product is a simple one again',
    }),
  },
  strict,
);

/** What bundles are made of, and where a product is a component. */
export function bundleRoutes(deps: {
  readonly pool: ConnectionPool;
  readonly products: ProductService;
  readonly editor: ProductEditor;
}) {
  const db = deps.pool as unknown as Executor;
  const transactions = editTransactions(deps.pool);
  const url = '/api/v1/products/:id/bundle-items';
  return (app: HttpServer): void => {
    app.get(
      url,
      {
        schema: {
          ...schema,
          querystring: NoQuery,
          description:
            '`prices`: by type and currency the sum of quantity × price beside an own price; `stock`: how many can be put together from all locations, `stocks`: in each of them',
        },
        config: { permission: 'products:read' },
      },
      async (request, reply) => {
        const { id } = request.params;
        return sendPart(reply, id, await readBundleText(db, id));
      },
    );
    app.put(
      url,
      { schema: { ...schema, body: BundleBody }, config: { permission: 'products:write' } },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (client) => {
            const bundle = request.body;
            const written = await deps.editor.patch(client, editOf(request), { bundle });
            const shown = await readBundleText(client as unknown as Executor, written.product.id);
            return partEffect(deps.editor, written, shown!.body);
          },
        }),
    );
    app.get(
      '/api/v1/products/:id/bundles',
      { schema: { ...schema, querystring: NoQuery }, config: { permission: 'products:read' } },
      async (request) => {
        await deps.products.read(request.params.id);
        return { items: await listBundlesOf(db, request.params.id), nextCursor: null };
      },
    );
  };
}
