import { randomBytes, randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { AppError } from '../../platform/errors.ts';
import type { SealedPlace, Sealer } from '../../platform/sealing/sealer.ts';
import type { Origin } from '../../platform/origin.ts';
import { writeAudit } from '../audit/audit.queries.ts';
import { changedValues } from '../audit/changed-values.ts';
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

interface UpdateWebhook {
  readonly id: string;
  /** That was seen. */
  readonly version: number;
  readonly values: Partial<WebhookInput> & { state?: 'enabled' | 'disabled' };
  readonly origin: Origin;
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
    async create(input: WebhookInput, origin: Origin): Promise<{ webhook: WebhookRow; secret: string }> {
      deps.checkAddress(input.url);
      const id = deps.newId();
      // Standard Webhooks: 24 to 64 bytes, in base64 after the prefix.
      const secret = `whsec_${randomBytes(32).toString('base64')}`;
      const sealed = await deps.sealing.seal(secret, sealedFor(id));
      const webhook = await db.transaction().execute(async (transaction) => {
        const values = { id, ...input, secret: sealed, created_at: now() };
        const row = await insertWebhook(transaction, values);
        const created = { action: 'webhook.created', before: null, after: auditable(row) };
        await writeAudit(transaction, { origin, entity: 'webhook', entityId: id, ...created });
        return row;
      });
      return { webhook, secret };
    },
    async update({ id, version, values, origin }: UpdateWebhook): Promise<WebhookRow> {
      if (values.url !== undefined) deps.checkAddress(values.url);
      const updated = await db.transaction().execute(async (transaction) => {
        const before = await findWebhook(transaction, id);
        const row = await updateWebhook(transaction, id, version, {
          ...values,
          // Whoever switches it on again starts its time anew.
          ...(values.state === undefined ? {} : { failing_since: null, disabled_reason: null }),
        });
        if (before && row)
          await writeAudit(transaction, {
            origin,
            action: 'webhook.updated',
            entity: 'webhook',
            entityId: id,
            ...changedValues(auditable(before), auditable(row)),
          });
        return row;
      });
      if (updated) return updated;
      const present = await get(id);
      throw new AppError('webhooks.stale', {
        message: `The webhook was changed meanwhile (version ${present.version}, yours ${version})`,
        params: { version: present.version },
      });
    },
    async remove(id: string, origin: Origin): Promise<void> {
      const webhook = await get(id);
      await db.transaction().execute(async (transaction) => {
        if (!(await deleteWebhook(transaction, id))) return;
        const deleted = { action: 'webhook.deleted', before: auditable(webhook), after: null };
        await writeAudit(transaction, { origin, entity: 'webhook', entityId: id, ...deleted });
      });
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

/** Of the address the host alone: some services put their secret in its path. */
const auditable = ({ name, url, events, state }: WebhookRow) => ({
  name,
  host: new URL(url).host,
  events,
  state,
});

export type WebhookService = ReturnType<typeof createWebhookService>;
