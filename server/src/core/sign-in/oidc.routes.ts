import { Type } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../platform/errors.ts';
import type { HttpServer } from '../../platform/http/server.ts';
import { setCookies } from './cookies.ts';
import type { Oidc, OidcPending } from './oidc.ts';
import type { SessionService } from './session.service.ts';

const schema = { tags: ['auth'] };
const COOKIE = 'pm_oidc';
const PATH = '/api/v1/auth/oidc';
const PENDING_SECONDS = 600;
/** A path of ours, so that the way back leads nowhere else. */
const Login = Type.Object(
  { next: Type.Optional(Type.String({ maxLength: 500, pattern: '^/(?![/\\\\])' })) },
  { additionalProperties: false },
);

const ToProvider = Type.Null({ description: 'To the page where the provider signs people in' });
const SignedIn = Type.Null({ description: 'Signed in by cookies; to the page of `next`' });

const callerOf = (request: FastifyRequest) => ({
  address: request.ip ?? null,
  userAgent: request.headers['user-agent'] ?? null,
});

export function oidcRoutes({ oidc, sessions }: { oidc: Oidc; sessions: SessionService }) {
  return (app: HttpServer): void => {
    app.get(
      `${PATH}/login`,
      {
        schema: { ...schema, querystring: Login, response: { 302: ToProvider } },
        config: { permission: 'public' },
      },
      async (request, reply) => {
        const { url, pending } = await oidc.start();
        const kept = JSON.stringify({ ...pending, next: request.query.next ?? '/' });
        // Lax: it has to come along when the provider sends the browser back.
        void reply.setCookie(COOKIE, Buffer.from(kept).toString('base64url'), {
          httpOnly: true,
          sameSite: 'lax',
          secure: request.protocol === 'https',
          path: PATH,
          maxAge: PENDING_SECONDS,
        });
        return reply.redirect(url.href);
      },
    );
    app.get(
      `${PATH}/callback`,
      {
        schema: {
          ...schema,
          querystring: Type.Record(Type.String(), Type.String({ maxLength: 4_096 })),
          response: { 302: SignedIn },
        },
        config: { permission: 'public' },
      },
      async (request, reply) => {
        const pending = readPending(request, reply);
        const user = await oidc.finish(request.url.split('?')[1] ?? '', pending);
        setCookies(request, reply, await sessions.open(user, callerOf(request)));
        return reply.redirect(pending.next);
      },
    );
  };
}

/** Good once: gone with the answer, whatever that is. */
function readPending(request: FastifyRequest, reply: FastifyReply): OidcPending & { next: string } {
  const cookie = request.cookies[COOKIE];
  void reply.clearCookie(COOKIE, { path: PATH });
  try {
    const kept = JSON.parse(Buffer.from(cookie ?? '', 'base64url').toString()) as Record<string, unknown>;
    const { state, nonce, verifier, next } = kept;
    if ([state, nonce, verifier, next].every((value) => typeof value === 'string'))
      return kept as unknown as OidcPending & { next: string };
  } catch {
    // The same answer as where there is none.
  }
  throw new AppError('auth.refused', {
    message: 'This sign-in was not started here, or too long ago; start again',
    status: 401,
  });
}
