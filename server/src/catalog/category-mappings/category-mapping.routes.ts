import { Type } from 'typebox';
import { kyselyTransactions } from '../../platform/databases/transactions.ts';
import { Moment, named, Nothing, nullable } from '../../platform/http/answers.ts';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import { deletedAnswer, listAnswer, listOf, Version, writtenAnswer } from '../definitions/answers.ts';
import { pageOf, readCursor } from '../definitions/list-page.ts';
import { Cursor, Limit, Query, strict } from '../definitions/schemas.ts';
import { IdParams, NoQuery } from '../products/product.schemas.ts';
import { TaxonomyCode } from '../taxonomies/taxonomy.routes.ts';
import { countMappings, listMappings, type ShownMapping } from './category-mapping.queries.ts';
import type { CategoryMappingService } from './category-mapping.service.ts';

const schema = { tags: ['categories'] };
// As what suppliers' other words mean: whoever imports files says it.
const read = { permission: 'imports:read' };
const write = { permission: 'imports:write' };
const ListQuery = Type.Object(
  {
    supplierId: Type.Optional(Uuid),
    mapped: Type.Optional(
      Type.Union([Type.Literal('true'), Type.Literal('false')], {
        description: 'false: those that files name and that mean nothing here yet',
      }),
    ),
    q: Query,
    limit: Limit,
    cursor: Cursor,
  },
  strict,
);
const PutBody = Type.Object(
  {
    supplierId: Uuid,
    source: Type.String({
      maxLength: 1_000,
      pattern: '\\S',
      description: 'As the supplier\'s files name it: a path with ">" between its names',
    }),
    categoryId: Uuid,
  },
  strict,
);
const PatchBody = Type.Object(
  { categoryId: Type.Union([Uuid, Type.Null()], { description: 'null: not mapped' }) },
  strict,
);
const CategoryMapping = named(
  'CategoryMapping',
  Type.Object({
    id: Uuid,
    supplierId: Uuid,
    source: Type.String({ description: "A path as the supplier's files name it" }),
    category: nullable(Type.Object({ id: Uuid, taxonomy: TaxonomyCode, path: Type.String() })),
    mappedBy: nullable(Type.String({ description: 'Name of who said last what it means' })),
    mappedAt: nullable(Moment),
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
  }),
);
const Count = Type.Integer({ minimum: 0 });
const CategoryMappingList = Type.Object({
  ...listOf(CategoryMapping).properties,
  counts: Type.Object(
    { mapped: Count, unmapped: Count },
    { description: "Of all that the supplier's files name, or all suppliers', whatever else was asked for" },
  ),
});
const all = '/api/v1/category-mappings';
const one = `${all}/:id` as const;

export function categoryMappingRoutes(deps: { db: Executor; categoryMappings: CategoryMappingService }) {
  const { db, categoryMappings } = deps;
  const transactions = kyselyTransactions(db);
  return (app: HttpServer): void => {
    app.get(
      all,
      { schema: { ...schema, querystring: ListQuery, response: { 200: CategoryMappingList } }, config: read },
      async (request) => {
        const { supplierId, mapped, q, cursor, limit: text } = request.query;
        const limit = Number(text ?? 50);
        const filter = { supplierId, q, mapped: mapped === undefined ? undefined : mapped === 'true' };
        const rows = await listMappings(db, filter, { after: readCursor(cursor, 2), limit: limit + 1 });
        const { items, nextCursor } = pageOf(rows, limit, (row) => [row.source_key, row.id]);
        return { ...listAnswer(items.map(shape), nextCursor), counts: await countMappings(db, supplierId) };
      },
    );
    app.get(
      one,
      {
        schema: { ...schema, params: IdParams, querystring: NoQuery, response: { 200: CategoryMapping } },
        config: read,
      },
      async (request, reply) => {
        const row = await categoryMappings.get(request.params.id);
        return reply.header('ETag', `"${row.version}"`).send(shape(row));
      },
    );
    app.put(
      all,
      {
        schema: { ...schema, body: PutBody, response: { 200: CategoryMapping, 201: CategoryMapping } },
        config: write,
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const edit = { ...editOf(request), ...request.body };
            const { row, operationId, created } = await categoryMappings.map(transaction, edit);
            return writtenAnswer({ body: shape(row), operationId }, created ? `${all}/${row.id}` : undefined);
          },
        }),
    );
    app.patch(
      one,
      {
        schema: { ...schema, params: IdParams, body: PatchBody, response: { 200: CategoryMapping } },
        config: write,
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const edit = { ...editOf(request), id: request.params.id, categoryId: request.body.categoryId };
            const { row, operationId } = await categoryMappings.change(transaction, edit);
            return writtenAnswer({ body: shape(row), operationId });
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
              await categoryMappings.remove(transaction, { ...editOf(request), id: request.params.id }),
            ),
        }),
    );
  };
}

const editOf = (
  request: Parameters<typeof originOf>[0] & { headers: { 'if-match'?: string | undefined } },
) => ({ expected: versionOf(request.headers['if-match']), origin: originOf(request) });

const shape = (row: ShownMapping) => ({
  id: row.id,
  supplierId: row.supplier_id,
  source: row.source,
  category: row.category,
  mappedBy: row.mapped_by,
  mappedAt: row.mapped_at?.toISOString() ?? null,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
