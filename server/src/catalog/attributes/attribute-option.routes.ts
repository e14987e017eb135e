import { Type } from 'typebox';
import { kyselyTransactions } from '../../platform/databases/transactions.ts';
import { named, Nothing } from '../../platform/http/answers.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { deletedAnswer, Labels, listAnswer, listOf, writtenAnswer } from '../definitions/answers.ts';
import { pageOf, readCursor } from '../definitions/list-page.ts';
import {
  Code,
  Cursor,
  ForceQuery,
  LabelsBody,
  Limit,
  Position,
  Query,
  strict,
} from '../definitions/schemas.ts';
import { listOptions, type OptionRow } from './attribute-option.queries.ts';
import type { OptionService } from './attribute-option.service.ts';
import type { Executor } from './attribute.queries.ts';
import type { AttributeService } from './attribute.service.ts';

const schema = { tags: ['attributes'] };
const read = { permission: 'attributes:read' };
const write = { permission: 'attributes:write' };
/** Suppliers' lists have capitals in them, which tell two options apart. */
const OptionCode = Type.String({ pattern: '^[A-Za-z0-9_-]{1,100}$' });
const editable = { labels: Type.Optional(LabelsBody), position: Type.Optional(Position) };
const CreateBody = Type.Object({ code: OptionCode, ...editable }, strict);
const PatchBody = Type.Object(editable, strict);
const CodeParams = Type.Object({ code: Code }, strict);
const OptionParams = Type.Object({ code: Code, option: OptionCode }, strict);
const ListQuery = Type.Object({ q: Query, limit: Limit, cursor: Cursor }, strict);
const AttributeOption = named(
  'AttributeOption',
  Type.Object({ code: OptionCode, labels: Labels, position: Position }),
);
const list = '/api/v1/attributes/:code/options';
const one = '/api/v1/attributes/:code/options/:option';

export function attributeOptionRoutes(deps: {
  db: Executor;
  attributes: AttributeService;
  options: OptionService;
}) {
  const { db, attributes, options } = deps;
  const transactions = kyselyTransactions(db);
  return (app: HttpServer): void => {
    app.get(
      list,
      {
        schema: {
          ...schema,
          params: CodeParams,
          querystring: ListQuery,
          response: { 200: listOf(AttributeOption) },
        },
        config: read,
      },
      async (request) => {
        const { code } = await attributes.get(request.params.code);
        const { cursor, limit: text, q } = request.query;
        const limit = Number(text ?? 50);
        const rows = await listOptions(db, code, { q, after: readCursor(cursor, 2), limit: limit + 1 });
        const { items, nextCursor } = pageOf(rows, limit, (row) => [String(row.position), row.code]);
        return listAnswer(items.map(shape), nextCursor);
      },
    );
    app.post(
      list,
      {
        schema: { ...schema, params: CodeParams, body: CreateBody, response: { 201: AttributeOption } },
        config: write,
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const { code, ...values } = request.body;
            const edit = { attribute: request.params.code, code, origin: originOf(request) };
            const { row, operationId } = await options.create(transaction, edit, values);
            const location = `/api/v1/attributes/${row.attribute_code}/options/${row.code}`;
            return writtenAnswer({ body: shape(row), operationId }, location);
          },
        }),
    );
    app.patch(
      one,
      {
        schema: { ...schema, params: OptionParams, body: PatchBody, response: { 200: AttributeOption } },
        config: write,
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const { code: attribute, option: code } = request.params;
            const edit = { attribute, code, origin: originOf(request) };
            const { row, operationId } = await options.change(transaction, edit, request.body);
            return writtenAnswer({ body: shape(row), operationId });
          },
        }),
    );
    app.delete(
      one,
      {
        schema: { ...schema, params: OptionParams, querystring: ForceQuery, response: { 204: Nothing } },
        config: write,
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const { code: attribute, option: code } = request.params;
            const edit = { attribute, code, origin: originOf(request) };
            return deletedAnswer(await options.remove(transaction, edit, request.query.force === 'true'));
          },
        }),
    );
  };
}

const shape = ({ code, labels, position }: OptionRow) => ({ code, labels, position });
