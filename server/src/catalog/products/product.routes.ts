import type { Static } from 'typebox';
import { isKnown } from '../../platform/http/entity-tag.ts';
import { answerOnce, type Effect } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { isAppError } from '../../platform/errors.ts';
import { DELETE_PERMANENTLY, type DeletePermanently } from '../deleting/deletion.routes.ts';
import { parseFieldName } from '../fields/field-names.ts';
import { productHistory } from '../history/product-history.ts';
import type { ProductEditor, ProductPatch, Written } from './edit-product.ts';
import { editTransactions } from './edit-transaction.ts';
import type { ProductFilter } from './product-filter.ts';
import { listIdentifiers, listIssues, listOffers, readProducts, type Executor } from './product.queries.ts';
import { editOf } from './part-answers.ts';
import {
  DeletionAsked,
  MergedProduct,
  ProductDetail,
  ProductHistory,
  ProductList,
  productParts,
  Unchanged,
} from './product-answers.ts';
import {
  DeleteQuery,
  IdParams,
  NoQuery,
  ProductBody,
  ProductListQuery,
  ProductQuery,
} from './product.schemas.ts';
import { etagOf, type ProductService } from './product.service.ts';
import type { Locales } from './scoped-values.ts';

const schema = { tags: ['products'] };

export function productRoutes(deps: {
  products: ProductService;
  editor: ProductEditor;
  pool: ConnectionPool;
  locales: () => Promise<Locales>;
  deletePermanently: DeletePermanently;
}) {
  const { products, editor } = deps;
  const db = deps.pool as unknown as Executor;
  const transactions = editTransactions(deps.pool);
  const readAsked = async (id: string, { locale, channel, values }: Static<typeof ProductQuery>) => {
    if (locale === undefined && channel === undefined && values === undefined) return products.read(id);
    const { defaultLocale } = await deps.locales();
    const defaults = { currency: 'XXX', locale: defaultLocale };
    const asked = locale === undefined ? undefined : parseFieldName(`title@${locale}`, defaults).locale;
    const scope = { locale: asked ?? '', channel: channel ?? '' };
    return products.readAs(id, { scope, allValues: values !== undefined });
  };
  const effectOf = (
    { product, body, operationId }: Written,
    { status = 200, headers = {} }: Pick<Effect, 'status' | 'headers'> = {},
  ): Effect => ({
    status,
    headers: { ...headers, ETag: etagOf(product.version, body), 'Operation-Id': operationId },
    body,
    afterCommit: () => editor.forget(product),
  });
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/products',
      {
        schema: {
          ...schema,
          querystring: ProductListQuery,
          response: { 200: ProductList },
          description:
            '`attribute.<code>=a,b` filters by a filterable attribute: one of the values, in any scope',
        },
        config: { permission: 'products:read' },
      },
      async (request) => {
        const { limit, cursor, sort, total, inStock, ...rest } = request.query;
        const { attributes, ...filter } = splitAttributes(rest);
        return products.list({
          attributes,
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
        schema: {
          ...schema,
          params: IdParams,
          querystring: ProductQuery,
          response: { 200: ProductDetail, 301: MergedProduct, 304: Unchanged },
        },
        config: { permission: 'products:read' },
      },
      async (request, reply) => {
        const found = await readAsked(request.params.id, request.query).catch(mergedInto);
        if (typeof found === 'string')
          return (
            reply
              .status(301)
              // An undo brings the product back: nobody may remember for ever where it went.
              .headers({ Location: `/api/v1/products/${found}`, 'Cache-Control': 'no-cache' })
              .send({ id: request.params.id, survivorId: found })
          );
        const { body, etag } = found;
        void reply.header('ETag', etag);
        if (isKnown(request.headers['if-none-match'], etag)) return reply.status(304).send();
        return reply.type('application/json; charset=utf-8').send(body);
      },
    );
    app.post(
      '/api/v1/products',
      {
        schema: { ...schema, body: ProductBody, response: { 201: ProductDetail } },
        config: { permission: 'products:write' },
      },
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
        schema: { ...schema, params: IdParams, body: ProductBody, response: { 200: ProductDetail } },
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
        schema: {
          ...schema,
          params: IdParams,
          querystring: DeleteQuery,
          response: { 200: ProductDetail, 202: DeletionAsked },
          description:
            'Archives. With `permanent=true`, and the permission products:delete-permanently, the product is removed from every database, which no undo takes back',
        },
        config: { permission: 'products:archive', furtherPermission: DELETE_PERMANENTLY },
      },
      (request, reply) => {
        const { permanent, detach } = request.query;
        if (permanent === 'true')
          return deps.deletePermanently(request, reply, { id: request.params.id, detach: detach === 'true' });
        return answerOnce(request, reply, {
          transactions,
          work: async (client) => {
            const edit = { ...editOf(request), force: request.query.force === 'true' };
            return effectOf(await editor.archive(client, edit));
          },
        });
      },
    );
    app.get(
      '/api/v1/products/:id/history',
      {
        schema: { ...schema, params: IdParams, querystring: NoQuery, response: { 200: ProductHistory } },
        config: { permission: 'products:read' },
      },
      async (request) => {
        await products.read(request.params.id);
        return { items: await productHistory(db, request.params.id, null), nextCursor: null };
      },
    );
    const parts = { offers: listOffers, identifiers: listIdentifiers, 'quality-issues': listIssues };
    for (const name of Object.keys(parts) as (keyof typeof parts)[]) {
      app.get(
        `/api/v1/products/:id/${name}`,
        {
          schema: {
            ...schema,
            params: IdParams,
            querystring: NoQuery,
            response: { 200: productParts[name] },
          },
          config: { permission: 'products:read' },
        },
        async (request) => {
          await products.read(request.params.id);
          return { items: await parts[name](db, request.params.id), nextCursor: null };
        },
      );
    }
    for (const name of ['attributes', 'categories'] as const) {
      app.get(
        `/api/v1/products/:id/${name}`,
        {
          schema: {
            ...schema,
            params: IdParams,
            querystring: NoQuery,
            response: { 200: productParts[name] },
          },
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

/** The survivor of a merged product, whose read leads there. */
function mergedInto(error: unknown): string {
  if (isAppError(error) && error.code === 'products.merged') return String(error.params['survivorId']);
  throw error;
}

/** `attribute.<code>` is a filter of its own for each code. */
function splitAttributes<Query extends object>(query: Query) {
  const isAttribute = ([name]: [string, unknown]): boolean => name.startsWith('attribute.');
  const entries = Object.entries(query);
  const attributes = entries
    .filter(isAttribute)
    .map(([name, value]) => [name.slice('attribute.'.length), String(value)]);
  return {
    ...Object.fromEntries(entries.filter((entry) => !isAttribute(entry))),
    attributes: Object.fromEntries(attributes) as Record<string, string>,
  };
}
