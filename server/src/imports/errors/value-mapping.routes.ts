import { Type } from 'typebox';
import type { Kysely } from 'kysely';
import { kyselyTransactions } from '../../platform/databases/transactions.ts';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { ImportsTables } from '../tables.ts';
import type { ValueMappingRow } from './value-mapping.queries.ts';
import type { ValueMappingService } from './value-mapping.service.ts';

const schema = { tags: ['imports'] };
const strict = { additionalProperties: false };
const read = { permission: 'imports:read' };
const write = { permission: 'imports:write' };
const Id = Type.Object({ id: Uuid }, strict);
const Query = Type.Object(
  {
    supplierId: Type.Optional(Type.Union([Uuid, Type.Literal('own')])),
    limit: Type.Optional(Type.String({ pattern: '^([1-9]\\d?|1\\d\\d|200)$' })),
    cursor: Type.Optional(Uuid),
  },
  strict,
);
const to = Type.Union([Type.String({ maxLength: 1_000 }), Type.Null()], {
  description: 'Null: the cell counts as empty',
});
const CreateBody = Type.Object(
  {
    supplierId: Type.Union([Uuid, Type.Null()], { description: 'Null: our own files' }),
    field: Type.String({ maxLength: 200 }),
    from: Type.String({ minLength: 1, maxLength: 1_000 }),
    to,
  },
  strict,
);
const PatchBody = Type.Object({ to }, strict);

export function valueMappingRoutes(deps: { db: Kysely<ImportsTables>; mappings: ValueMappingService }) {
  const { mappings } = deps;
  const transactions = kyselyTransactions(deps.db);
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/value-mappings',
      { schema: { ...schema, querystring: Query }, config: read },
      async (request) => {
        const { supplierId, limit, cursor = null } = request.query;
        const size = Number(limit ?? 50);
        const owner = supplierId === 'own' ? null : supplierId;
        const rows = await mappings.list({ supplierId: owner, after: cursor, limit: size + 1 });
        const page = rows.slice(0, size);
        const nextCursor = rows.length > size ? (page.at(-1)?.id ?? null) : null;
        return { items: page.map(shape), nextCursor, total: null, totalIsEstimate: false };
      },
    );
    app.get(
      '/api/v1/value-mappings/:id',
      { schema: { ...schema, params: Id }, config: read },
      async (request, reply) => {
        const row = await mappings.get(request.params.id);
        return reply.header('ETag', `"${row.version}"`).send(shape(row));
      },
    );
    app.post(
      '/api/v1/value-mappings',
      { schema: { ...schema, body: CreateBody }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const row = await mappings.create(transaction, request.body);
            const headers = { Location: `/api/v1/value-mappings/${row.id}`, ETag: `"${row.version}"` };
            return { status: 201, headers, body: shape(row) };
          },
        }),
    );
    app.patch(
      '/api/v1/value-mappings/:id',
      { schema: { ...schema, params: Id, body: PatchBody }, config: write },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions,
          work: async (transaction) => {
            const expected = versionOf(request.headers['if-match']);
            const change = { to: request.body.to, expected };
            const row = await mappings.change(transaction, request.params.id, change);
            return { headers: { ETag: `"${row.version}"` }, body: shape(row) };
          },
        }),
    );
    app.delete(
      '/api/v1/value-mappings/:id',
      { schema: { ...schema, params: Id }, config: write },
      async (request, reply) => {
        const expected = versionOf(request.headers['if-match']);
        await transactions.run((transaction) => mappings.remove(transaction, request.params.id, expected));
        return reply.status(204).send();
      },
    );
  };
}

const shape = (row: ValueMappingRow) => ({
  id: row.id,
  supplierId: row.supplier_id,
  field: row.field,
  from: row.from_value,
  to: row.to_value,
  version: row.version,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});
