import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { named, Nothing, pageOf } from '../../platform/http/answers.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { RoleRow } from './role.queries.ts';
import type { RoleService } from './role.service.ts';
import { PatchRoleBody, RoleBody } from './user.schemas.ts';

const schema = { tags: ['roles'] };
const IdParams = Type.Object({ id: Uuid });

const Role = named(
  'Role',
  Type.Object({
    id: Uuid,
    code: Type.String(),
    name: Type.String(),
    builtIn: Type.Boolean({ description: 'Neither changed nor deleted' }),
    permissions: Type.Array(Type.String(), {
      description: 'As `products:read`; GET /permissions lists them',
    }),
    users: Type.Integer({ minimum: 0, description: 'How many have it' }),
    version: Type.Integer(),
  }),
);
const Permissions = Type.Object({ items: Type.Array(Type.String()) });

const shape = (role: RoleRow) => ({
  id: role.id,
  code: role.code,
  name: role.name,
  builtIn: role.built_in,
  permissions: role.permissions,
  users: role.users,
  version: role.version,
});

const changedBy = (request: FastifyRequest) => ({ actor: request.principal!, origin: originOf(request) });

export function roleRoutes({ roles }: { roles: RoleService }) {
  return (app: HttpServer): void => {
    app.get(
      '/api/v1/permissions',
      { schema: { ...schema, response: { 200: Permissions } }, config: { permission: 'roles:read' } },
      async () => ({
        items: await roles.listPermissions(),
      }),
    );
    app.get(
      '/api/v1/roles',
      { schema: { ...schema, response: { 200: pageOf(Role) } }, config: { permission: 'roles:read' } },
      async () => {
        const items = (await roles.list()).map(shape);
        return { items, nextCursor: null, total: items.length, totalIsEstimate: false };
      },
    );
    app.get(
      '/api/v1/roles/:id',
      {
        schema: { ...schema, params: IdParams, response: { 200: Role } },
        config: { permission: 'roles:read' },
      },
      async (request, reply) => {
        const role = await roles.get(request.params.id);
        return reply.header('ETag', `"${role.version}"`).send(shape(role));
      },
    );
    app.post(
      '/api/v1/roles',
      {
        schema: { ...schema, body: RoleBody, response: { 201: Role } },
        config: { permission: 'roles:write' },
      },
      async (request, reply) => {
        const role = await roles.create(request.body, changedBy(request));
        return reply.status(201).header('Location', `/api/v1/roles/${role.id}`).send(shape(role));
      },
    );
    app.patch(
      '/api/v1/roles/:id',
      {
        schema: { ...schema, params: IdParams, body: PatchRoleBody, response: { 200: Role } },
        config: { permission: 'roles:write' },
      },
      async (request, reply) => {
        const version = versionOf(request.headers['if-match']);
        const role = await roles.update(request.params.id, version, request.body, changedBy(request));
        return reply.header('ETag', `"${role.version}"`).send(shape(role));
      },
    );
    app.delete(
      '/api/v1/roles/:id',
      {
        schema: { ...schema, params: IdParams, response: { 204: Nothing } },
        config: { permission: 'roles:write' },
      },
      async (request, reply) => {
        await roles.remove(request.params.id, originOf(request));
        return reply.status(204).send();
      },
    );
  };
}
