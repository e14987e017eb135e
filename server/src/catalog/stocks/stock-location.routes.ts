import { Type } from 'typebox';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import { listAnswer } from '../definitions/answers.ts';
import { codeRoutes } from '../definitions/code-routes.ts';
import { pageOf, readCursor } from '../definitions/list-page.ts';
import { Code, Cursor, Limit, Query, strict } from '../definitions/schemas.ts';
import type { StockLocationRow } from './stock-location.queries.ts';
import type { StockLocationService } from './stock-location.service.ts';

const schema = { tags: ['stock locations'] };
const read = { permission: 'stock-locations:read' };
const name = Type.String({ maxLength: 200, pattern: '\\S' });
const supplierId = Type.Union([Uuid, Type.Null()], { description: 'Whose stock lies there; null: our own' });
const CreateBody = Type.Object({ code: Code, name, supplierId: Type.Optional(supplierId) }, strict);
const PatchBody = Type.Object({ name: Type.Optional(name), supplierId: Type.Optional(supplierId) }, strict);
const ListQuery = Type.Object(
  { q: Query, supplierId: Type.Optional(Uuid), limit: Limit, cursor: Cursor },
  strict,
);
const ALL = '/api/v1/stock-locations';

/** Places of stocks. */
export function stockLocationRoutes({ db, locations }: { db: Executor; locations: StockLocationService }) {
  return (app: HttpServer): void => {
    app.get(ALL, { schema: { ...schema, querystring: ListQuery }, config: read }, async (request) => {
      const { cursor, limit: text, ...filter } = request.query;
      const limit = Number(text ?? 50);
      const after = readCursor(cursor, 1)?.[0] ?? null;
      const rows = await locations.list({ ...filter, after, limit: limit + 1 });
      const { items, nextCursor } = pageOf(rows, limit, (row) => [row.code]);
      return listAnswer(items.map(shape), nextCursor);
    });
    codeRoutes(app, {
      db,
      url: ALL,
      tag: 'stock locations',
      resource: 'stock-locations',
      code: Code,
      create: CreateBody,
      patch: PatchBody,
      forced: false,
      shape,
      service: locations,
    });
  };
}

const shape = (row: StockLocationRow) => ({
  code: row.code,
  name: row.name,
  supplierId: row.supplier_id,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
