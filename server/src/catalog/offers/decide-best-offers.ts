import { Type } from 'typebox';
import type { PoolClient } from 'pg';
import { setTimeout as delay } from 'node:timers/promises';
import { announceInvalidations } from '../../platform/cache/invalidation.queries.ts';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { inTransaction } from '../../platform/databases/transactions.ts';
import type { EventRow } from '../../platform/events/event-reader.ts';
import { followEvents, type EventConsumer } from '../../platform/events/follow-events.ts';
import { defineJob, type JobHandler, type ScheduleDefinition } from '../../platform/queue/jobs.ts';
import { staleByBatch } from '../products/product-cache.ts';
import {
  decideRange,
  decideTouched,
  findBasis,
  keepBasis,
  lockDecisions,
  nextRange,
  readBasis,
} from './best-offer.queries.ts';
import type { OfferChoice } from './offer-policy.ts';

/** An event is a batch of up to 5,000 rows. */
const EVENTS_AT_ONCE = 5;
const PRODUCTS_AT_ONCE = 5_000;
/** How often a process asks whether the one that follows is gone. */
const TAKE_OVER_MS = 1_000;

export const decideBestOffersJob = defineJob({
  id: 'catalog.decide-best-offers',
  queue: 'catalog',
  payload: Type.Object({}, { additionalProperties: false }),
  timeoutSeconds: 3_600,
});

/** Rates, the policy and the order of suppliers change seldom; where they did not, this reads three small tables. */
export const decideBestOffersSchedule: ScheduleDefinition = {
  id: 'catalog.decide-best-offers',
  cron: '*/5 * * * *',
  timeZone: 'UTC',
  job: decideBestOffersJob,
  payload: {},
};

const offerFields = new Set(
  'cost offerStock leadTimeDays packQuantity supplierReference offerEndedAt'.split(' '),
);

/** An import of texts moves no offer. */
const movesOffers = ({ payload }: EventRow): boolean => {
  const { created = 0, fields = [] } = payload;
  return created > 0 || fields.length === 0 || fields.some((name) => offerFields.has(name.split(':')[0]!));
};

/** Chooses the best offer of products: of those that events name, and of all when what they are judged by changes. */
export function createBestOffers(deps: {
  pool: ConnectionPool;
  choice: () => Promise<OfferChoice>;
  onProductsChanged: () => void;
}) {
  const { pool } = deps;

  async function decideWith(client: PoolClient, decide: () => Promise<number>): Promise<void> {
    await lockDecisions(client);
    if ((await decide()) === 0) return;
    await announceInvalidations(client, staleByBatch);
  }

  const consumer: EventConsumer = {
    name: 'best-offers',
    events: EVENTS_AT_ONCE,
    connections: 1,
    async handle([client], events) {
      const moving = events.filter(movesOffers);
      if (moving.length === 0) return;
      const choice = await deps.choice();
      await decideWith(client!, () => decideTouched(client!, choice, moving));
    },
  };

  /** @returns whether there was a reason to */
  async function decideAllIfChanged(signal: AbortSignal): Promise<boolean> {
    const choice = await deps.choice();
    const basis = await readBasis(pool, choice);
    if ((await findBasis(pool)) === basis) return false;
    let last: string | null = null;
    for (;;) {
      signal.throwIfAborted();
      const range = await nextRange(pool, last, PRODUCTS_AT_ONCE);
      if (!range) break;
      await inTransaction(pool, (client) => decideWith(client, () => decideRange(client, choice, range)));
      last = range.last;
    }
    await keepBasis(pool, basis);
    deps.onProductsChanged();
    return true;
  }

  return {
    /** Follows until the signal, and takes over from another process that stops. */
    async run(signal: AbortSignal): Promise<void> {
      while (!signal.aborted) {
        await followEvents({ pool, consumer, signal, once: false });
        await delay(TAKE_OVER_MS, undefined, { signal }).catch(() => undefined);
      }
    },
    /** Reads the log to its end. @returns false where another process follows */
    catchUp: (signal: AbortSignal): Promise<boolean> => followEvents({ pool, consumer, signal, once: true }),
    decideAllIfChanged,
    jobHandler: (): [string, JobHandler] => [
      decideBestOffersJob.id,
      async (_payload, { signal }) => void (await decideAllIfChanged(signal)),
    ],
  };
}

export type BestOffers = ReturnType<typeof createBestOffers>;
