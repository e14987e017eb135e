import type { Kysely } from 'kysely';
import { checkUrl, createSafeFetch } from '../platform/http/safe-fetch.ts';
import { isPublicAddress } from '../platform/http/public-address.ts';
import type { Bus } from '../platform/live/bus.ts';
import { createMailer } from '../platform/mail/mailer.ts';
import type { JobHandler } from '../platform/queue/jobs.ts';
import type { DeadJob } from '../platform/queue/dead-jobs.queries.ts';
import { within, type Queue } from '../platform/queue/queue.ts';
import { createAnnouncer } from './announcer.ts';
import { notificationJobHandlers, sendDigestJob, sendMailJob } from './notifications/notification.jobs.ts';
import { createNotificationService } from './notifications/notification.service.ts';
import { reportDeadJobsHandler } from './report-dead-jobs.ts';
import type { CoreTables } from './tables.ts';
import { deliverWebhookJob, webhookJobHandlers } from './webhooks/webhook.jobs.ts';
import { createWebhookService, type Sealing } from './webhooks/webhook.service.ts';

export interface AnnouncementsDeps {
  readonly db: Kysely<CoreTables>;
  readonly queue: Queue;
  readonly bus: Bus;
  readonly config: {
    readonly smtpUrl: string | null;
    readonly mailFrom: string;
    readonly publicUrl: string | null;
    readonly allowPrivateWebhooks: boolean;
  };
  readonly sealing: Sealing;
  readonly listDead: (since: Date, limit: number) => Promise<DeadJob[]>;
  readonly newId: () => string;
  readonly now: () => Date;
}

/** Notifications and webhooks, and the one function by which other domains feed them. */
export function createAnnouncements(deps: AnnouncementsDeps) {
  const { db, queue, config, sealing, now } = deps;
  const allows = config.allowPrivateWebhooks ? () => true : isPublicAddress;
  const notifications = createNotificationService({
    db,
    now,
    enqueueMail:
      config.smtpUrl === null
        ? null
        : async (transaction, notificationId) =>
            void (await queue.send(sendMailJob, { notificationId }, within(transaction))),
  });
  const webhooks = createWebhookService({
    db,
    sealing,
    checkAddress: (url) => void checkUrl(url, allows),
    enqueue: async (transaction, deliveryId) =>
      void (await queue.send(deliverWebhookJob, { deliveryId }, within(transaction))),
    newId: deps.newId,
    now,
  });
  const announce = createAnnouncer({ db, notifications, webhooks, bus: deps.bus, now });
  return {
    notifications,
    webhooks,
    announce,
    jobHandlers(): [string, JobHandler][] {
      return [
        ...notificationJobHandlers({
          db,
          mailer:
            config.smtpUrl === null ? null : createMailer({ smtpUrl: config.smtpUrl, from: config.mailFrom }),
          publicUrl: config.publicUrl,
          now,
          enqueueDigest: async (userId) => void (await queue.send(sendDigestJob, { userId })),
        }),
        ...webhookJobHandlers({
          db,
          sealing,
          fetch: createSafeFetch({ allows }),
          announce,
          now,
        }),
        reportDeadJobsHandler({ listDead: deps.listDead, announce, now }),
      ];
    },
  };
}

export type Announcements = ReturnType<typeof createAnnouncements>;
