import { randomBytes, randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { AppError } from '../../platform/errors.ts';
import type { SealedPlace, Sealer } from '../../platform/sealing/sealer.ts';
import type { Announcement } from '../../platform/events/announcement.ts';
import { bodyOf, eventIdOf, TEST_EVENT } from './webhook-events.ts';
import {
  deleteWebhook,
  findDelivery,
  findWebhook,
  insertDeliveries,
  insertDelivery,
  insertWebhook,
  isEventWanted,
  listDeliveries,
  listWebhooks,
  resetDelivery,
  updateWebhook,
  type DeliveryEntry,
  type WebhookRow,
} from './webhook.queries.ts';
import type { CoreTables } from '../tables.ts';

/** Encrypts what is stored, bound to the place it stands in. */
export type Sealing = Pick<Sealer, 'seal' | 'open'>;

/** Where the secret of a webhook stands, so that it opens nowhere else. */
export const sealedFor = (webhookId: string): SealedPlace => ({
  table: 'webhooks',
  id: webhookId,
  column: 'secret',
});

export interface WebhookInput {
  readonly name: string;
  readonly url: string;
  /** Null: all events. */
  readonly events: string[] | null;
}

export function createWebhookService(deps: {
  db: Kysely<CoreTables>;
  sealing: Sealing;
  /** @throws AppError `address.not_allowed` */
  checkAddress: (url: string) => void;
  /** Hands a delivery to the workers in the transaction that writes it. */
  enqueue: (transaction: Kysely<CoreTables>, deliveryId: string) => Promise<void>;
  newId: () => string;
  now: () => Date;
}) {
  const { db, now } = deps;

  async function get(id: string): Promise<WebhookRow> {
    const found = await findWebhook(db, id);
    if (found) return found;
    throw new AppError('webhooks.not_found', { message: `There is no webhook ${id}`, params: { id } });
  }

  return {
    get,
    list: () => listWebhooks(db),
    /** @returns the secret too, which is shown this once */
    async create(input: WebhookInput): Promise<{ webhook: WebhookRow; secret: string }> {
      deps.checkAddress(input.url);
      const id = deps.newId();
      // Standard Webhooks: 24 to 64 bytes, in base64 after the prefix.
      const secret = `whsec_${randomBytes(32).toString('base64')}`;
      const sealed = await deps.sealing.seal(secret, sealedFor(id));
      return {
        webhook: await insertWebhook(db, { id, ...input, secret: sealed, created_at: now() }),
        secret,
      };
    },
    async update(
      id: string,
      version: number,
      values: Partial<WebhookInput> & { state?: 'enabled' | 'disabled' },
    ): Promise<WebhookRow> {
      if (values.url !== undefined) deps.checkAddress(values.url);
      const updated = await updateWebhook(db, id, version, {
        ...values,
        // Whoever switches it on again starts its time anew.
        ...(values.state === undefined ? {} : { failing_since: null, disabled_reason: null }),
      });
      if (updated) return updated;
      const present = await get(id);
      throw new AppError('webhooks.stale', {
        message: `The webhook was changed meanwhile (version ${present.version}, yours ${version})`,
        params: { version: present.version },
      });
    },
    async remove(id: string): Promise<void> {
      if (!(await deleteWebhook(db, id))) await get(id);
    },
    /** Whether an endpoint wants a kind of event at all; what nobody wants need not be gathered. */
    wants: (type: string): Promise<boolean> => isEventWanted(db, type),
    /** Writes what is to be delivered, in the caller's transaction; an event told again writes nothing. */
    async tell(transaction: Kysely<CoreTables>, event: Announcement): Promise<void> {
      const id = eventIdOf(event.key);
      const made = await insertDeliveries(transaction, {
        id,
        type: event.type,
        body: bodyOf(id, event),
        at: event.at,
      });
      for (const deliveryId of made) await deps.enqueue(transaction, deliveryId);
    },
    /** An event of its own, whatever the endpoint listens to. */
    async test(id: string): Promise<DeliveryEntry> {
      const webhook = await get(id);
      const eventId = eventIdOf(randomUUID());
      const event = { type: TEST_EVENT, at: now(), data: { webhookId: id, name: webhook.name } };
      return db.transaction().execute(async (transaction) => {
        const delivery = await insertDelivery(transaction, {
          webhook_id: id,
          event_id: eventId,
          event_type: TEST_EVENT,
          body: bodyOf(eventId, event),
        });
        await deps.enqueue(transaction, delivery.id);
        return delivery;
      });
    },
    async deliveries(id: string, options: { before: string | null; limit: number }) {
      await get(id);
      const rows = await listDeliveries(db, id, { ...options, limit: options.limit + 1 });
      const items = rows.slice(0, options.limit);
      return { items, next: rows.length > items.length ? items.at(-1)!.id : null };
    },
    /** The same message again, under the same id: a receiver that has it already may ignore it. */
    async replay(deliveryId: string): Promise<DeliveryEntry> {
      const again = await db.transaction().execute(async (transaction) => {
        const delivery = await resetDelivery(transaction, deliveryId);
        if (delivery) await deps.enqueue(transaction, delivery.id);
        return delivery;
      });
      if (again) return again;
      const present = await findDelivery(db, deliveryId);
      throw present
        ? new AppError('webhooks.state', {
            message: `The delivery ${deliveryId} is still under way; it is tried again by itself`,
            params: { id: deliveryId, state: present.state },
          })
        : new AppError('webhooks.not_found', {
            message: `There is no delivery ${deliveryId}`,
            params: { id: deliveryId },
          });
    },
  };
}

export type WebhookService = ReturnType<typeof createWebhookService>;
