import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { CoreTables } from '../tables.ts';

export type SessionRow = Selectable<CoreTables['sessions']>;
type Executor = Kysely<CoreTables>;

export async function insertSession(
  transaction: Transaction<CoreTables>,
  session: {
    userId: string;
    address: string | null;
    userAgent: string | null;
    expiresAt: Date;
    refreshHash: Buffer;
  },
): Promise<string> {
  const { id } = await transaction
    .insertInto('sessions')
    .values({
      user_id: session.userId,
      address: session.address,
      user_agent: session.userAgent?.slice(0, 300) ?? null,
      expires_at: session.expiresAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await insertRefreshToken(transaction, id, session.refreshHash);
  await transaction
    .updateTable('users')
    .set({ last_login_at: sql`now()` })
    .where('id', '=', session.userId)
    .execute();
  return id;
}

export async function insertRefreshToken(db: Executor, sessionId: string, hash: Buffer): Promise<void> {
  await db.insertInto('refresh_tokens').values({ hash, session_id: sessionId }).execute();
}

/** One statement, so that of two who bring the same token at once exactly one gets the session. */
export async function useRefreshToken(db: Executor, hash: Buffer): Promise<string | null> {
  const row = await db
    .updateTable('refresh_tokens as t')
    .from('sessions as s')
    .set({ used_at: sql`now()` })
    .whereRef('s.id', '=', 't.session_id')
    .where('t.hash', '=', hash)
    .where('t.used_at', 'is', null)
    .where('s.ended_at', 'is', null)
    .where('s.expires_at', '>', sql<Date>`now()`)
    .returning('t.session_id')
    .executeTakeFirst();
  return row?.session_id ?? null;
}

export async function sessionOfUsedToken(db: Executor, hash: Buffer): Promise<string | null> {
  const row = await db
    .selectFrom('refresh_tokens')
    .select('session_id')
    .where('hash', '=', hash)
    .where('used_at', 'is not', null)
    .executeTakeFirst();
  return row?.session_id ?? null;
}

/** Told to the other processes in the same transaction. */
export async function endSessions(
  db: Executor,
  which: { userId: string } | { sessionId: string },
  reason: string,
): Promise<string[]> {
  const rows = await db
    .updateTable('sessions')
    .set({ ended_at: sql`now()`, end_reason: reason })
    .where('ended_at', 'is', null)
    .where((where) =>
      'userId' in which ? where('user_id', '=', which.userId) : where('id', '=', which.sessionId),
    )
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

export function listSessions(db: Executor, userId: string): Promise<SessionRow[]> {
  return db
    .selectFrom('sessions')
    .selectAll()
    .where('user_id', '=', userId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('used_at', 'desc')
    .execute();
}

/** A word from its holder: the session lives on for its whole time from now. */
export async function touchSession(db: Executor, id: string, expiresAt: Date): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ used_at: sql`now()`, expires_at: expiresAt })
    .where('id', '=', id)
    .execute();
}

export interface SessionHolder {
  readonly userId: string;
  readonly name: string;
  readonly permissions: string[];
}

/** Who holds a session that is still good, with all his roles allow. */
export async function findSessionHolder(db: Executor, sessionId: string): Promise<SessionHolder | undefined> {
  const row = await db
    .selectFrom('sessions as s')
    .innerJoin('users as u', 'u.id', 's.user_id')
    .select(['u.id as userId', 'u.name', permissionsOf('u.id').as('permissions')])
    .where('s.id', '=', sessionId)
    .where('s.ended_at', 'is', null)
    .where('s.expires_at', '>', sql<Date>`now()`)
    .where('u.disabled_at', 'is', null)
    .executeTakeFirst();
  return row;
}

export const permissionsOf = (userId: string) =>
  sql<
    string[]
  >`array(select distinct p.permission from user_roles ur join role_permissions p on p.role_id = ur.role_id
    where ur.user_id = ${sql.ref(userId)})`;
