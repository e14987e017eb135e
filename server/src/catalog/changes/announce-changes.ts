import { setTimeout as delay } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import type { Announce } from '../../platform/events/announcement.ts';
import { formatCursor, type EventRow } from '../../platform/events/event-reader.ts';
import { followEvents, type EventConsumer } from '../../platform/events/follow-events.ts';
import { BEST_OFFERS_EVENT, type BestOffersEventPayload } from '../offers/best-offer-event.ts';
import { listAnnouncedProducts } from './announced-products.queries.ts';

/** A batch has at most 5,000 products; a hint for pages names no more than they show. */
const ALL = 5_000;
const SHOWN = 100;
const EVENTS_AT_ONCE = 10;
const TAKE_OVER_MS = 1_000;

const nameOfKind: Readonly<Record<string, string>> = {
  deleted: 'products.deleted',
  merged: 'products.merged',
};

/**
 * Tells of changed products, one event per batch, in the order of the log and none left out. An event may be told
 * twice after a crash, always under the same key.
 */
export function createChangeAnnouncer(deps: {
  pool: ConnectionPool;
  announce: Announce;
  /** Whether somebody wants all ids of an event. */
  isWanted: (type: string) => Promise<boolean>;
}) {
  const announceBestOffers = (event: EventRow): Promise<void> =>
    deps.announce({
      key: `best-offer.changed/${formatCursor(event)}`,
      type: 'best-offer.changed',
      at: event.at,
      data: { products: (event.payload as unknown as BestOffersEventPayload).products },
      topics: ['products'],
    });

  async function announceEvent(client: PoolClient, event: EventRow): Promise<void> {
    if (event.name === BEST_OFFERS_EVENT) return announceBestOffers(event);
    const wanted =
      (await deps.isWanted('products.changed')) ||
      (await deps.isWanted('products.deleted')) ||
      (await deps.isWanted('products.merged'));
    const idsOfType = new Map<string, Set<string>>();
    const survivorIds = new Set<string>();
    for (const { kind, ids, survivorIds: survivors } of await listAnnouncedProducts(
      client,
      event,
      wanted ? ALL : SHOWN,
    )) {
      const type = nameOfKind[kind] ?? 'products.changed';
      const known = idsOfType.get(type) ?? new Set<string>();
      for (const id of ids) known.add(id);
      for (const id of survivors ?? []) survivorIds.add(id);
      idsOfType.set(type, known);
    }
    for (const [type, ids] of idsOfType)
      await deps.announce({
        key: `${type}/${formatCursor(event)}`,
        type,
        at: event.at,
        data: {
          operationId: event.change_set_id,
          created: event.payload.created ?? 0,
          updated: event.payload.updated ?? 0,
          productIds: [...ids],
          ...(type === 'products.merged' ? { survivorIds: [...survivorIds] } : {}),
        },
        topics: ['products'],
      });
  }

  const consumer: EventConsumer = {
    name: 'announcements',
    events: EVENTS_AT_ONCE,
    connections: 1,
    async handle([client], events) {
      for (const event of events) await announceEvent(client!, event);
    },
  };

  return {
    /** Reads the log to its end. @returns false where another process follows */
    catchUp: (signal: AbortSignal): Promise<boolean> =>
      followEvents({ pool: deps.pool, consumer, signal, once: true }),
    /** Follows until the signal, and takes over from another process that stops. */
    async run(signal: AbortSignal): Promise<void> {
      while (!signal.aborted) {
        await followEvents({ pool: deps.pool, consumer, signal, once: false });
        await delay(TAKE_OVER_MS, undefined, { signal }).catch(() => undefined);
      }
    },
  };
}

export type ChangeAnnouncer = ReturnType<typeof createChangeAnnouncer>;
