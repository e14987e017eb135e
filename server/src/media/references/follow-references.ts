import { setTimeout as delay } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { linkMedia, listUnrecorded } from '../../catalog/index.ts';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { followEvents, type EventConsumer } from '../../platform/events/follow-events.ts';
import { recordAddresses } from '../media.queries.ts';
import type { MediaTables } from '../tables.ts';

const EVENTS_AT_ONCE = 10;
/** How often a process asks whether the one that follows is gone. */
const TAKE_OVER_MS = 1_000;

/**
 * Records the pictures that products name. They commit in db_media before the links and the position do in the
 * catalogue, so a crash between the two reads some events again: an address that is recorded stays the same one.
 */
export function createReferenceFollower(deps: {
  db: Kysely<MediaTables>;
  /** Of the catalogue. */
  pool: ConnectionPool;
  /** Sees to it that what was recorded is fetched. */
  enqueueFetch: () => Promise<void>;
  /** Named points, for tests that kill it there. */
  reach: (point: string) => void;
}) {
  const consumer: EventConsumer = {
    name: 'media-references',
    events: EVENTS_AT_ONCE,
    connections: 1,
    async handle([client], events) {
      const names = await listUnrecorded(client!, events);
      if (names.length === 0) return;
      const ids = await recordAddresses(deps.db, names);
      deps.reach('media-recorded');
      await linkMedia(client!, events, names, ids);
      await deps.enqueueFetch();
    },
  };
  return {
    /** Follows until the signal, and takes over from another process that stops. */
    async run(signal: AbortSignal): Promise<void> {
      while (!signal.aborted) {
        await followEvents({ pool: deps.pool, consumer, signal, once: false });
        await delay(TAKE_OVER_MS, undefined, { signal }).catch(() => undefined);
      }
    },
    /** Reads the log to its end. @returns false where another process follows */
    catchUp: (signal: AbortSignal): Promise<boolean> =>
      followEvents({ pool: deps.pool, consumer, signal, once: true }),
  };
}
