import type { FastifyRequest } from 'fastify';
import type { Kysely } from 'kysely';
import { Type } from 'typebox';
import { kyselyTransactions } from '../../platform/databases/transactions.ts';
import { AppError } from '../../platform/errors.ts';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { answerOnce } from '../../platform/http/idempotency.ts';
import { Moment, Nothing, nullable, pageOf } from '../../platform/http/answers.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { CoreTables } from '../tables.ts';
import { CreateUserBody, PatchUserBody, shapeUser, User } from './user.schemas.ts';
import type { ChangedBy, UserService } from './user.service.ts';

const schema = { tags: ['users'] };
const IdParams = Type.Object({ id: Uuid });
const Page = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    cursor: Type.Optional(Uuid),
  },
  { additionalProperties: false },
);
const DeleteQuery = Type.Object(
  {
    heirId: Type.Optional(
      Type.Unsafe<string>({ ...Uuid, description: 'who gets the API keys; they stop working otherwise' }),
    ),
  },
  { additionalProperties: false },
);
const PasswordBody = Type.Object(
  {
    password: Type.String({ minLength: 1, maxLength: 512 }),
    currentPassword: Type.Optional(
      Type.String({ maxLength: 512, description: 'needed to change one’s own password' }),
    ),
  },
  { additionalProperties: false },
);

const Carried = Type.Object(
  {
    apiKeys: Type.Array(
      Type.Object({
        id: Uuid,
        name: Type.String(),
        hint: Type.String({ description: 'The last characters of the key' }),
        usedAt: nullable(Moment),
      }),
    ),
  },
  { description: 'With `disabled: true` only: what goes on in the name of the user' },
);
const PatchedUser = Type.Object({ ...User.properties, carries: Type.Optional(Carried) });
const Deletion = Type.Object({ sagaId: Uuid }, { description: 'Its progress is that of this saga' });

export function userRoutes({ db, users }: { db: Kysely<CoreTables>; users: UserService }) {
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/users',
      {
        schema: { ...schema, querystring: Page, response: { 200: pageOf(User) } },
        config: { permission: 'users:read' },
      },
      async (request) => {
        const { limit = 50, cursor = null } = request.query;
        const rows = await users.list({ limit: limit + 1, after: cursor });
        const items = rows.slice(0, limit).map(shapeUser);
        return {
          items,
          nextCursor: rows.length > limit ? items.at(-1)!.id : null,
          total: await users.count(),
          totalIsEstimate: false,
        };
      },
    );
    app.post(
      '/api/v1/users',
      {
        schema: { ...schema, body: CreateUserBody, response: { 201: User } },
        config: { permission: 'users:write' },
      },
      async (request, reply) => {
        const user = await users.create(request.body, changedBy(request));
        return reply
          .status(201)
          .header('Location', `/api/v1/users/${user.id}`)
          .header('ETag', `"${user.version}"`)
          .send(shapeUser(user));
      },
    );
    app.get(
      '/api/v1/users/:id',
      {
        schema: { ...schema, params: IdParams, response: { 200: User } },
        config: { permission: 'users:read' },
      },
      async (request, reply) => {
        const user = await users.get(request.params.id);
        return reply.header('ETag', `"${user.version}"`).send(shapeUser(user));
      },
    );
    app.patch(
      '/api/v1/users/:id',
      {
        schema: { ...schema, params: IdParams, body: PatchUserBody, response: { 200: PatchedUser } },
        config: { permission: 'users:write' },
      },
      async (request, reply) => {
        const version = versionOf(request.headers['if-match']);
        const user = await users.update(request.params.id, version, request.body, changedBy(request));
        // What goes on in his name is listed, and stopped by nobody unasked.
        const carried = request.body.disabled ? await users.carriedBy(user.id) : null;
        return reply.header('ETag', `"${user.version}"`).send({
          ...shapeUser(user),
          ...(carried ? { carries: { apiKeys: carried.map(shapeCarried) } } : {}),
        });
      },
    );
    app.delete(
      '/api/v1/users/:id',
      {
        schema: { ...schema, params: IdParams, querystring: DeleteQuery, response: { 202: Deletion } },
        config: { permission: 'users:delete' },
      },
      (request, reply) =>
        answerOnce(request, reply, {
          transactions: kyselyTransactions(db),
          work: async (transaction) => {
            const { heirId = null } = request.query;
            const userId = request.params.id;
            const asked = { userId, heirId, ...changedBy(request) };
            const sagaId = await users.requestDeletion(transaction, asked);
            return {
              status: 202,
              headers: { Location: `/api/v1/sagas/${sagaId}` },
              body: { sagaId },
              afterCommit: users.forgetSessions,
            };
          },
        }),
    );
    app.put(
      '/api/v1/users/:id/password',
      {
        schema: { ...schema, params: IdParams, body: PasswordBody, response: { 204: Nothing } },
        config: { permission: 'self' },
      },
      async (request, reply) => {
        const { id } = request.params;
        const { userId, kind, permissions } = request.principal!;
        const own = kind === 'user' && userId === id;
        if (!own && !permissions.has('users:write'))
          throw new AppError('auth.forbidden', {
            message: 'Another user’s password is set by who may change users',
            status: 403,
            params: { permission: 'users:write' },
          });
        const { password, currentPassword = '' } = request.body;
        const by = changedBy(request);
        if (own) await users.changeOwnPassword(id, { current: currentPassword, next: password }, by);
        else await users.setPassword(id, password, by);
        return reply.status(204).send();
      },
    );
  };
}

const changedBy = (request: FastifyRequest): ChangedBy => ({
  actor: request.principal,
  origin: originOf(request),
});

const shapeCarried = (key: { id: string; name: string; hint: string; used_at: Date | null }) => ({
  id: key.id,
  name: key.name,
  hint: key.hint,
  usedAt: key.used_at?.toISOString() ?? null,
});
