import { sql, type Kysely } from 'kysely';
import { AppError } from '../../platform/errors.ts';
import type { CoreTables } from '../tables.ts';

/** Wrong passwords a minute: for one account, and from one address, behind which a whole office may sit. */
const MOST = { account: 10, address: 50 } as const;

/**
 * Counts wrong passwords in the database, so that all API processes count together. The limit of an account holds
 * for addresses without one too: being throttled tells nothing.
 */
export function createLoginThrottle({ db }: { db: Kysely<CoreTables> }) {
  const keysOf = (email: string, address: string | null): { key: string; most: number }[] => [
    { key: `account:${email}`, most: MOST.account },
    ...(address === null ? [] : [{ key: `address:${address}`, most: MOST.address }]),
  ];
  return {
    /** @throws AppError `auth.too_many_attempts` with the seconds to wait */
    async check(email: string, address: string | null): Promise<void> {
      const keys = keysOf(email, address);
      const { rows } = await sql<{ key: string; failures: number; wait: number }>`
        select key, sum(failures)::int as failures,
          ceil(70 - extract(epoch from now() - min(ten_seconds)))::int as wait
        from login_attempts where key = any(${keys.map(({ key }) => key)}) and ten_seconds > now() - interval '70 s'
        group by key`.execute(db);
      for (const { key, failures, wait } of rows) {
        const most = keys.find((entry) => entry.key === key)!.most;
        if (failures < most) continue;
        throw new AppError('auth.too_many_attempts', {
          message: `Too many wrong passwords; try again in ${wait} seconds`,
          status: 429,
          params: { retryAfter: wait },
        });
      }
    },
    async fail(email: string, address: string | null): Promise<void> {
      const keys = keysOf(email, address).map(({ key }) => key);
      await sql`insert into login_attempts (key, ten_seconds, failures)
        select k, date_bin(interval '10 s', now(), timestamptz '2000-01-01'), 1 from unnest(${keys}::text[]) k
        on conflict (key, ten_seconds) do update set failures = login_attempts.failures + 1`.execute(db);
    },
  };
}

export type LoginThrottle = ReturnType<typeof createLoginThrottle>;
