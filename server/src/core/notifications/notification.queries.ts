import { sql, type Kysely, type Selectable } from 'kysely';
import type { Channel, NotificationKind } from './notification-kinds.ts';
import type { NotificationsTable } from './notification.tables.ts';
import type { CoreTables } from '../tables.ts';

type Executor = Kysely<CoreTables>;
export type NotificationRow = Selectable<NotificationsTable>;

/** @returns the rows that are new: an event told again writes none */
export async function insertNotifications(
  db: Executor,
  notifications: readonly {
    user_id: string;
    kind: NotificationKind;
    event_key: string;
    params: string;
    link: string | null;
    channel: NotificationRow['channel'];
    created_at: Date;
  }[],
): Promise<NotificationRow[]> {
  if (notifications.length === 0) return [];
  return db
    .insertInto('notifications')
    .values([...notifications])
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .execute();
}

/** Newest first; ids are ordered by time. */
export function listNotifications(
  db: Executor,
  userId: string,
  options: { unread: boolean | null; before: string | null; limit: number },
): Promise<NotificationRow[]> {
  let query = db.selectFrom('notifications').selectAll().where('user_id', '=', userId);
  if (options.unread !== null) query = query.where('read_at', options.unread ? 'is' : 'is not', null);
  if (options.before) query = query.where('id', '<', options.before);
  return query.orderBy('id', 'desc').limit(options.limit).execute();
}

export async function countNotifications(
  db: Executor,
  userId: string,
  unread: boolean | null,
): Promise<number> {
  let query = db
    .selectFrom('notifications')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('user_id', '=', userId);
  if (unread !== null) query = query.where('read_at', unread ? 'is' : 'is not', null);
  return (await query.executeTakeFirstOrThrow()).count;
}

/** @returns undefined when the person has no such notification; reading one again keeps the first time */
export function markRead(
  db: Executor,
  userId: string,
  id: string,
  now: Date,
): Promise<NotificationRow | undefined> {
  return db
    .updateTable('notifications')
    .set({ read_at: sql`coalesce(read_at, ${now})` })
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .returningAll()
    .executeTakeFirst();
}

export async function markAllRead(db: Executor, userId: string, now: Date): Promise<number> {
  const result = await db
    .updateTable('notifications')
    .set({ read_at: now })
    .where('user_id', '=', userId)
    .where('read_at', 'is', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export function findNotification(db: Executor, id: string): Promise<NotificationRow | undefined> {
  return db.selectFrom('notifications').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function markMailed(db: Executor, ids: readonly string[], now: Date): Promise<void> {
  await db.updateTable('notifications').set({ mailed_at: now }).where('id', 'in', ids).execute();
}

export async function listPeopleWithDigest(db: Executor): Promise<string[]> {
  const rows = await db
    .selectFrom('notifications')
    .select('user_id')
    .distinct()
    .where('channel', '=', 'digest')
    .where('mailed_at', 'is', null)
    .execute();
  return rows.map(({ user_id: userId }) => userId);
}

export function listForDigest(db: Executor, userId: string, limit: number): Promise<NotificationRow[]> {
  return db
    .selectFrom('notifications')
    .selectAll()
    .where('user_id', '=', userId)
    .where('channel', '=', 'digest')
    .where('mailed_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute();
}

export async function deleteNotificationsBefore(db: Executor, time: Date): Promise<void> {
  await db.deleteFrom('notifications').where('created_at', '<', time).execute();
}

export async function listPreferences(
  db: Executor,
  userId: string,
): Promise<{ kind: NotificationKind; channel: Channel }[]> {
  return db
    .selectFrom('notification_preferences')
    .select(['kind', 'channel'])
    .where('user_id', '=', userId)
    .execute();
}

export async function upsertPreferences(
  db: Executor,
  userId: string,
  preferences: readonly { kind: NotificationKind; channel: Channel }[],
): Promise<void> {
  if (preferences.length === 0) return;
  await db
    .insertInto('notification_preferences')
    .values(preferences.map((preference) => ({ user_id: userId, ...preference })))
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'kind']).doUpdateSet((row) => ({ channel: row.ref('excluded.channel') })),
    )
    .execute();
}
