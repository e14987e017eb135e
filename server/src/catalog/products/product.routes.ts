import type { FastifyRequest } from 'fastify';
import { isKnown, versionOf } from '../../platform/http/entity-tag.ts';
import { answerOnce, type Effect } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { productHistory } from '../history/product-history.ts';
import type { ProductEditor, ProductPatch, Written } from './edit-product.ts';
import { editTransactions } from './edit-transaction.ts';
import type { ProductFilter } from './product-filter.ts';
import { listIdentifiers, listIssues, listOffers, readProducts, type Executor } from './product.queries.ts';
import { IdParams, NoQuery, ProductBody, ProductListQuery } from './product.schemas.ts';
import { etagOf, type ProductService } from './product.service.ts';

const schema = { tags: ['products'] };

export function productRoutes(deps: {
  products: ProductService;
  editor: ProductEditor;
  pool: ConnectionPool;
}) {
  const { products, editor } = deps;
  const db = deps.pool as unknown as Executor;
  const transactions = editTransactions(deps.pool);
  const effectOf = (
    { product, body, operationId }: Written,
    { status = 200, headers = {} }: Pick<Effect, 'status' | 'headers'> = {},
  ): Effect => ({
    status,
    headers: { ...headers, ETag: etagOf(product.version, body), 'Operation-Id': operationId },
    body,
    afterCommit: () => editor.forget(product.id),
  });
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/products',
      { schema: { ...schema, querystring: ProductListQuery }, config: { permission: 'products:read' } },
      async (request) => {
        const { limit, cursor, sort, total, inStock, ...filter } = request.query;
        return products.list({
          filter: {
            ...filter,
            ...(inStock === undefined ? {} : { inStock: inStock === 'true' }),
          } as ProductFilter,
          limit: Number(limit ?? 50),
          cursor: cursor ?? null,
          sort: sort ?? '-createdAt',
          total: total ?? 'estimate',
        });
      },
    );
    app.get(
      '/api/v1/products/:id',
      {
        schema: { ...schema, params: IdParams, querystring: NoQuery },
        config: { permission: 'products:read' },
      },
      async (request, reply) => {
        const { body, etag } = await products.read(request.params.id);
        void reply.header('ETag', etag);
        if (isKnown(request.headers['if-none-match'], etag)) return reply.status(304).send();
        return reply.type('application/json; charset=utf-8').send(body);
      },
    );
    app.post(
      '/api/v1/products',
      { schema: { ...schema, body: ProductBody }, config: { permission: 'products:write' } },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (client) => {
            const written = await editor.create(client, request.body as ProductPatch, originOf(request));
            return effectOf(written, {
              status: 201,
              headers: { Location: `/api/v1/products/${written.product.id}` },
            });
          },
        }),
    );
    app.patch(
      '/api/v1/products/:id',
      {
        schema: { ...schema, params: IdParams, body: ProductBody },
        config: { permission: 'products:write' },
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (client) =>
            effectOf(await editor.patch(client, editOf(request), request.body as ProductPatch)),
        }),
    );
    app.delete(
      '/api/v1/products/:id',
      {
        schema: { ...schema, params: IdParams, querystring: NoQuery },
        config: { permission: 'products:archive' },
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (client) => effectOf(await editor.archive(client, editOf(request))),
        }),
    );
    app.get(
      '/api/v1/products/:id/history',
      {
        schema: { ...schema, params: IdParams, querystring: NoQuery },
        config: { permission: 'products:read' },
      },
      async (request) => {
        await products.read(request.params.id);
        return { items: await productHistory(db, request.params.id, null), nextCursor: null };
      },
    );
    const parts = { offers: listOffers, identifiers: listIdentifiers, 'quality-issues': listIssues };
    for (const [name, list] of Object.entries(parts)) {
      app.get(
        `/api/v1/products/:id/${name}`,
        {
          schema: { ...schema, params: IdParams, querystring: NoQuery },
          config: { permission: 'products:read' },
        },
        async (request) => {
          await products.read(request.params.id);
          return { items: await list(db, request.params.id), nextCursor: null };
        },
      );
    }
    for (const name of ['prices', 'stocks', 'attributes', 'categories'] as const) {
      app.get(
        `/api/v1/products/:id/${name}`,
        {
          schema: { ...schema, params: IdParams, querystring: NoQuery },
          config: { permission: 'products:read' },
        },
        async (request) => {
          await products.read(request.params.id);
          const [product] = await readProducts(db, [request.params.id]);
          return name === 'attributes'
            ? { attributes: product!.attributes }
            : { items: product![name], nextCursor: null };
        },
      );
    }
  };
}

const editOf = (request: FastifyRequest<{ Params: { id: string } }>) => ({
  id: request.params.id,
  version: versionOf(request.headers['if-match']),
  origin: originOf(request),
});
