import type { FastifyRequest } from 'fastify';
import { AppError } from '../../platform/errors.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { KEY_PREFIX, type ApiKeyService } from '../api-keys/api-key.service.ts';
import type { AccessTokens } from './access-token.ts';
import { ACCESS_COOKIE } from './cookies.ts';
import type { KnownSessions } from './known-sessions.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
/** A token of ours is some 300 characters; what is longer is not looked at. */
const LONGEST = 4_096;

export function createAuthenticate(deps: {
  tokens: AccessTokens;
  known: KnownSessions;
  apiKeys: ApiKeyService;
}) {
  async function byAccessToken(token: string, request: FastifyRequest): Promise<Principal | null> {
    const claims = await deps.tokens.verify(token);
    const principal = claims && (await deps.known.find(claims.sessionId, safeMethods.has(request.method)));
    return principal && principal.id === claims.userId ? principal : null;
  }

  /**
   * Who calls: a bearer token or API key in `Authorization`, else the browser's cookie. A cookie goes along with
   * requests that another site made, so one that changes something must come from a page of ours.
   */
  return async function authenticate(request: FastifyRequest): Promise<Principal | null> {
    const header = request.headers.authorization;
    if (header !== undefined) {
      const token = /^Bearer ([\x21-\x7e]+)$/i.exec(header)?.[1];
      if (!token || token.length > LONGEST) return null;
      return token.startsWith(KEY_PREFIX) ? deps.apiKeys.findPrincipal(token) : byAccessToken(token, request);
    }
    const cookie = request.cookies[ACCESS_COOKIE];
    if (!cookie || cookie.length > LONGEST) return null;
    if (!safeMethods.has(request.method)) refuseForeignPages(request);
    return byAccessToken(cookie, request);
  };
}

export type Authenticate = ReturnType<typeof createAuthenticate>;

/** Browsers say where a request comes from, and pages cannot make them say something else. */
export function refuseForeignPages(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  const { origin, host } = request.headers;
  const ours =
    origin !== undefined && URL.canParse(origin) ? new URL(origin).host === host : site === 'same-origin';
  if (ours && (site === undefined || site === 'same-origin')) return;
  throw new AppError('auth.foreign_page', {
    message: 'A page of another site may not change anything here in your name',
    status: 403,
  });
}
