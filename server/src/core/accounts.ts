import type { Kysely } from 'kysely';
import type { ConnectionPool } from '../platform/databases/pool.ts';
import { within } from '../platform/databases/transactions.ts';
import type { Principal } from '../platform/http/principal.ts';
import type { Mailer } from '../platform/mail/mailer.ts';
import type { RouteSet } from '../platform/http/server.ts';
import type { SagaRunner } from '../platform/saga/saga-runner.ts';
import { createDeleteUserSaga, type HistoryOfActors } from './accounts/delete-user.ts';
import { apiKeyRoutes } from './api-keys/api-key.routes.ts';
import { createApiKeyService } from './api-keys/api-key.service.ts';
import { writePermissions } from './accounts/role.queries.ts';
import { roleRoutes } from './accounts/role.routes.ts';
import { createRoleService } from './accounts/role.service.ts';
import { findUserByEmail, findUserBySubject, linkSubject } from './accounts/user.queries.ts';
import { userRoutes } from './accounts/user.routes.ts';
import { createUserService } from './accounts/user.service.ts';
import { createAccessTokens } from './sign-in/access-token.ts';
import { authRoutes } from './sign-in/auth.routes.ts';
import { createAuthenticate } from './sign-in/authenticate.ts';
import { createKnownSessions } from './sign-in/known-sessions.ts';
import { createOidc, type OidcAccounts, type OidcConfig } from './sign-in/oidc.ts';
import { oidcRoutes } from './sign-in/oidc.routes.ts';
import { linkMailHandlers } from './sign-in/link-mail.jobs.ts';
import { createOneTimeTokens } from './sign-in/one-time-tokens.ts';
import { createPasswordReset } from './sign-in/password-reset.ts';
import { createSessionService } from './sign-in/session.service.ts';
import { createLoginThrottle } from './sign-in/throttle.ts';
import type { CoreTables } from './tables.ts';

/** Accounts and sign-in, wired: who there is, who calls, and what he may do. */
export function createAccounts(deps: {
  db: Kysely<CoreTables>;
  jwtSecret: Buffer;
  now: () => Date;
  /** Null where links cannot be mailed. */
  mail: { mailer: Mailer; publicUrl: string } | null;
  enqueueLink: (userId: string) => Promise<void>;
  newId: () => string;
  /** Single sign-on, where it is configured. */
  oidc: OidcConfig | null;
  pool: ConnectionPool;
  /** Where the deletion of a user finds what he did. */
  histories: readonly HistoryOfActors[];
  startSaga: SagaRunner['start'];
}) {
  const { db, now } = deps;
  const tokens = createAccessTokens({ secret: deps.jwtSecret, now });
  const known = createKnownSessions({ db, now });
  const throttle = createLoginThrottle({ db });
  const deletion = createDeleteUserSaga({
    core: deps.pool,
    histories: deps.histories,
    onSessionsEnded: known.forgetAll,
  });
  const users = createUserService({
    db,
    throttle,
    known,
    startDeletion: (transaction, payload) => deps.startSaga(deletion, payload, within(transaction)),
  });
  const roles = createRoleService({ db, known });
  const apiKeys = createApiKeyService({ db, now });
  const sessions = createSessionService({ db, tokens, known, throttle, now });
  const reset = createPasswordReset({
    db,
    users,
    links: createOneTimeTokens({ db }),
    throttle,
    mailLink: deps.mail && deps.enqueueLink,
    newId: deps.newId,
  });
  const oidc = deps.oidc && createOidc({ config: deps.oidc, accounts: oidcAccounts(db) });
  const routes: RouteSet = (app) => {
    authRoutes({ sessions, users, reset })(app);
    if (oidc) oidcRoutes({ oidc, sessions })(app);
    userRoutes({ db, users })(app);
    roleRoutes({ roles })(app);
    apiKeyRoutes({ apiKeys })(app);
  };
  return {
    users,
    reset,
    apiKeys,
    routes,
    /** Those that a runner has to know. */
    sagas: [deletion],
    /** Whether a live connection may stay: its session goes on, or its key is not revoked. */
    isAlive: async (principal: Principal): Promise<boolean> =>
      principal.sessionId
        ? (await known.find(principal.sessionId, true)) !== null
        : apiKeys.exists(principal.id),
    jobHandlers: () => linkMailHandlers({ db, mail: deps.mail, issue: reset.issue, newId: deps.newId }),
    authenticate: createAuthenticate({ tokens, known, apiKeys }),
    roleCount: async (): Promise<number> => (await roles.list()).length,
    /** Written at every start: the routes of this version declare what can be allowed. */
    declarePermissions: (codes: readonly string[]) => writePermissions(db, codes),
  };
}

const oidcAccounts = (db: Kysely<CoreTables>): OidcAccounts => ({
  findBySubject: (subject) => findUserBySubject(db, subject),
  findByEmail: (email) => findUserByEmail(db, email),
  linkSubject: (userId, subject) => linkSubject(db, userId, subject),
});

export type Accounts = ReturnType<typeof createAccounts>;
