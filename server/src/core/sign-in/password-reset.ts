import type { Kysely } from 'kysely';
import { AppError } from '../../platform/errors.ts';
import type { Origin } from '../../platform/origin.ts';
import type { UserService } from '../accounts/user.service.ts';
import type { UserWithRoles } from '../accounts/user.queries.ts';
import type { CoreTables } from '../tables.ts';
import type { OneTimeTokens } from './one-time-tokens.ts';
import { emailKey } from '../accounts/user.queries.ts';
import type { LoginThrottle } from './throttle.ts';

const RESET_MS = 3_600_000;
const SETUP_MS = 86_400_000;

/** What one-time links allow: the first account, and a new password. */
export function createPasswordReset(deps: {
  db: Kysely<CoreTables>;
  users: UserService;
  links: OneTimeTokens;
  throttle: LoginThrottle;
  /** Has the link mailed to a user by a job; null where no mail server, or no address for links, is configured. */
  mailLink: ((userId: string) => Promise<void>) | null;
  newId: () => string;
}) {
  const { db, users, links } = deps;
  return {
    /** The same answer whether there is such an account or not. */
    async request(email: string, address: string | null): Promise<void> {
      const throttled = `reset ${emailKey(email)}`;
      await deps.throttle.check(throttled, address);
      await deps.throttle.fail(throttled, null);
      const user = await users.findByEmail(email);
      // As much work for an address without an account: the time must not tell which it is.
      await deps.mailLink?.(user?.id ?? deps.newId());
    },
    /** For the command line, where whoever calls has the machine already. */
    issue: (userId: string): Promise<string> => links.issue('password-reset', userId, RESET_MS),
    async finish(token: string, password: string, origin: Origin): Promise<void> {
      // The password is checked first: a weak one must not use up the link.
      await db.transaction().execute(async (transaction) => {
        const userId = await links.redeem(transaction, 'password-reset', token);
        if (!userId) return;
        // Whoever has the link is taken for the user.
        const by = { ...origin, actor: (await users.get(userId)).name, actorId: userId };
        await users.setPassword(userId, password, { actor: null, origin: by }, transaction);
      });
    },
    issueSetup: (): Promise<string> => links.issue('setup', null, SETUP_MS),
    async setUp(
      token: string,
      account: { email: string; name: string; password: string },
      origin: Origin,
    ): Promise<UserWithRoles> {
      const user = await db.transaction().execute(async (transaction) => {
        await links.redeem(transaction, 'setup', token);
        return users.createFirst(
          { ...account, roles: ['administrator'] },
          { ...origin, actor: account.name },
          transaction,
        );
      });
      if (user) return user;
      throw new AppError('setup.done', {
        message: 'The first account was made already; sign in with it',
        status: 409,
      });
    },
  };
}

export type PasswordReset = ReturnType<typeof createPasswordReset>;
