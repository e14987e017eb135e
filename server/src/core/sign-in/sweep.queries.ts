import { sql, type Kysely } from 'kysely';
import type { CoreTables } from '../tables.ts';

/**
 * Removes what no sign-in asks for any more. Ended sessions stay for ninety days, for whoever looks back; used
 * refresh tokens as long as a session may live unused, because a second use of one ends its session.
 */
export async function sweepSignIn(db: Kysely<CoreTables>): Promise<void> {
  await sql`delete from login_attempts where ten_seconds < now() - interval '1 day'`.execute(db);
  await sql`delete from one_time_tokens where expires_at < now() - interval '1 day'`.execute(db);
  await sql`delete from refresh_tokens where used_at < now() - interval '30 days'`.execute(db);
  await sql`delete from sessions where coalesce(ended_at, expires_at) < now() - interval '90 days'`.execute(
    db,
  );
}
