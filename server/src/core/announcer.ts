import type { Kysely } from 'kysely';
import type { Announce, Announcement } from '../platform/events/announcement.ts';
import type { Bus } from '../platform/live/bus.ts';
import type { NotificationService } from './notifications/notification.service.ts';
import type { CoreTables } from './tables.ts';
import type { WebhookService } from './webhooks/webhook.service.ts';

/** An older event is nothing a page that is open now still waits for. */
const HINT_AGE_MS = 60_000;
/** Keys of hints that this process sent; an event is told at once and again by its job. */
const REMEMBERED = 500;

/**
 * The one way in which something that happened reaches others: deliveries and notifications are written together
 * in db_core, once per event; live connections get a hint afterwards.
 */
export function createAnnouncer(deps: {
  db: Kysely<CoreTables>;
  notifications: NotificationService;
  webhooks: WebhookService;
  bus: Bus;
  now: () => Date;
}): Announce {
  const hinted = new Set<string>();

  async function hint(event: Announcement): Promise<void> {
    if (event.topics.length === 0 || hinted.has(event.key)) return;
    if (deps.now().getTime() - event.at.getTime() > HINT_AGE_MS) return;
    hinted.add(event.key);
    if (hinted.size > REMEMBERED) hinted.delete(hinted.values().next().value!);
    const { type, topics, at, data } = event;
    await deps.bus.publish({ type, topics, at: at.toISOString(), data });
  }

  return async function announce(event) {
    const told = await deps.db.transaction().execute(async (transaction) => {
      await deps.webhooks.tell(transaction, event);
      return deps.notifications.tell(transaction, event);
    });
    await hint(event);
    for (const { id, kind, user_id: userId, link, created_at: at } of told)
      await deps.bus.publish({
        type: 'notification',
        topics: ['notifications'],
        userId,
        at: at.toISOString(),
        data: { id, kind, link },
      });
  };
}
