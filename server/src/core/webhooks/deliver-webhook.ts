import type { Kysely } from 'kysely';
import { Webhook } from 'standardwebhooks';
import { AppError, isAppError } from '../../platform/errors.ts';
import type { Announce } from '../../platform/events/announcement.ts';
import type { SafeFetch } from '../../platform/http/safe-fetch.ts';
import {
  disableWebhook,
  findDelivery,
  findWebhook,
  recordAttempt,
  recordFailure,
  recordSuccess,
  type DeliveryRow,
  type WebhookRow,
} from './webhook.queries.ts';
import { sealedFor, type Sealing } from './webhook.service.ts';
import type { CoreTables } from '../tables.ts';

/** Receivers are asked to answer first and work later. */
const TIMEOUT_MS = 15_000;
/** Of an answer, for a person who looks for the reason. */
const SNIPPET_BYTES = 1_024;
/** After this an endpoint is taken for gone: each of its events costs six attempts. */
const DISABLE_AFTER_MS = 5 * 86_400_000;
const GONE = 410;

interface Outcome {
  readonly delivered: boolean;
  readonly status: number | null;
  readonly snippet: string | null;
  readonly error: string | null;
  /** Trying again would not help. */
  readonly final: boolean;
}

export interface DeliverDeps {
  readonly db: Kysely<CoreTables>;
  readonly sealing: Sealing;
  readonly fetch: SafeFetch;
  readonly announce: Announce;
  readonly now: () => Date;
}

/**
 * One attempt of one delivery.
 * @param last no attempt follows: the delivery rests as failed, instead of a dead job for each event of one address
 * @throws AppError `webhooks.not_delivered` to be called again later
 */
export async function deliverWebhook(
  deps: DeliverDeps,
  deliveryId: string,
  options: { last: boolean; signal: AbortSignal },
): Promise<void> {
  const { db, now } = deps;
  const delivery = await findDelivery(db, deliveryId);
  if (!delivery || delivery.state !== 'pending') return;
  const webhook = (await findWebhook(db, delivery.webhook_id))!;
  const started = now();
  const outcome =
    webhook.state === 'enabled'
      ? await attempt(deps, webhook, delivery, options.signal)
      : disabledOutcome(webhook.disabled_reason);
  // A worker that shuts down has not asked the receiver to its end; that says nothing about it.
  if (options.signal.aborted && !outcome.delivered) throw notDelivered(webhook, 'the worker stopped');
  const rests = outcome.final || options.last;
  await recordAttempt(db, delivery.id, {
    state: outcome.delivered ? 'delivered' : rests ? 'failed' : 'pending',
    response_status: outcome.status,
    response_snippet: outcome.snippet,
    error: outcome.error,
    duration_ms: now().getTime() - started.getTime(),
    attempted_at: started,
  });
  if (outcome.delivered) return recordSuccess(db, webhook.id);
  if (webhook.state === 'enabled') await judge(deps, webhook, outcome);
  if (!rests) throw notDelivered(webhook, outcome.error ?? 'no reason');
}

async function attempt(
  deps: DeliverDeps,
  webhook: WebhookRow,
  delivery: DeliveryRow,
  signal: AbortSignal,
): Promise<Outcome> {
  const secret = await deps.sealing.open(webhook.secret, sealedFor(webhook.id));
  const at = deps.now();
  const signature = new Webhook(secret).sign(delivery.event_id, at, delivery.body);
  try {
    const answer = await deps.fetch({
      url: webhook.url,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'ProductsManager-Webhooks/1',
        'webhook-id': delivery.event_id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': signature,
      },
      body: delivery.body,
      timeoutMs: TIMEOUT_MS,
      maxBytes: SNIPPET_BYTES,
      cut: true,
      signal,
    });
    const delivered = answer.status >= 200 && answer.status < 300;
    return {
      delivered,
      status: answer.status,
      snippet: snippetOf(answer.body, [secret, secret.slice('whsec_'.length), signature]),
      error: delivered ? null : `the endpoint answered ${answer.status}`,
      final: answer.status === GONE,
    };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { delivered: false, status: null, snippet: null, error: error.message, final: !error.retryable };
  }
}

const disabledOutcome = (reason: string | null): Outcome => ({
  delivered: false,
  status: null,
  snippet: null,
  error: `the webhook is switched off${reason ? `: ${reason}` : ''}`,
  final: true,
});

/** Readable text only, and none of what the request was signed with: some endpoints answer with what they got. */
function snippetOf(body: Buffer, secrets: readonly string[]): string {
  let text = body.toString('utf8').replaceAll('\0', '');
  for (const secret of secrets) text = text.replaceAll(secret, '[secret]');
  return text;
}

/** Switches off an endpoint that says it is gone, or has failed for days. */
async function judge(deps: DeliverDeps, webhook: WebhookRow, outcome: Outcome): Promise<void> {
  const { db, now } = deps;
  const since = await recordFailure(db, webhook.id, now());
  const tooLong = since !== undefined && now().getTime() - since.getTime() > DISABLE_AFTER_MS;
  if (!tooLong && outcome.status !== GONE) return;
  const reason = tooLong
    ? `nothing was delivered since ${since.toISOString()}; last: ${outcome.error}`
    : 'the endpoint answered 410 Gone';
  const disabled = await disableWebhook(db, webhook.id, reason);
  if (!disabled) return;
  await deps.announce({
    key: `webhook.disabled/${webhook.id}/${disabled.version}`,
    type: 'webhook.disabled',
    at: now(),
    data: { webhookId: webhook.id, name: webhook.name, url: webhook.url, reason },
    topics: [],
    link: '/admin/webhooks',
  });
}

const notDelivered = (webhook: WebhookRow, reason: string): AppError =>
  new AppError('webhooks.not_delivered', {
    message: `The webhook "${webhook.name}" was not delivered: ${reason}`,
    params: { webhookId: webhook.id, reason },
    retryable: true,
  });
