import { Type } from 'typebox';
import type { HttpServer } from '../../platform/http/server.ts';
import { currencyCode, decimalOrNull, entryKey } from '../bulk-writes/entry-key.ts';
import { bulkRoute, type BulkRouteDeps } from '../bulk-writes/bulk-route.ts';
import { writeOffers } from './write-offers.ts';

const OfferEntry = Type.Object(
  {
    ...entryKey,
    cost: Type.Optional(decimalOrNull),
    currency: Type.Optional(currencyCode),
    stock: Type.Optional(decimalOrNull),
    leadTimeDays: Type.Optional(Type.Union([Type.Integer({ minimum: 0, maximum: 100_000 }), Type.Null()])),
    minQuantity: Type.Optional(decimalOrNull),
    packQuantity: Type.Optional(decimalOrNull),
  },
  { additionalProperties: false },
);

export function offerRoutes(deps: BulkRouteDeps) {
  return (app: HttpServer): void =>
    bulkRoute(app, deps, {
      url: '/api/v1/offers/bulk',
      tag: 'offers',
      entry: OfferEntry,
      write: writeOffers,
    });
}
