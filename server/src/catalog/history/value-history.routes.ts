import { Type, type Static } from 'typebox';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { AppError } from '../../platform/errors.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Cursor, strict } from '../definitions/schemas.ts';
import { readCursor } from '../definitions/list-page.ts';
import { parsePriceField } from '../prices/price-scope.ts';
import { readProducts, type Executor, type Product } from '../products/product.queries.ts';
import { IdParams } from '../products/product.schemas.ts';
import { offerFields, offerValues, productValues } from './product-history.ts';
import { findProductOfOffer, type ValuePage, type ValueSubject } from './value-history.queries.ts';
import { valueHistory, type ValuePoint } from './value-history.ts';
import { noSuchProduct } from '../products/no-such-product.ts';

const moment = Type.Optional(
  Type.String({
    pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,6})?Z$',
    description: 'As 2026-11-27T08:30:00Z',
  }),
);
const HistoryQuery = Type.Object(
  {
    from: moment,
    to: moment,
    limit: Type.Optional(
      Type.String({ pattern: '^([1-9]\\d{0,2}|1000)$', description: '1 to 1000, default 200' }),
    ),
    cursor: Cursor,
  },
  strict,
);
const OFFER_FIELDS = `^(${[...offerFields].join('|')})(:|$)|^offerEndedAt$`;

/** Prices, stocks and offers over time, newest first: each change with what made it. */
export function valueHistoryRoutes({ pool }: { readonly pool: ConnectionPool }) {
  const db = pool as unknown as Executor;
  const answer = async (
    subject: ValueSubject & { present: () => Promise<Record<string, unknown>> },
    query: Static<typeof HistoryQuery>,
    shape: (point: ValuePoint) => object,
  ) => {
    const { points, next } = await valueHistory(db, subject, pageOf(query));
    const nextCursor = next && Buffer.from(JSON.stringify(next)).toString('base64url');
    return { items: points.map(shape), nextCursor };
  };
  return (app: HttpServer): void => {
    const kinds = { prices: ['^price\\.', withPrice], stocks: ['^stock(\\.|$)', withLocation] } as const;
    for (const [name, [fields, shape]] of Object.entries(kinds))
      app.get(
        `/api/v1/products/:id/${name}/history`,
        {
          schema: { tags: [name], params: IdParams, querystring: HistoryQuery },
          config: { permission: 'products:read' },
        },
        async (request) => {
          const product = await requireProduct(db, request.params.id);
          const present = async () => productValues(product);
          return answer({ productId: product.id, offerId: null, fields, present }, request.query, shape);
        },
      );
    app.get(
      '/api/v1/offers/:id/history',
      {
        schema: { tags: ['offers'], params: IdParams, querystring: HistoryQuery },
        config: { permission: 'products:read' },
      },
      async (request) => {
        const offerId = request.params.id;
        const productId = await findProductOfOffer(db, offerId);
        if (productId === undefined)
          throw new AppError('offers.not_found', {
            message: `There is no offer ${offerId}`,
            params: { id: offerId },
          });
        const present = () => offerValues(db, offerId);
        return answer({ productId, offerId, fields: OFFER_FIELDS, present }, request.query, (point) => point);
      },
    );
  };
}

function pageOf({ from, to, limit, cursor }: Static<typeof HistoryQuery>): ValuePage {
  const parts = readCursor(cursor, 2) as [string, string] | null;
  if (parts !== null && Number.isNaN(Date.parse(parts[0])))
    throw new AppError('request.invalid', { message: 'cursor: not one of this list', params: { cursor } });
  return { from: momentOf(from), to: momentOf(to), after: parts, limit: Number(limit ?? 200) };
}

/** As history writes times, so that their texts compare. */
function momentOf(text: string | undefined): string | null {
  if (text === undefined) return null;
  const time = Date.parse(text);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 19) !== text.slice(0, 19))
    throw new AppError('request.invalid', {
      message: `"${text}" is no moment; write it as 2026-11-27T08:30:00Z`,
      params: { value: text },
    });
  const fraction = /\.(\d+)Z$/.exec(text)?.[1] ?? '';
  return `${text.slice(0, 19)}.${fraction.padEnd(6, '0')}Z`;
}

async function requireProduct(db: Executor, id: string): Promise<Product> {
  const [product] = await readProducts(db, [id]);
  if (product) return product;
  throw noSuchProduct(id);
}

/** With what the name says: which price it is. */
function withPrice(point: ValuePoint): object {
  const place = parsePriceField(point.field);
  if (!place) return point;
  const { scope: _, ...price } = place;
  return { ...price, ...point };
}

const withLocation = (point: ValuePoint): object => ({
  location: point.field === 'stock' ? 'main' : point.field.slice('stock.'.length),
  ...point,
});
