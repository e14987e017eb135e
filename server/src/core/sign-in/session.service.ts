import type { Kysely } from 'kysely';
import { AppError } from '../../platform/errors.ts';
import { passwordMatches } from '../accounts/passwords.ts';
import { emailKey, findUser, findUserByEmail, type UserWithRoles } from '../accounts/user.queries.ts';
import type { CoreTables } from '../tables.ts';
import { ACCESS_SECONDS, type AccessTokens } from './access-token.ts';
import type { KnownSessions } from './known-sessions.ts';
import { createSecretToken, hashSecretToken } from './secret-token.ts';
import {
  endSessions,
  insertRefreshToken,
  insertSession,
  listSessions,
  sessionOfUsedToken,
  touchSession,
  useRefreshToken,
} from './session.queries.ts';
import type { LoginThrottle } from './throttle.ts';

export interface SignedIn {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds the access token is good for. */
  readonly expiresIn: number;
  readonly user: UserWithRoles;
  readonly sessionId: string;
}

export interface Caller {
  readonly address: string | null;
  readonly userAgent: string | null;
}

/** A session ends after thirty days without a word from its holder. */
const SESSION_MS = 30 * 86_400_000;
const endOf = (now: Date): Date => new Date(now.getTime() + SESSION_MS);

export function createSessionService(deps: {
  db: Kysely<CoreTables>;
  tokens: AccessTokens;
  known: KnownSessions;
  throttle: LoginThrottle;
  now: () => Date;
}) {
  const { db, tokens, known, throttle } = deps;

  async function open(user: UserWithRoles, caller: Caller): Promise<SignedIn> {
    const refresh = createSecretToken();
    const sessionId = await db.transaction().execute((transaction) =>
      insertSession(transaction, {
        userId: user.id,
        ...caller,
        expiresAt: endOf(deps.now()),
        refreshHash: refresh.hash,
      }),
    );
    return {
      accessToken: await tokens.issue({ userId: user.id, sessionId }),
      refreshToken: refresh.token,
      expiresIn: ACCESS_SECONDS,
      user,
      sessionId,
    };
  }

  return {
    open,
    /** @throws AppError `auth.refused` whatever was wrong, `auth.too_many_attempts` */
    async login(input: { email: string; password: string }, caller: Caller): Promise<SignedIn> {
      const email = emailKey(input.email);
      await throttle.check(email, caller.address);
      const user = await findUserByEmail(db, email);
      const usable = user && user.kind === 'person' && user.disabled_at === null;
      const matches = await passwordMatches(input.password, (usable && user.password_hash) || null);
      if (usable && matches) return open(user, caller);
      await throttle.fail(email, caller.address);
      throw new AppError('auth.refused', {
        message: 'The address or the password is wrong',
        status: 401,
      });
    },
    /** A refresh token is good for one use. A second use means that it was stolen: the whole session ends. */
    async refresh(token: string): Promise<SignedIn> {
      const hash = hashSecretToken(token);
      const next = createSecretToken();
      const sessionId = await db.transaction().execute(async (transaction) => {
        const used = await useRefreshToken(transaction, hash);
        if (used === null) return null;
        await insertRefreshToken(transaction, used, next.hash);
        await touchSession(transaction, used, endOf(deps.now()));
        return used;
      });
      const holder = sessionId && (await known.find(sessionId, false));
      const user = holder ? await findUser(db, holder.id) : undefined;
      if (sessionId && user) {
        const accessToken = await tokens.issue({ userId: user.id, sessionId });
        return { accessToken, refreshToken: next.token, expiresIn: ACCESS_SECONDS, user, sessionId };
      }
      const family = await sessionOfUsedToken(db, hash);
      if (family) known.forget(await endSessions(db, { sessionId: family }, 'refresh token used twice'));
      throw new AppError('auth.session_ended', {
        message: 'The session has ended; sign in again',
        status: 401,
      });
    },
    list: (userId: string) => listSessions(db, userId),
    async end(sessionId: string, reason: string): Promise<void> {
      await endSessions(db, { sessionId }, reason);
      known.forget([sessionId]);
    },
  };
}

export type SessionService = ReturnType<typeof createSessionService>;
