import { Type } from 'typebox';
import type { HttpServer } from '../../platform/http/server.ts';
import { decimalOrNull, entryKey } from '../bulk-writes/entry-key.ts';
import { bulkRoute, type BulkRouteDeps } from '../bulk-writes/bulk-route.ts';
import { writeStocks } from './write-stocks.ts';

const StockEntry = Type.Object(
  {
    ...entryKey,
    location: Type.Optional(Type.String({ pattern: '^[a-z0-9_]{1,64}$', description: 'Default main' })),
    quantity: decimalOrNull,
  },
  { additionalProperties: false },
);

export function stockRoutes(deps: BulkRouteDeps) {
  return (app: HttpServer): void =>
    bulkRoute(app, deps, {
      url: '/api/v1/stocks/bulk',
      tag: 'stocks',
      entry: StockEntry,
      write: writeStocks,
    });
}
