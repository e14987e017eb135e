import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { AppError } from '../../platform/errors.ts';
import { versionOf } from '../../platform/http/entity-tag.ts';
import { originOf } from '../../platform/http/request-origin.ts';
import { Moment, named, Nothing, nullable, oneOf, pageOf } from '../../platform/http/answers.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { Uuid } from '../../platform/http/uuid.ts';
import { PatchMeBody, shapeUser, User } from '../accounts/user.schemas.ts';
import type { UserService } from '../accounts/user.service.ts';
import { requirePrincipal, requireUserId } from '../require-principal.ts';
import { refuseForeignPages } from './authenticate.ts';
import { clearCookies, REFRESH_COOKIE, setCookies } from './cookies.ts';
import type { PasswordReset } from './password-reset.ts';
import type { SessionService, SignedIn } from './session.service.ts';

const schema = { tags: ['auth'] };
const strict = { additionalProperties: false };
const Email = Type.String({ minLength: 3, maxLength: 320, pattern: '^\\S+@\\S+$' });
const Password = Type.String({ minLength: 1, maxLength: 512 });
const Login = Type.Object(
  {
    email: Email,
    password: Password,
    cookies: Type.Optional(
      Type.Boolean({ description: 'for browsers: the tokens come as cookies that no script can read' }),
    ),
  },
  strict,
);
const Refresh = Type.Object({ refreshToken: Type.Optional(Type.String({ maxLength: 200 })) }, strict);
/** First the address; then, with the token of the link, the new password. */
const Reset = Type.Union([
  Type.Object({ email: Email }, strict),
  Type.Object({ token: Type.String({ maxLength: 200 }), password: Password }, strict),
]);
const Setup = Type.Object(
  {
    token: Type.String({ maxLength: 200 }),
    email: Email,
    name: Type.String({ minLength: 1, maxLength: 200 }),
    password: Password,
  },
  strict,
);
const token = Type.Optional(Type.String({ description: 'Absent where it comes as a cookie' }));
const SignIn = named(
  'SignIn',
  Type.Object({
    accessToken: token,
    refreshToken: token,
    expiresIn: Type.Integer({ description: 'Seconds the access token is good for' }),
    user: User,
  }),
);
const Me = named(
  'Me',
  Type.Object({
    kind: oneOf(['user', 'api_key']),
    id: Uuid,
    name: Type.String(),
    user: nullable(User),
    permissions: Type.Array(Type.String()),
  }),
);
const Session = named(
  'Session',
  Type.Object({
    id: Uuid,
    address: nullable(Type.String()),
    userAgent: nullable(Type.String()),
    createdAt: Moment,
    usedAt: Moment,
    current: Type.Boolean({ description: 'The one that asks' }),
  }),
);
const ResetAnswer = Type.Object(
  {},
  { description: 'Taken, also where nobody has the address: the answer does not tell' },
);

/** What an address may try a minute, beside the count of wrong passwords. */
const guarded = { rateLimit: { max: 120, timeWindow: 60_000 } };

const callerOf = (request: FastifyRequest) => ({
  address: request.ip ?? null,
  userAgent: request.headers['user-agent'] ?? null,
});

function answer(request: FastifyRequest, reply: FastifyReply, signedIn: SignedIn, cookies: boolean) {
  const { accessToken, refreshToken, expiresIn } = signedIn;
  const user = shapeUser(signedIn.user);
  void reply.header('Cache-Control', 'no-store');
  if (!cookies) return { accessToken, refreshToken, expiresIn, user };
  setCookies(request, reply, signedIn);
  return { expiresIn, user };
}

export function authRoutes(deps: { sessions: SessionService; users: UserService; reset: PasswordReset }) {
  const { sessions, users } = deps;
  return (app: HttpServer): void => {
    app.post(
      '/api/v1/auth/login',
      {
        schema: { ...schema, body: Login, response: { 200: SignIn } },
        config: { permission: 'public', ...guarded },
      },
      async (request, reply) => {
        const { cookies = false, ...credentials } = request.body;
        if (cookies) refuseForeignPages(request);
        const signedIn = await sessions.login(credentials, callerOf(request));
        return answer(request, reply, signedIn, cookies);
      },
    );
    app.post(
      '/api/v1/auth/refresh',
      {
        schema: { ...schema, body: Type.Optional(Refresh), response: { 200: SignIn } },
        config: { permission: 'public', ...guarded },
      },
      async (request, reply) => {
        const given = request.body?.refreshToken;
        const cookie = request.cookies[REFRESH_COOKIE];
        if (given === undefined && cookie !== undefined) refuseForeignPages(request);
        const token = given ?? cookie;
        if (!token) throw notSignedIn();
        return answer(request, reply, await sessions.refresh(token), given === undefined);
      },
    );
    app.post(
      '/api/v1/auth/logout',
      { schema: { ...schema, response: { 204: Nothing } }, config: { permission: 'self' } },
      async (request, reply) => {
        const { sessionId } = request.principal!;
        if (sessionId) await sessions.end(sessionId, 'logout');
        clearCookies(request, reply);
        return reply.status(204).send();
      },
    );
    app.get(
      '/api/v1/auth/me',
      { schema: { ...schema, response: { 200: Me } }, config: { permission: 'self' } },
      async (request) => {
        const { kind, id, name, userId, permissions } = request.principal!;
        const user = userId ? shapeUser(await users.get(userId)) : null;
        return { kind, id, name, user, permissions: [...permissions].sort() };
      },
    );
    app.patch(
      '/api/v1/auth/me',
      { schema: { ...schema, body: PatchMeBody, response: { 200: User } }, config: { permission: 'self' } },
      async (request, reply) => {
        const actor = requirePrincipal(request);
        if (actor.kind !== 'user') throw personOnly(actor.name);
        const version = versionOf(request.headers['if-match']);
        const by = { actor, origin: originOf(request) };
        const user = await users.update(requireUserId(request), version, request.body, by);
        return reply.header('ETag', `"${user.version}"`).send(shapeUser(user));
      },
    );
    app.get(
      '/api/v1/auth/sessions',
      { schema: { ...schema, response: { 200: pageOf(Session) } }, config: { permission: 'self' } },
      async (request) => {
        const { userId, sessionId } = request.principal!;
        const items = userId ? await sessions.list(userId) : [];
        return {
          items: items.map((row) => ({
            id: row.id,
            address: row.address,
            userAgent: row.user_agent,
            createdAt: row.created_at.toISOString(),
            usedAt: row.used_at.toISOString(),
            current: row.id === sessionId,
          })),
          nextCursor: null,
          total: items.length,
          totalIsEstimate: false,
        };
      },
    );
    app.delete(
      '/api/v1/auth/sessions/:id',
      {
        schema: { ...schema, params: Type.Object({ id: Uuid }), response: { 204: Nothing } },
        config: { permission: 'self' },
      },
      async (request, reply) => {
        const { id } = request.params;
        const own = await sessions.list(request.principal!.userId ?? '00000000-0000-0000-0000-000000000000');
        if (!own.some((session) => session.id === id))
          throw new AppError('sessions.not_found', {
            message: `You have no session ${id}`,
            params: { id },
          });
        await sessions.end(id, 'ended by its user');
        return reply.status(204).send();
      },
    );
    app.post(
      '/api/v1/auth/password-reset',
      {
        schema: { ...schema, body: Reset, response: { 202: ResetAnswer } },
        config: { permission: 'public', ...guarded },
      },
      async (request, reply) => {
        const { body } = request;
        if ('email' in body) await deps.reset.request(body.email, callerOf(request).address);
        else await deps.reset.finish(body.token, body.password, originOf(request));
        return reply.status(202).send({});
      },
    );
    app.post(
      '/api/v1/setup',
      {
        schema: { ...schema, body: Setup, response: { 201: User } },
        config: { permission: 'public', ...guarded },
      },
      async (request, reply) => {
        const { token, ...account } = request.body;
        const user = await deps.reset.setUp(token, account, originOf(request));
        return reply.status(201).send(shapeUser(user));
      },
    );
  };
}

const personOnly = (key: string): AppError =>
  new AppError('auth.person_required', {
    message: `The API key "${key}" cannot change a person's account; sign in as the person`,
    params: { key },
    status: 403,
  });

const notSignedIn = (): AppError =>
  new AppError('auth.session_ended', { message: 'The session has ended; sign in again', status: 401 });
