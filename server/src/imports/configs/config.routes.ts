import { Type } from 'typebox';
import type { Kysely } from 'kysely';
import { kyselyTransactions } from '../../platform/databases/transactions.ts';
import { Moment, named, Nothing, nullable, oneOf, pageOf } from '../../platform/http/answers.ts';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { ImportsTables } from '../tables.ts';
import { guardLimits } from '../guard/judge-feed.ts';
import type { ImportConfigRow } from './config.queries.ts';
import type { ImportConfigInput, ImportConfigService } from './config.service.ts';

const schema = { tags: ['sources'] };
const strict = { additionalProperties: false };
const read = { permission: 'sources:read' };
const write = { permission: 'sources:write' };
const Id = Type.Object({ id: Uuid }, strict);
const name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const orNull = (maxLength: number) =>
  Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength }), Type.Null()]));
const fields = {
  supplier: Type.Optional(Type.Union([name, Type.Null()])),
  own: Type.Optional(Type.Boolean({ description: 'The files are our own catalogue' })),
  templateId: Type.Optional(Type.Union([Uuid, Type.Null()])),
  map: Type.Optional(Type.Array(Type.Object({ field: name, column: name }, strict), { maxItems: 500 })),
  encoding: orNull(40),
  delimiter: orNull(1),
  sheet: orNull(200),
  currency: Type.Optional(Type.Union([Type.String({ pattern: '^[A-Z]{3}$' }), Type.Null()])),
  mode: Type.Optional(Type.Union([Type.Literal('apply'), Type.Literal('preview')])),
  guard: Type.Optional(
    Type.Object(
      Object.fromEntries(
        guardLimits.map((limit) => [
          limit,
          Type.Optional(Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Literal(false)])),
        ]),
      ),
      { ...strict, description: 'Shares from 0 to 1 that differ from the usual ones; false: not asked' },
    ),
  ),
  missingAction: Type.Optional(
    Type.Union([...['ignore', 'stock_zero', 'end_offer'].map((action) => Type.Literal(action)), Type.Null()]),
  ),
};
const CreateBody = Type.Object({ name, ...fields }, strict);
const PatchBody = Type.Object({ name: Type.Optional(name), ...fields }, strict);
const text = nullable(Type.String());
const ImportConfig = named(
  'ImportConfig',
  Type.Object({
    id: Uuid,
    name: Type.String(),
    supplier: nullable(Type.Object({ id: Uuid, name: text })),
    own: Type.Boolean({ description: 'The files are our own catalogue' }),
    templateId: nullable(Uuid),
    map: Type.Array(Type.Object({ field: Type.String(), column: Type.String() })),
    encoding: text,
    delimiter: text,
    sheet: text,
    currency: text,
    mode: oneOf(['apply', 'preview']),
    guard: Type.Object(
      Object.fromEntries(
        guardLimits.map((limit) => [
          limit,
          Type.Optional(Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Literal(false)])),
        ]),
      ),
      { description: 'Shares from 0 to 1 that differ from the usual ones; false: not asked' },
    ),
    missingAction: nullable(oneOf(['ignore', 'stock_zero', 'end_offer'])),
    version: Type.Integer(),
    createdAt: Moment,
    updatedAt: Moment,
  }),
);

export function importConfigRoutes(deps: { db: Kysely<ImportsTables>; configs: ImportConfigService }) {
  const { configs } = deps;
  const transactions = kyselyTransactions(deps.db);
  const shape = async (row: ImportConfigRow) => shapeOf(row, await configs.supplierName(row));
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/import-configs',
      { schema: { ...schema, response: { 200: pageOf(ImportConfig) } }, config: read },
      async () => {
        const items = await Promise.all((await configs.list()).map(shape));
        return { items, nextCursor: null, total: items.length, totalIsEstimate: false };
      },
    );
    app.get(
      '/api/v1/import-configs/:id',
      { schema: { ...schema, params: Id, response: { 200: ImportConfig } }, config: read },
      async (request, reply) => {
        const row = await configs.get(request.params.id);
        return reply.header('ETag', `"${row.version}"`).send(await shape(row));
      },
    );
    app.post(
      '/api/v1/import-configs',
      { schema: { ...schema, body: CreateBody, response: { 201: ImportConfig } }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const row = await configs.create(transaction, request.body as ImportConfigInput);
            const headers = { Location: `/api/v1/import-configs/${row.id}`, ETag: `"${row.version}"` };
            return { status: 201, headers, body: await shape(row) };
          },
        }),
    );
    app.patch(
      '/api/v1/import-configs/:id',
      { schema: { ...schema, params: Id, body: PatchBody, response: { 200: ImportConfig } }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const expected = versionOf(request.headers['if-match']);
            const patch = request.body as Partial<ImportConfigInput>;
            const row = await configs.change(transaction, request.params.id, { patch, expected });
            return { headers: { ETag: `"${row.version}"` }, body: await shape(row) };
          },
        }),
    );
    app.delete(
      '/api/v1/import-configs/:id',
      { schema: { ...schema, params: Id, response: { 204: Nothing } }, config: write },
      async (request, reply) => {
        const expected = versionOf(request.headers['if-match']);
        await transactions.run((transaction) => configs.remove(transaction, request.params.id, expected));
        return reply.status(204).send();
      },
    );
  };
}

const shapeOf = (row: ImportConfigRow, supplierName: string | null) => ({
  id: row.id,
  name: row.name,
  supplier: row.supplier_id && { id: row.supplier_id, name: supplierName },
  own: row.supplier_id === null,
  templateId: row.template_id,
  map: row.map,
  encoding: row.encoding,
  delimiter: row.delimiter,
  sheet: row.sheet,
  currency: row.currency,
  mode: row.mode,
  guard: row.guard,
  missingAction: row.missing_action,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
