import { Type } from 'typebox';
import { kyselyTransactions } from '../../platform/databases/transactions.ts';
import { Nothing } from '../../platform/http/answers.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import { deletedAnswer, listAnswer, listOf, writtenAnswer } from '../definitions/answers.ts';
import { pageOf, readCursor } from '../definitions/list-page.ts';
import { Code, Cursor, ForceQuery, LabelsBody, Limit, Query, strict } from '../definitions/schemas.ts';
import { shapeUnit, Unit, type UnitService } from './unit.service.ts';

const schema = { tags: ['units'] };
const read = { permission: 'units:read' };
const write = { permission: 'units:write' };
const UnitCode = Type.String({ pattern: '^[A-Za-z0-9_]{1,32}$' });
const symbol = Type.String({ minLength: 1, maxLength: 20, pattern: '\\S' });
const positive = Type.String({ pattern: '^(?=.*[1-9])\\d{1,15}(\\.\\d{1,15})?$' });
const CreateBody = Type.Object(
  {
    code: UnitCode,
    family: Code,
    symbol,
    labels: Type.Optional(LabelsBody),
    numerator: positive,
    denominator: Type.Optional(positive),
    shift: Type.Optional(Type.String({ pattern: '^-?\\d{1,15}(\\.\\d{1,15})?$' })),
  },
  {
    ...strict,
    description: 'amount in the base unit = (amount + shift) × numerator / denominator',
  },
);
const PatchBody = Type.Object({ symbol: Type.Optional(symbol), labels: Type.Optional(LabelsBody) }, strict);
const CodeParams = Type.Object({ code: UnitCode }, strict);
const ListQuery = Type.Object(
  { q: Query, family: Type.Optional(Code), limit: Limit, cursor: Cursor },
  strict,
);

export function unitRoutes({ db, units }: { db: Executor; units: UnitService }) {
  const transactions = kyselyTransactions(db);
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/units',
      { schema: { ...schema, querystring: ListQuery, response: { 200: listOf(Unit) } }, config: read },
      async (request) => {
        const { cursor, limit: text, ...filter } = request.query;
        const limit = Number(text ?? 50);
        const rows = await units.list({ ...filter, after: readCursor(cursor, 2), limit: limit + 1 });
        const { items, nextCursor } = pageOf(rows, limit, (row) => [row.family, row.code]);
        return listAnswer(items.map(shapeUnit), nextCursor);
      },
    );
    app.get(
      '/api/v1/units/:code',
      { schema: { ...schema, params: CodeParams, response: { 200: Unit } }, config: read },
      async (request) => shapeUnit(await units.get(request.params.code)),
    );
    app.post(
      '/api/v1/units',
      { schema: { ...schema, body: CreateBody, response: { 201: Unit } }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const { row, operationId } = await units.create(transaction, request.body, originOf(request));
            return writtenAnswer({ body: shapeUnit(row), operationId }, `/api/v1/units/${row.code}`);
          },
        }),
    );
    app.patch(
      '/api/v1/units/:code',
      { schema: { ...schema, params: CodeParams, body: PatchBody, response: { 200: Unit } }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const edit = { code: request.params.code, patch: request.body, origin: originOf(request) };
            const { row, operationId } = await units.change(transaction, edit);
            return writtenAnswer({ body: shapeUnit(row), operationId });
          },
        }),
    );
    app.delete(
      '/api/v1/units/:code',
      {
        schema: { ...schema, params: CodeParams, querystring: ForceQuery, response: { 204: Nothing } },
        config: write,
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const force = request.query.force === 'true';
            const edit = { code: request.params.code, force, origin: originOf(request) };
            return deletedAnswer(await units.remove(transaction, edit));
          },
        }),
    );
  };
}
