import { LRUCache } from 'lru-cache';

/** Who a token speaks for; what he may do is asked of the database, so that taking it away works at once. */
export interface AccessClaims {
  readonly userId: string;
  readonly sessionId: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

/** Seconds an access token is good for. */
export const ACCESS_SECONDS = 600;
const ISSUER = 'products-manager';
const AUDIENCE = 'products-manager/api';
const TYPE = 'at+jwt';
/** Verified tokens kept, by their text: a signature costs 40 µs, a look-up nothing. */
const REMEMBERED = 10_000;

/** Loaded with the first token: 15 MB that no command without sign-in needs. */
const library = () => import('jose');

/** HS256 and nothing else (RFC 8725, 3.1), under a secret of at least 32 bytes. */
export function createAccessTokens({ secret, now }: { secret: Buffer; now: () => Date }) {
  if (secret.length < 32) throw new Error('the secret of access tokens has at least 32 bytes');
  const verified = new LRUCache<string, AccessClaims>({ max: REMEMBERED });
  const seconds = (): number => Math.floor(now().getTime() / 1000);

  return {
    async issue({ userId, sessionId }: { userId: string; sessionId: string }): Promise<string> {
      const { SignJWT } = await library();
      return new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: 'HS256', typ: TYPE })
        .setSubject(userId)
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setIssuedAt(seconds())
        .setExpirationTime(seconds() + ACCESS_SECONDS)
        .sign(secret);
    },
    /** @returns null for anything but a token of ours that is still good */
    async verify(token: string): Promise<AccessClaims | null> {
      const known = verified.get(token);
      if (known) return known.expiresAt > seconds() ? known : null;
      const { jwtVerify } = await library();
      const result = await jwtVerify(token, secret, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        audience: AUDIENCE,
        typ: TYPE,
        requiredClaims: ['sub', 'sid', 'exp', 'iat'],
        maxTokenAge: ACCESS_SECONDS,
        currentDate: now(),
      }).catch(() => null);
      const { sub, sid, exp } = result?.payload ?? {};
      if (typeof sub !== 'string' || typeof sid !== 'string' || typeof exp !== 'number') return null;
      const claims = { userId: sub, sessionId: sid, expiresAt: exp };
      verified.set(token, claims);
      return claims;
    },
  };
}

export type AccessTokens = ReturnType<typeof createAccessTokens>;
