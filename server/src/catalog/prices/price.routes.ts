import type { PoolClient } from 'pg';
import type { Static } from 'typebox';
import { AppError } from '../../platform/errors.ts';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { bulkRoute, type BulkRouteDeps } from '../bulk-writes/bulk-route.ts';
import type { ProductEditor } from '../products/edit-product.ts';
import { editTransactions } from '../products/edit-transaction.ts';
import { readProducts, type Executor, type Product } from '../products/product.queries.ts';
import { IdParams } from '../products/product.schemas.ts';
import { etagOf } from '../products/product.service.ts';
import { digitsOf, netAndGross } from '../taxes/net-gross.ts';
import type { TaxService } from '../taxes/tax.service.ts';
import { isValidity, priceFieldOf, scopeOf } from './price-scope.ts';
import { PriceEntry, PricesBody, PricesQuery } from './price.schemas.ts';
import type { PriceInput } from './replace-prices.ts';
import { listChannelCodes } from './write-prices.queries.ts';
import { writePrices } from './write-prices.ts';
import { noSuchProduct } from '../products/no-such-product.ts';

export function priceRoutes(
  deps: BulkRouteDeps & { readonly editor: ProductEditor; readonly taxes: TaxService },
) {
  const { editor } = deps;
  const transactions = editTransactions(deps.pool);
  return (app: HttpServer): void => {
    bulkRoute(app, deps, {
      url: '/api/v1/prices/bulk',
      tag: 'prices',
      entry: PriceEntry,
      write: writePrices,
    });
    app.get(
      '/api/v1/products/:id/prices',
      {
        schema: { tags: ['prices'], params: IdParams, querystring: PricesQuery },
        config: { permission: 'products:read' },
      },
      async (request) => {
        const { id } = request.params;
        const { country = null, day = null } = request.query;
        const [product] = await readProducts(deps.pool as unknown as Executor, [id]);
        if (!product) throw noSuchProduct(id);
        const { prices: items, taxClass } = product;
        if (country === null) return { items, nextCursor: null };
        const percent = await deps.taxes.percentOf({ country, taxClass, day });
        return { items: items.map((price) => withTax(price, country, percent)), nextCursor: null };
      },
    );
    app.put(
      '/api/v1/products/:id/prices',
      {
        schema: { tags: ['prices'], params: IdParams, body: PricesBody },
        config: { permission: 'products:write' },
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (client) => {
            const { id } = request.params;
            const edit = { id, version: versionOf(request.headers['if-match']), origin: originOf(request) };
            const allPrices = await readPrices(client, request.body);
            const { product, body, operationId } = await editor.patch(client, edit, { allPrices });
            return {
              headers: { ETag: etagOf(product.version, body), 'Operation-Id': operationId },
              body: { items: product.prices, nextCursor: null },
              afterCommit: () => editor.forget(product),
            };
          },
        }),
    );
  };
}

const withTax = (price: Product['prices'][number], country: string, percent: string) => ({
  ...price,
  tax: { country, percent, ...netAndGross(price, percent, digitsOf(price.currency)) },
});

/** @throws AppError `prices.invalid` for a validity or a channel that there is not, or a price that is there twice */
async function readPrices(client: PoolClient, { prices }: Static<typeof PricesBody>): Promise<PriceInput[]> {
  const read = prices.map(({ type, currency, amount, taxIncluded, ...scope }) => ({
    type,
    currency,
    amount,
    ...(taxIncluded === undefined ? {} : { taxIncluded }),
    ...scopeOf(scope),
  }));
  const channels = await listChannelCodes(
    client,
    read.flatMap(({ channel }) => channel ?? []),
  );
  const seen = new Set<string>();
  for (const [index, price] of read.entries()) {
    const name = priceFieldOf(price);
    const refuse = (reason: string): AppError =>
      new AppError('prices.invalid', {
        message: `${name}: ${reason}`,
        params: { field: `prices/${index}`, value: name },
      });
    if (!isValidity(price))
      throw refuse('validFrom and validTo are moments that there are, the first before the second');
    if (price.channel !== null && !channels.has(price.channel))
      throw refuse(`there is no channel "${price.channel}"; POST /channels makes one`);
    if (seen.has(name)) throw refuse('it is there twice; send it once');
    seen.add(name);
  }
  return read;
}
