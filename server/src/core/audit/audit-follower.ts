import { setTimeout as delay } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { PoolClient } from 'pg';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import type { EventRow } from '../../platform/events/event-reader.ts';
import { followEvents, type EventConsumer } from '../../platform/events/follow-events.ts';
import type { CoreTables } from '../tables.ts';
import { writeOperations, type OperationEntry } from './audit.queries.ts';

/** Entries of one insert; an event has one entry at most. */
const EVENTS_AT_ONCE = 100;
/** How often a process asks whether the one that follows is gone. */
const TAKE_OVER_MS = 1_000;

/**
 * Enters what the events of another database tell. The entries commit in db_core before the position does in the
 * other one, so a crash between the two reads some events again: an operation that is entered stays as it is.
 */
export function createAuditFollower(deps: {
  db: Kysely<CoreTables>;
  /** Of the database with the event log. */
  pool: ConnectionPool;
  /** What the events' operations did, in the words of their domain. */
  describe: (client: PoolClient, events: readonly EventRow[]) => Promise<OperationEntry[]>;
  /** Named points, for tests that kill it there. */
  reach: (point: string) => void;
}) {
  const consumer: EventConsumer = {
    name: 'audit',
    events: EVENTS_AT_ONCE,
    connections: 1,
    async handle([client], events) {
      const entries = await deps.describe(client!, events);
      await writeOperations(deps.db, entries);
      if (entries.length > 0) deps.reach('audit-entered');
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

export type AuditFollower = ReturnType<typeof createAuditFollower>;
