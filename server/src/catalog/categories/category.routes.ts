import { Type } from 'typebox';
import { kyselyTransactions } from '../../platform/databases/transactions.ts';
import { Moment, named, Nothing, nullable } from '../../platform/http/answers.ts';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import { deletedAnswer, Labels, listAnswer, listOf, Version, writtenAnswer } from '../definitions/answers.ts';
import { pageOf, readCursor } from '../definitions/list-page.ts';
import { Cursor, ForceQuery, LabelsBody, Limit, Query, strict } from '../definitions/schemas.ts';
import { IdParams, NoQuery } from '../products/product.schemas.ts';
import { TaxonomyCode } from '../taxonomies/taxonomy.routes.ts';
import { listCategories, type ShownCategory } from './category.queries.ts';
import type { CategoryService } from './category.service.ts';

const schema = { tags: ['categories'] };
const read = { permission: 'categories:read' };
const write = { permission: 'categories:write' };
const Name = Type.String({
  maxLength: 200,
  pattern: '^[^>]*[^>\\s][^>]*$',
  description: 'Without ">", which parts the names of a path',
});
const editable = {
  parentId: Type.Optional(Type.Union([Uuid, Type.Null()], { description: 'null: the top of the tree' })),
  code: Type.Optional(Type.Union([TaxonomyCode, Type.Null()])),
  labels: Type.Optional(LabelsBody),
};
const CreateBody = Type.Object(
  {
    name: Name,
    taxonomy: Type.Optional(
      Type.String({ pattern: '^[A-Za-z0-9_-]{1,100}$', description: 'Default: main, or that of the parent' }),
    ),
    ...editable,
  },
  strict,
);
const PatchBody = Type.Object({ name: Type.Optional(Name), ...editable }, strict);
const ListQuery = Type.Object(
  {
    q: Query,
    taxonomy: Type.Optional(TaxonomyCode),
    parentId: Type.Optional(
      Type.Union([Uuid, Type.Literal('root')], { description: 'root: those at the top of a tree' }),
    ),
    limit: Limit,
    cursor: Cursor,
  },
  strict,
);
const Category = named(
  'Category',
  Type.Object({
    id: Uuid,
    taxonomy: TaxonomyCode,
    parentId: nullable(Uuid),
    name: Type.String(),
    path: Type.String({ description: 'Its name behind those of all above it: "A > B"' }),
    code: nullable(TaxonomyCode),
    labels: Labels,
    hasChildren: Type.Boolean(),
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
  }),
);
const one = '/api/v1/categories/:id';

export function categoryRoutes({ db, categories }: { db: Executor; categories: CategoryService }) {
  const transactions = kyselyTransactions(db);
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/categories',
      { schema: { ...schema, querystring: ListQuery, response: { 200: listOf(Category) } }, config: read },
      async (request) => {
        const { cursor, limit: text, ...filter } = request.query;
        const limit = Number(text ?? 50);
        const page = { after: readCursor(cursor, 2), limit: limit + 1 };
        const rows = await listCategories(db, filter, page);
        const { items, nextCursor } = pageOf(rows, limit, (row) => [row.path_key, row.id]);
        return listAnswer(items.map(shape), nextCursor);
      },
    );
    app.get(
      one,
      {
        schema: { ...schema, params: IdParams, querystring: NoQuery, response: { 200: Category } },
        config: read,
      },
      async (request, reply) => {
        const row = await categories.get(request.params.id);
        return reply.header('ETag', `"${row.version}"`).send(shape(row));
      },
    );
    app.post(
      '/api/v1/categories',
      { schema: { ...schema, body: CreateBody, response: { 201: Category } }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const made = await categories.create(transaction, request.body, originOf(request));
            return writtenAnswer({ ...made, body: shape(made.row) }, `/api/v1/categories/${made.row.id}`);
          },
        }),
    );
    app.patch(
      one,
      {
        schema: { ...schema, params: IdParams, body: PatchBody, response: { 200: Category } },
        config: write,
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const changed = await categories.change(transaction, {
              id: request.params.id,
              patch: request.body,
              expected: versionOf(request.headers['if-match']),
              origin: originOf(request),
            });
            return writtenAnswer({ ...changed, body: shape(changed.row) });
          },
        }),
    );
    app.delete(
      one,
      {
        schema: { ...schema, params: IdParams, querystring: ForceQuery, response: { 204: Nothing } },
        config: write,
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) =>
            deletedAnswer(
              await categories.remove(transaction, {
                id: request.params.id,
                expected: versionOf(request.headers['if-match']),
                origin: originOf(request),
                force: request.query.force === 'true',
              }),
            ),
        }),
    );
  };
}

const shape = (row: ShownCategory) => ({
  id: row.id,
  taxonomy: row.taxonomy,
  parentId: row.parent_id,
  name: row.name,
  path: row.full_path,
  code: row.code,
  labels: row.labels,
  hasChildren: row.has_children,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
