import { Type } from 'typebox';
import { Moment, named, Nothing, nullable, pageOf } from '../../platform/http/answers.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { ApiKeyRow } from './api-key.queries.ts';
import type { ApiKeyService } from './api-key.service.ts';

const schema = { tags: ['api-keys'] };
const Body = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
    scopes: Type.Array(Type.String({ maxLength: 100 }), {
      minItems: 1,
      maxItems: 500,
      description: 'permissions, of those you have',
    }),
    userId: Type.Optional(Uuid),
    expiresAt: Type.Optional(Type.String({ format: 'date-time' })),
  },
  { additionalProperties: false },
);

const ApiKey = named(
  'ApiKey',
  Type.Object({
    id: Uuid,
    name: Type.String(),
    hint: Type.String({ description: 'The last characters of the key' }),
    scopes: Type.Array(Type.String(), { description: 'Permissions' }),
    userId: nullable(Uuid),
    createdBy: nullable(Uuid),
    createdAt: Moment,
    expiresAt: nullable(Moment),
    usedAt: nullable(Type.String({ format: 'date-time', description: 'To the minute' })),
  }),
);
const MadeApiKey = Type.Object({
  ...ApiKey.properties,
  key: Type.String({ description: 'In this answer and never again' }),
});

const shape = (row: ApiKeyRow) => ({
  id: row.id,
  name: row.name,
  hint: row.hint,
  scopes: row.scopes,
  userId: row.user_id,
  createdBy: row.created_by,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at?.toISOString() ?? null,
  usedAt: row.used_at?.toISOString() ?? null,
});

export function apiKeyRoutes({ apiKeys }: { apiKeys: ApiKeyService }) {
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/api-keys',
      { schema: { ...schema, response: { 200: pageOf(ApiKey) } }, config: { permission: 'api-keys:read' } },
      async () => {
        const items = (await apiKeys.list()).map(shape);
        return { items, nextCursor: null, total: items.length, totalIsEstimate: false };
      },
    );
    app.post(
      '/api/v1/api-keys',
      {
        schema: { ...schema, body: Body, response: { 201: MadeApiKey } },
        config: { permission: 'api-keys:write' },
      },
      async (request, reply) => {
        const { expiresAt, ...input } = request.body;
        const made = await apiKeys.create(
          { ...input, expiresAt: expiresAt ? new Date(expiresAt) : undefined },
          { creator: request.principal!, origin: originOf(request) },
        );
        // The only time the key is shown.
        return reply
          .status(201)
          .header('Cache-Control', 'no-store')
          .send({ ...shape(made.row), key: made.key });
      },
    );
    app.delete(
      '/api/v1/api-keys/:id',
      {
        schema: { ...schema, params: Type.Object({ id: Uuid }), response: { 204: Nothing } },
        config: { permission: 'api-keys:write' },
      },
      async (request, reply) => {
        await apiKeys.revoke(request.params.id, originOf(request));
        return reply.status(204).send();
      },
    );
  };
}
