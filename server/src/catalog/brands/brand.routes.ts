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
import { Cursor, ForceQuery, Limit, Query, strict } from '../definitions/schemas.ts';
import { IdParams, NoQuery } from '../products/product.schemas.ts';
import { listBrands, type ShownBrand } from './brand.queries.ts';
import type { BrandService } from './brand.service.ts';

const schema = { tags: ['brands'] };
const read = { permission: 'brands:read' };
const write = { permission: 'brands:write' };
const Name = Type.String({ maxLength: 200, pattern: '\\S' });
const aliases = Type.Optional(
  Type.Array(Name, { maxItems: 1_000, description: 'Other spellings in files; all of them' }),
);
const CreateBody = Type.Object({ name: Name, aliases }, strict);
const PatchBody = Type.Object({ name: Type.Optional(Name), aliases }, strict);
const MergeBody = Type.Object({ into: Uuid }, strict);
const ListQuery = Type.Object({ q: Query, limit: Limit, cursor: Cursor }, strict);
const Brand = named(
  'Brand',
  Type.Object({
    id: Uuid,
    name: Type.String(),
    aliases: Type.Array(Type.String(), { description: 'Other spellings in files' }),
    mergedInto: { ...nullable(Uuid), description: 'The brand that its products and spellings went to' },
    version: Version,
    createdAt: Moment,
    updatedAt: Moment,
  }),
);
const MergedBrand = Type.Object({
  operationId: Uuid,
  products: Type.Integer({ minimum: 0, description: 'How many have another brand now' }),
  brand: Brand,
});
const one = '/api/v1/brands/:id';

export function brandRoutes({ db, brands }: { db: Executor; brands: BrandService }) {
  const transactions = kyselyTransactions(db);
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/brands',
      { schema: { ...schema, querystring: ListQuery, response: { 200: listOf(Brand) } }, config: read },
      async (request) => {
        const { q, cursor, limit: text } = request.query;
        const limit = Number(text ?? 50);
        const after = readCursor(cursor, 1)?.[0] ?? null;
        const rows = await listBrands(db, { q, after, limit: limit + 1 });
        const { items, nextCursor } = pageOf(rows, limit, (row) => [row.name_key]);
        return listAnswer(items.map(shape), nextCursor);
      },
    );
    app.get(
      one,
      {
        schema: { ...schema, params: IdParams, querystring: NoQuery, response: { 200: Brand } },
        config: read,
      },
      async (request, reply) => {
        const row = await brands.get(request.params.id);
        return reply.header('ETag', `"${row.version}"`).send(shape(row));
      },
    );
    app.post(
      '/api/v1/brands',
      { schema: { ...schema, body: CreateBody, response: { 201: Brand } }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const made = await brands.create(transaction, request.body, originOf(request));
            return writtenAnswer({ ...made, body: shape(made.row) }, `/api/v1/brands/${made.row.id}`);
          },
        }),
    );
    app.patch(
      one,
      { schema: { ...schema, params: IdParams, body: PatchBody, response: { 200: Brand } }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const changed = await brands.change(transaction, { ...editOf(request), patch: request.body });
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
          work: async (transaction) => {
            const force = request.query.force === 'true';
            return deletedAnswer(await brands.remove(transaction, { ...editOf(request), force }));
          },
        }),
    );
    app.post(
      `${one}/merge`,
      {
        schema: { ...schema, params: IdParams, body: MergeBody, response: { 200: MergedBrand } },
        config: write,
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const edit = { ...editOf(request), into: request.body.into };
            const { row, products, operationId } = await brands.merge(transaction, edit);
            return {
              headers: { 'Operation-Id': operationId },
              body: { operationId, products, brand: shape(row) },
            };
          },
        }),
    );
  };
}

const editOf = (
  request: Parameters<typeof originOf>[0] & {
    params: { id: string };
    headers: { 'if-match'?: string | undefined };
  },
) => ({
  id: request.params.id,
  expected: versionOf(request.headers['if-match']),
  origin: originOf(request),
});

const shape = (row: ShownBrand) => ({
  id: row.id,
  name: row.name,
  aliases: row.aliases,
  mergedInto: row.merged_into,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
