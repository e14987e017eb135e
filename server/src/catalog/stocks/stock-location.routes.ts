import { Type } from 'typebox';
import { kyselyTransactions } from '../../platform/databases/transactions.ts';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import { deletedAnswer, listAnswer, writtenAnswer } from '../definitions/answers.ts';
import { pageOf, readCursor } from '../definitions/list-page.ts';
import { Code, Cursor, Limit, Query, strict } from '../definitions/schemas.ts';
import type { StockLocationRow } from './stock-location.queries.ts';
import type { StockLocationService } from './stock-location.service.ts';

const schema = { tags: ['stock locations'] };
const read = { permission: 'stock-locations:read' };
const write = { permission: 'stock-locations:write' };
const name = Type.String({ maxLength: 200, pattern: '\\S' });
const supplierId = Type.Union([Uuid, Type.Null()], { description: 'Whose stock lies there; null: our own' });
const CreateBody = Type.Object({ code: Code, name, supplierId: Type.Optional(supplierId) }, strict);
const PatchBody = Type.Object({ name: Type.Optional(name), supplierId: Type.Optional(supplierId) }, strict);
const CodeParams = Type.Object({ code: Code }, strict);
const ListQuery = Type.Object(
  { q: Query, supplierId: Type.Optional(Uuid), limit: Limit, cursor: Cursor },
  strict,
);
const ALL = '/api/v1/stock-locations';
const ONE = `${ALL}/:code`;

/** Places of stocks. */
export function stockLocationRoutes({ db, locations }: { db: Executor; locations: StockLocationService }) {
  const transactions = kyselyTransactions(db);
  return (app: HttpServer): void => {
    app.get(ALL, { schema: { ...schema, querystring: ListQuery }, config: read }, async (request) => {
      const { cursor, limit: text, ...filter } = request.query;
      const limit = Number(text ?? 50);
      const after = readCursor(cursor, 1)?.[0] ?? null;
      const rows = await locations.list({ ...filter, after, limit: limit + 1 });
      const { items, nextCursor } = pageOf(rows, limit, (row) => [row.code]);
      return listAnswer(items.map(shape), nextCursor);
    });
    app.get(ONE, { schema: { ...schema, params: CodeParams }, config: read }, async (request, reply) => {
      const row = await locations.get(request.params.code);
      return reply.header('ETag', `"${row.version}"`).send(shape(row));
    });
    app.post(ALL, { schema: { ...schema, body: CreateBody }, config: write }, (request, reply) =>
      answerOnce(request, reply, {
        transactions,
        work: async (transaction) => {
          const input = { supplierId: null, ...request.body };
          const { row, operationId } = await locations.create(transaction, input, originOf(request));
          return writtenAnswer({ body: shape(row), operationId }, `${ALL}/${row.code}`);
        },
      }),
    );
    app.patch(
      ONE,
      { schema: { ...schema, params: CodeParams, body: PatchBody }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const { row, operationId } = await locations.change(transaction, {
              code: request.params.code,
              patch: request.body,
              expected: versionOf(request.headers['if-match']),
              origin: originOf(request),
            });
            return writtenAnswer({ body: shape(row), operationId });
          },
        }),
    );
    app.delete(ONE, { schema: { ...schema, params: CodeParams }, config: write }, (request, reply) =>
      answerOnce(request, reply, {
        transactions,
        work: async (transaction) =>
          deletedAnswer(
            await locations.remove(transaction, {
              code: request.params.code,
              expected: versionOf(request.headers['if-match']),
              origin: originOf(request),
            }),
          ),
      }),
    );
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
