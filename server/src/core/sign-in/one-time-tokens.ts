import { sql, type Kysely, type Transaction } from 'kysely';
import { AppError } from '../../platform/errors.ts';
import type { CoreTables } from '../tables.ts';
import { createSecretToken, hashSecretToken } from './secret-token.ts';

export type Purpose = CoreTables['one_time_tokens']['purpose'];

/** Links that are good once: making the first account, choosing a new password. */
export function createOneTimeTokens({ db }: { db: Kysely<CoreTables> }) {
  return {
    /** Makes a token and takes earlier ones of the same purpose and person out of use. */
    async issue(purpose: Purpose, userId: string | null, lifetimeMs: number): Promise<string> {
      const { token, hash } = createSecretToken();
      await db.transaction().execute(async (transaction) => {
        await sql`delete from one_time_tokens where purpose = ${purpose} and user_id is not distinct from ${userId}`.execute(
          transaction,
        );
        await transaction
          .insertInto('one_time_tokens')
          .values({ hash, purpose, user_id: userId, expires_at: new Date(Date.now() + lifetimeMs) })
          .execute();
      });
      return token;
    },
    /** Uses a token in the transaction of what it allows. @throws AppError `auth.link_used` */
    async redeem(
      transaction: Transaction<CoreTables>,
      purpose: Purpose,
      token: string,
    ): Promise<string | null> {
      const row = await transaction
        .updateTable('one_time_tokens')
        .set({ used_at: sql`now()` })
        .where('hash', '=', hashSecretToken(token))
        .where('purpose', '=', purpose)
        .where('used_at', 'is', null)
        .where('expires_at', '>', sql<Date>`now()`)
        .returning('user_id')
        .executeTakeFirst();
      if (row) return row.user_id;
      throw new AppError('auth.link_used', {
        message: 'The link was used already or has expired; ask for a new one',
        status: 403,
      });
    },
  };
}

export type OneTimeTokens = ReturnType<typeof createOneTimeTokens>;
