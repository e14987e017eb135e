import type { Kysely } from 'kysely';
import { AppError } from '../../platform/errors.ts';
import type { Announcement } from '../../platform/events/announcement.ts';
import {
  isNotificationKind,
  kindNames,
  notificationKinds,
  type Channel,
  type NotificationKind,
} from './notification-kinds.ts';
import {
  countNotifications,
  insertNotifications,
  listNotifications,
  listPreferences,
  markAllRead,
  markRead,
  upsertPreferences,
  type NotificationRow,
} from './notification.queries.ts';
import type { CoreTables } from '../tables.ts';
import { isAdministrator, listRecipients } from './recipients.queries.ts';

export type Preferences = Readonly<Record<NotificationKind, Channel>>;

export function createNotificationService(deps: {
  db: Kysely<CoreTables>;
  now: () => Date;
  /** Hands a mail to the workers in the transaction of its notification; null where nothing is mailed. */
  enqueueMail: ((transaction: Kysely<CoreTables>, notificationId: string) => Promise<void>) | null;
}) {
  const { db, now } = deps;

  async function preferences(userId: string): Promise<Preferences> {
    const [chosen, administrator] = await Promise.all([
      listPreferences(db, userId),
      isAdministrator(db, userId),
    ]);
    const own = new Map(chosen.map(({ kind, channel }) => [kind, channel]));
    return Object.fromEntries(
      kindNames.map((kind) => [
        kind,
        own.get(kind) ?? (administrator ? notificationKinds[kind].administrators : 'none'),
      ]),
    ) as Preferences;
  }

  return {
    mails: deps.enqueueMail !== null,
    preferences,
    /** Writes what an event tells to each person, in the caller's transaction. @returns what is new */
    async tell(transaction: Kysely<CoreTables>, event: Announcement): Promise<readonly NotificationRow[]> {
      const kind = event.type;
      if (!isNotificationKind(kind)) return [];
      const people = await listRecipients(transaction, kind, notificationKinds[kind].administrators);
      const rows = await insertNotifications(
        transaction,
        people.map(({ id, channel }) => ({
          user_id: id,
          kind,
          event_key: event.key,
          params: JSON.stringify(event.data),
          link: event.link ?? null,
          channel: event.neverMailed ? ('interface' as const) : channel,
          created_at: event.at,
        })),
      );
      if (deps.enqueueMail)
        for (const { id, channel } of rows) if (channel === 'email') await deps.enqueueMail(transaction, id);
      return rows;
    },
    async list(userId: string, options: { unread: boolean | null; before: string | null; limit: number }) {
      const [rows, total] = await Promise.all([
        listNotifications(db, userId, { ...options, limit: options.limit + 1 }),
        countNotifications(db, userId, options.unread),
      ]);
      const items = rows.slice(0, options.limit);
      return { items, total, next: rows.length > items.length ? items.at(-1)!.id : null };
    },
    async read(userId: string, id: string): Promise<NotificationRow> {
      const row = await markRead(db, userId, id, now());
      if (row) return row;
      throw new AppError('notifications.not_found', {
        message: `You have no notification ${id}`,
        params: { id },
      });
    },
    readAll: (userId: string): Promise<number> => markAllRead(db, userId, now()),
    /** @throws AppError 403 for a kind whose subject the person may not see */
    async prefer(
      userId: string,
      permissions: ReadonlySet<string>,
      wanted: Readonly<Partial<Record<NotificationKind, Channel>>>,
    ): Promise<Preferences> {
      const chosen = Object.entries(wanted) as [NotificationKind, Channel][];
      const unseen = chosen.find(
        ([kind, channel]) => channel !== 'none' && !permissions.has(notificationKinds[kind].permission),
      );
      if (unseen) {
        const { permission } = notificationKinds[unseen[0]];
        throw new AppError('auth.forbidden', {
          message: `To be told of ${unseen[0]} you need the permission ${permission}`,
          params: { permission },
          status: 403,
        });
      }
      await upsertPreferences(
        db,
        userId,
        chosen.map(([kind, channel]) => ({ kind, channel })),
      );
      return preferences(userId);
    },
  };
}

export type NotificationService = ReturnType<typeof createNotificationService>;
