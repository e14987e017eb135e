import { Type } from 'typebox';
import { defineJob, type JobHandler } from '../../platform/queue/jobs.ts';
import { deliverWebhook, type DeliverDeps } from './deliver-webhook.ts';
import { deleteDeliveriesBefore } from './webhook.queries.ts';

export const deliverWebhookJob = defineJob({
  id: 'core.deliver-webhook',
  queue: 'core',
  payload: Type.Object({ deliveryId: Type.String() }, { additionalProperties: false }),
  timeoutSeconds: 120,
});
export const pruneDeliveriesJob = defineJob({
  id: 'core.prune-webhook-deliveries',
  queue: 'core',
  payload: Type.Object({}, { additionalProperties: false }),
  timeoutSeconds: 600,
});

/** As many as the queue gives a job: a first run and five more. */
const ATTEMPTS = 6;
const KEPT_MS = 30 * 86_400_000;

export function webhookJobHandlers(deps: DeliverDeps): [string, JobHandler][] {
  return [
    [
      deliverWebhookJob.id,
      (payload, { attempt, signal }) =>
        deliverWebhook(deps, (payload as { deliveryId: string }).deliveryId, {
          last: attempt >= ATTEMPTS,
          signal,
        }),
    ],
    [pruneDeliveriesJob.id, () => deleteDeliveriesBefore(deps.db, new Date(deps.now().getTime() - KEPT_MS))],
  ];
}
