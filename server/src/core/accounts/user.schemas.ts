import { Type } from 'typebox';
import { Moment, named, nullable } from '../../platform/http/answers.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import type { UserWithRoles } from './user.queries.ts';

const strict = { additionalProperties: false };
const email = Type.String({ minLength: 3, maxLength: 320, pattern: '^\\S+@\\S+$' });
const name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const locale = Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', maxLength: 35 });
const roles = Type.Array(Type.String({ maxLength: 64 }), {
  maxItems: 20,
  description: 'codes of roles, as in GET /roles',
});

const kind = Type.Union([Type.Literal('person'), Type.Literal('machine')]);

export const CreateUserBody = Type.Object(
  {
    email,
    name,
    roles,
    locale: Type.Optional(locale),
    kind: Type.Optional(kind),
    password: Type.Optional(Type.String({ minLength: 1, maxLength: 512 })),
  },
  strict,
);
export const PatchUserBody = Type.Object(
  {
    email: Type.Optional(email),
    name: Type.Optional(name),
    roles: Type.Optional(roles),
    locale: Type.Optional(locale),
    disabled: Type.Optional(Type.Boolean()),
  },
  strict,
);
/** What everybody may change of himself. */
export const PatchMeBody = Type.Object(
  { name: Type.Optional(name), locale: Type.Optional(locale) },
  { ...strict, minProperties: 1 },
);
export const RoleBody = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' }),
    name,
    permissions: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 500 }),
  },
  strict,
);
export const PatchRoleBody = Type.Object(
  {
    name: Type.Optional(name),
    permissions: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 500 })),
  },
  strict,
);

export const User = named(
  'User',
  Type.Object({
    id: Uuid,
    email: Type.String(),
    name: Type.String(),
    locale: Type.String(),
    kind,
    roles: Type.Array(Type.String(), { description: 'Codes of roles, as in GET /roles' }),
    disabled: Type.Boolean(),
    lastLoginAt: nullable(Moment),
    version: Type.Integer(),
    createdAt: Moment,
    updatedAt: Moment,
  }),
);

/** A user as the interface shows one; the password and its hash are in no answer. */
export const shapeUser = (user: UserWithRoles) => ({
  id: user.id,
  email: user.email,
  name: user.name,
  locale: user.locale,
  kind: user.kind,
  roles: user.roles,
  disabled: user.disabled_at !== null,
  lastLoginAt: user.last_login_at?.toISOString() ?? null,
  version: user.version,
  createdAt: user.created_at.toISOString(),
  updatedAt: user.updated_at.toISOString(),
});
