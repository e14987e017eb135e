import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SignedIn } from './session.service.ts';

export const ACCESS_COOKIE = 'pm_access';
export const REFRESH_COOKIE = 'pm_refresh';
/** The refresh token goes nowhere but where it is used. */
const REFRESH_PATH = '/api/v1/auth';
const REFRESH_SECONDS = 30 * 86_400;

const options = (request: FastifyRequest, path: string) =>
  ({ httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https', path }) as const;

/** A browser gets both tokens as cookies that no script can read. */
export function setCookies(request: FastifyRequest, reply: FastifyReply, signedIn: SignedIn): void {
  void reply
    .setCookie(ACCESS_COOKIE, signedIn.accessToken, {
      ...options(request, '/'),
      maxAge: signedIn.expiresIn,
    })
    .setCookie(REFRESH_COOKIE, signedIn.refreshToken, {
      ...options(request, REFRESH_PATH),
      maxAge: REFRESH_SECONDS,
    });
}

export function clearCookies(request: FastifyRequest, reply: FastifyReply): void {
  void reply
    .clearCookie(ACCESS_COOKIE, options(request, '/'))
    .clearCookie(REFRESH_COOKIE, options(request, REFRESH_PATH));
}
