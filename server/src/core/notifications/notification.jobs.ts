import { Type } from 'typebox';
import type { Kysely } from 'kysely';
import type { Mailer } from '../../platform/mail/mailer.ts';
import { defineJob, type JobHandler } from '../../platform/queue/jobs.ts';
import {
  deleteNotificationsBefore,
  findNotification,
  listForDigest,
  listPeopleWithDigest,
  markMailed,
} from './notification.queries.ts';
import type { CoreTables } from '../tables.ts';
import { digestOf, mailOf } from './notification-texts.ts';
import { findMailRecipient } from './recipients.queries.ts';

const Nothing = Type.Object({}, { additionalProperties: false });

export const sendMailJob = defineJob({
  id: 'core.send-notification-mail',
  queue: 'core',
  payload: Type.Object({ notificationId: Type.String() }, { additionalProperties: false }),
  timeoutSeconds: 120,
});
export const sendDigestsJob = defineJob({
  id: 'core.send-digests',
  queue: 'core',
  payload: Nothing,
  timeoutSeconds: 300,
});
export const sendDigestJob = defineJob({
  id: 'core.send-digest',
  queue: 'core',
  payload: Type.Object({ userId: Type.String() }, { additionalProperties: false }),
  timeoutSeconds: 120,
  dedupKey: (payload) => payload.userId,
});
export const pruneNotificationsJob = defineJob({
  id: 'core.prune-notifications',
  queue: 'core',
  payload: Nothing,
  timeoutSeconds: 600,
});

/** Jobs whose own failure is not mailed: the next mail would fail as this one did. */
export const mailJobIds: readonly string[] = [sendMailJob.id, sendDigestJob.id];

/** A digest that nobody reads to its end says no more than a shorter one. */
const DIGEST_ENTRIES = 200;
const KEPT_MS = 180 * 86_400_000;

export function notificationJobHandlers(deps: {
  db: Kysely<CoreTables>;
  /** Null where nothing is mailed: what was to be mailed stands in the interface. */
  mailer: Mailer | null;
  publicUrl: string | null;
  now: () => Date;
  enqueueDigest: (userId: string) => Promise<void>;
}): [string, JobHandler][] {
  const { db, mailer, publicUrl, now } = deps;
  return [
    [
      sendMailJob.id,
      async (payload) => {
        const { notificationId } = payload as { notificationId: string };
        const row = await findNotification(db, notificationId);
        if (!row || row.mailed_at || !mailer) return;
        const person = await findMailRecipient(db, row.user_id);
        if (!person) return;
        await mailer.send({
          to: person.email,
          ...mailOf(row, isFrench(person.locale), publicUrl),
          messageId: messageId(row.id),
        });
        await markMailed(db, [row.id], now());
      },
    ],
    [
      sendDigestsJob.id,
      async () => {
        if (!mailer) return;
        for (const userId of await listPeopleWithDigest(db)) await deps.enqueueDigest(userId);
      },
    ],
    [
      sendDigestJob.id,
      async (payload) => {
        const { userId } = payload as { userId: string };
        const rows = await listForDigest(db, userId, DIGEST_ENTRIES);
        const person = await findMailRecipient(db, userId);
        if (rows.length === 0 || !person || !mailer) return;
        await mailer.send({
          to: person.email,
          ...digestOf(rows, isFrench(person.locale), publicUrl),
          messageId: messageId(rows.at(-1)!.id),
        });
        await markMailed(
          db,
          rows.map(({ id }) => id),
          now(),
        );
      },
    ],
    [pruneNotificationsJob.id, () => deleteNotificationsBefore(db, new Date(now().getTime() - KEPT_MS))],
  ];
}

const isFrench = (locale: string | null): boolean => !locale || locale.toLowerCase().startsWith('fr');

const messageId = (id: string): string => `<${id}@products-manager.notifications>`;
