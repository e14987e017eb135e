import { sql, type Kysely, type Selectable, type Updateable } from 'kysely';
import type { WebhookDeliveriesTable, WebhooksTable } from './webhook.tables.ts';
import type { CoreTables } from '../tables.ts';

type Executor = Kysely<CoreTables>;
export type WebhookRow = Selectable<WebhooksTable>;
export type DeliveryRow = Selectable<WebhookDeliveriesTable>;
/** The log without what was sent: a batch of products is 200 kB. */
export type DeliveryEntry = Omit<DeliveryRow, 'body'>;

const entryColumns = [
  'id',
  'webhook_id',
  'event_id',
  'event_type',
  'state',
  'attempts',
  'response_status',
  'response_snippet',
  'error',
  'duration_ms',
  'created_at',
  'attempted_at',
  'delivered_at',
] as const;

export function insertWebhook(
  db: Executor,
  webhook: {
    id: string;
    name: string;
    url: string;
    events: string[] | null;
    secret: string;
    created_at: Date;
  },
): Promise<WebhookRow> {
  return db.insertInto('webhooks').values(webhook).returningAll().executeTakeFirstOrThrow();
}

export function listWebhooks(db: Executor): Promise<WebhookRow[]> {
  return db.selectFrom('webhooks').selectAll().orderBy('id').execute();
}

export function findWebhook(db: Executor, id: string): Promise<WebhookRow | undefined> {
  return db.selectFrom('webhooks').selectAll().where('id', '=', id).executeTakeFirst();
}

export function updateWebhook(
  db: Executor,
  id: string,
  version: number,
  values: Updateable<WebhooksTable>,
): Promise<WebhookRow | undefined> {
  return db
    .updateTable('webhooks')
    .set({ ...values, version: sql`version + 1`, updated_at: sql`now()` })
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst();
}

export async function deleteWebhook(db: Executor, id: string): Promise<boolean> {
  const result = await db.deleteFrom('webhooks').where('id', '=', id).executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export async function isEventWanted(db: Executor, type: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from webhooks where state = 'enabled' and (events is null or ${type} = any(events)) limit 1`.execute(
    db,
  );
  return rows.length > 0;
}

/**
 * One delivery for each endpoint that wants the event and was there when it happened.
 * @returns the deliveries that are new
 */
export async function insertDeliveries(
  db: Executor,
  event: { id: string; type: string; body: string; at: Date },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into webhook_deliveries (webhook_id, event_id, event_type, body)
    select id, ${event.id}, ${event.type}, ${event.body} from webhooks
    where state = 'enabled' and (events is null or ${event.type} = any(events)) and created_at <= ${event.at}
    on conflict on constraint webhook_deliveries_event_key do nothing returning id`.execute(db);
  return rows.map(({ id }) => id);
}

export function insertDelivery(
  db: Executor,
  delivery: { webhook_id: string; event_id: string; event_type: string; body: string },
): Promise<DeliveryEntry> {
  return db
    .insertInto('webhook_deliveries')
    .values(delivery)
    .returning([...entryColumns])
    .executeTakeFirstOrThrow();
}

export function findDelivery(db: Executor, id: string): Promise<DeliveryRow | undefined> {
  return db.selectFrom('webhook_deliveries').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Newest first. */
export function listDeliveries(
  db: Executor,
  webhookId: string,
  options: { before: string | null; limit: number },
): Promise<DeliveryEntry[]> {
  let query = db
    .selectFrom('webhook_deliveries')
    .select([...entryColumns])
    .where('webhook_id', '=', webhookId);
  if (options.before) query = query.where('id', '<', options.before);
  return query.orderBy('id', 'desc').limit(options.limit).execute();
}

/**
 * One whose job was lost stays pending; eight hours are longer than the queue tries.
 * @returns undefined when it is still being delivered, or there is none
 */
export function resetDelivery(db: Executor, id: string): Promise<DeliveryEntry | undefined> {
  return db
    .updateTable('webhook_deliveries')
    .set({ state: 'pending', attempted_at: sql`now()` })
    .where('id', '=', id)
    .where(
      sql<boolean>`(state <> 'pending' or greatest(created_at, attempted_at) < now() - interval '8 hours')`,
    )
    .returning([...entryColumns])
    .executeTakeFirst();
}

export async function recordAttempt(
  db: Executor,
  id: string,
  attempt: {
    state: DeliveryRow['state'];
    response_status: number | null;
    response_snippet: string | null;
    error: string | null;
    duration_ms: number;
    attempted_at: Date;
  },
): Promise<void> {
  await db
    .updateTable('webhook_deliveries')
    .set({
      ...attempt,
      attempts: sql`attempts + 1`,
      ...(attempt.state === 'delivered' ? { delivered_at: attempt.attempted_at } : {}),
    })
    .where('id', '=', id)
    .execute();
}

/** No new version: how it fares is not an edit. */
export async function recordSuccess(db: Executor, webhookId: string): Promise<void> {
  await db
    .updateTable('webhooks')
    .set({ failing_since: null })
    .where('id', '=', webhookId)
    .where('failing_since', 'is not', null)
    .execute();
}

/** @returns since when it fails without a success in between */
export async function recordFailure(db: Executor, webhookId: string, now: Date): Promise<Date | undefined> {
  const row = await db
    .updateTable('webhooks')
    .set({ failing_since: sql`coalesce(failing_since, ${now})` })
    .where('id', '=', webhookId)
    .returning('failing_since')
    .executeTakeFirst();
  return row?.failing_since ?? undefined;
}

/** @returns the endpoint when it was this call that disabled it */
export function disableWebhook(db: Executor, id: string, reason: string): Promise<WebhookRow | undefined> {
  return db
    .updateTable('webhooks')
    .set({ state: 'disabled', disabled_reason: reason, version: sql`version + 1`, updated_at: sql`now()` })
    .where('id', '=', id)
    .where('state', '=', 'enabled')
    .returningAll()
    .executeTakeFirst();
}

export async function deleteDeliveriesBefore(db: Executor, time: Date): Promise<void> {
  await db.deleteFrom('webhook_deliveries').where('created_at', '<', time).execute();
}
