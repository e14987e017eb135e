import { Type } from 'typebox';
import { kyselyTransactions, within } from '../../platform/databases/transactions.ts';
import { Moment, named, Nothing } from '../../platform/http/answers.ts';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import { Attribute, shape as shapeAttribute } from '../attributes/attribute.routes.ts';
import { readFilterIndexes } from '../attributes/filter-index.queries.ts';
import { deletedAnswer, Labels, listAnswer, listOf, Version, writtenAnswer } from '../definitions/answers.ts';
import { pageOf, readCursor } from '../definitions/list-page.ts';
import { Code, Cursor, LabelsBody, Limit, Query, strict } from '../definitions/schemas.ts';
import { IdParams, NoQuery } from '../products/product.schemas.ts';
import { listFamilies, listFamilyDefinitions, type FamilyRow } from './family.queries.ts';
import type { FamilyService, FamilyState } from './family.service.ts';

const schema = { tags: ['families'] };
const read = { permission: 'families:read' };
const write = { permission: 'families:write' };
const editable = {
  labels: Type.Optional(LabelsBody),
  axes: Type.Optional(
    Type.Array(Type.Array(Code, { minItems: 1, maxItems: 5 }), {
      maxItems: 2,
      description: 'Levels of variants, each with the attributes that tell its variants apart',
    }),
  ),
  attributes: Type.Optional(
    Type.Array(
      Type.Object(
        {
          code: Code,
          required: Type.Optional(Type.Array(Code, { maxItems: 100, description: 'Codes of channels' })),
        },
        strict,
      ),
      { maxItems: 2_000, description: 'All of them, in their order' },
    ),
  ),
};
const CreateBody = Type.Object(
  { code: Type.String({ maxLength: 200, pattern: '\\S' }), ...editable },
  strict,
);
const PatchBody = Type.Object(editable, strict);
const ListQuery = Type.Object({ q: Query, limit: Limit, cursor: Cursor }, strict);
const PageQuery = Type.Object({ limit: Limit, cursor: Cursor }, strict);
const Required = Type.Array(Code, {
  description: 'Channels that a product of the family is incomplete for without it',
});
const base = {
  id: Uuid,
  code: Type.String(),
  labels: Labels,
  axes: Type.Array(Type.Array(Code), {
    description: 'Levels of variants, each with the attributes that tell its variants apart',
  }),
  version: Version,
  createdAt: Moment,
  updatedAt: Moment,
};
const FamilyAttribute = named('FamilyAttribute', Type.Object({ code: Code, required: Required }));
const Family = named(
  'Family',
  Type.Object({
    ...base,
    attributes: Type.Array(FamilyAttribute, { description: 'All of them, in their order' }),
  }),
);
const FamilySummary = named(
  'FamilySummary',
  Type.Object({ ...base, attributeCount: Type.Integer({ minimum: 0 }) }),
);
const FamilyAttributeDefinition = named(
  'FamilyAttributeDefinition',
  Type.Object(
    { ...Attribute.properties, required: Required },
    { description: 'An attribute as a family has it' },
  ),
);
const one = '/api/v1/families/:id';

export function familyRoutes({ db, families }: { db: Executor; families: FamilyService }) {
  const transactions = kyselyTransactions(db);
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/families',
      {
        schema: { ...schema, querystring: ListQuery, response: { 200: listOf(FamilySummary) } },
        config: read,
      },
      async (request) => {
        const { cursor, limit: text, q } = request.query;
        const limit = Number(text ?? 50);
        const rows = await listFamilies(db, {
          q,
          after: readCursor(cursor, 1)?.[0] ?? null,
          limit: limit + 1,
        });
        const { items, nextCursor } = pageOf(rows, limit, (row) => [row.code_key]);
        const shown = items.map((row) => ({ ...shape(row), attributeCount: row.attribute_count }));
        return listAnswer(shown, nextCursor);
      },
    );
    app.get(
      one,
      {
        schema: { ...schema, params: IdParams, querystring: NoQuery, response: { 200: Family } },
        config: read,
      },
      async (request, reply) => {
        const row = await families.get(request.params.id);
        const attributes = await families.attributesOf(row.id);
        return reply.header('ETag', `"${row.version}"`).send({ ...shape(row), attributes });
      },
    );
    app.get(
      `${one}/attributes`,
      {
        schema: {
          ...schema,
          params: IdParams,
          querystring: PageQuery,
          response: { 200: listOf(FamilyAttributeDefinition) },
        },
        config: read,
      },
      async (request) => {
        const { id } = await families.get(request.params.id);
        const limit = Number(request.query.limit ?? 50);
        const after = readCursor(request.query.cursor, 2);
        const rows = await listFamilyDefinitions(db, id, { after, limit: limit + 1 });
        const { items, nextCursor } = pageOf(rows, limit, (row) => [String(row.place), row.code]);
        const indexes = await readFilterIndexes(within(db));
        const shown = items.map((row) => ({ ...shapeAttribute(row, indexes), required: row.required }));
        return listAnswer(shown, nextCursor);
      },
    );
    app.post(
      '/api/v1/families',
      { schema: { ...schema, body: CreateBody, response: { 201: Family } }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const { code, ...patch } = request.body;
            const input = { code, ...complete(patch) };
            const { row, state, operationId } = await families.create(transaction, input, originOf(request));
            return writtenAnswer({ body: shown(row, state), operationId }, `/api/v1/families/${row.id}`);
          },
        }),
    );
    app.patch(
      one,
      { schema: { ...schema, params: IdParams, body: PatchBody, response: { 200: Family } }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const { row, state, operationId } = await families.change(transaction, {
              id: request.params.id,
              patch: complete(request.body),
              expected: versionOf(request.headers['if-match']),
              origin: originOf(request),
            });
            return writtenAnswer({ body: shown(row, state), operationId });
          },
        }),
    );
    app.delete(
      one,
      {
        schema: { ...schema, params: IdParams, querystring: NoQuery, response: { 204: Nothing } },
        config: write,
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) =>
            deletedAnswer(
              await families.remove(transaction, {
                id: request.params.id,
                expected: versionOf(request.headers['if-match']),
                origin: originOf(request),
              }),
            ),
        }),
    );
  };
}

const complete = <Body extends { attributes?: { code: string; required?: string[] }[] }>(body: Body) => ({
  ...body,
  attributes: body.attributes?.map(({ code, required = [] }) => ({ code, required })),
});

const shown = (row: FamilyRow, { attributes }: FamilyState) => ({ ...shape(row), attributes });

const shape = (row: FamilyRow) => ({
  id: row.id,
  code: row.code,
  labels: row.labels,
  axes: row.axes,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
