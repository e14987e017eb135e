import { Type } from 'typebox';
import { Moment, named, nullable } from '../../platform/http/answers.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import { decimalOrNull, entryKey } from '../bulk-writes/entry-key.ts';
import { bulkRoute, type BulkRouteDeps } from '../bulk-writes/bulk-route.ts';
import { IdParams, NoQuery } from '../products/product.schemas.ts';
import type { ProductService } from '../products/product.service.ts';
import { listOfferedStocks, listPlacedStocks } from './stock-location.queries.ts';
import { writeStocks } from './write-stocks.ts';

const schema = { tags: ['stocks'] };
const StockEntry = Type.Object(
  {
    ...entryKey,
    location: Type.Optional(Type.String({ pattern: '^[a-z0-9_]{1,64}$', description: 'Default main' })),
    quantity: decimalOrNull,
  },
  { additionalProperties: false },
);

const PlacedStock = named(
  'PlacedStock',
  Type.Object({
    location: Type.String(),
    name: Type.String({ description: 'Of the location' }),
    supplierId: nullable(Uuid),
    quantity: Type.String(),
    updatedAt: Moment,
  }),
);
const OfferedStock = named(
  'OfferedStock',
  Type.Object({
    offerId: Uuid,
    supplierId: Uuid,
    supplier: Type.String(),
    supplierReference: nullable(Type.String()),
    quantity: Type.String(),
    leadTimeDays: nullable(Type.Integer()),
    updatedAt: Moment,
  }),
);
const ProductStocks = Type.Object({
  items: Type.Array(PlacedStock),
  offers: Type.Array(OfferedStock),
  nextCursor: Type.Null(),
});

export function stockRoutes(deps: BulkRouteDeps & { readonly products: ProductService }) {
  const { pool, products } = deps;
  return (app: HttpServer): void => {
    bulkRoute(app, deps, {
      url: '/api/v1/stocks/bulk',
      tag: 'stocks',
      entry: StockEntry,
      write: writeStocks,
    });
    app.get(
      '/api/v1/products/:id/stocks',
      {
        schema: {
          ...schema,
          params: IdParams,
          querystring: NoQuery,
          response: { 200: ProductStocks },
          description: '`items` lie at our locations; `offers` are what suppliers say they have',
        },
        config: { permission: 'products:read' },
      },
      async (request) => {
        const { id } = request.params;
        await products.read(id);
        const [items, offers] = [await listPlacedStocks(pool, id), await listOfferedStocks(pool, id)];
        return { items, offers, nextCursor: null };
      },
    );
  };
}
