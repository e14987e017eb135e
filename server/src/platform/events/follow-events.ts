import { setTimeout as delay } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { ConnectionPool } from '../databases/pool.ts';
import { advancePosition, consumerLag, positionOf, readEvents, type EventRow } from './event-reader.ts';

export interface EventConsumer {
  readonly name: string;
  /** Handles one event; may be called again for the same one after a crash. */
  readonly handle: (client: PoolClient, event: EventRow) => Promise<void>;
  /** Events handled at once, each on a connection of its own; only where their order does not matter. */
  readonly parallel: number;
  /** Stays behind this other consumer, whose effect it builds on. */
  readonly behind?: string;
}

const POLL_MS = 300;

/**
 * Follows the event log with one consumer until `until` says so. One process follows at a time: the lock ends
 * with its connection.
 * @returns false when another process follows already
 */
export async function followEvents(options: {
  pool: ConnectionPool;
  consumer: EventConsumer;
  signal: AbortSignal;
  /** Stop when the log is read to its end, instead of waiting for more. */
  once: boolean;
  onProgress?: (left: number) => void;
}): Promise<boolean> {
  const { pool, consumer, signal } = options;
  const lead = await pool.connect();
  try {
    const { rows } = await lead.query<{ locked: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as locked',
      [`consumer ${consumer.name}`],
    );
    if (!rows[0]?.locked) return false;
    while (!signal.aborted) {
      const events = await readNext(lead, consumer);
      if (events.length > 0) {
        await handleTogether(pool, lead, consumer, events);
        if (options.onProgress) options.onProgress((await consumerLag(lead, consumer.name)).events);
        continue;
      }
      // With a transaction still open the end of the log may be near but not yet readable.
      if (options.once && (await consumerLag(lead, consumer.name)).events === 0) break;
      await delay(options.once ? 20 : POLL_MS, undefined, { signal }).catch(() => undefined);
    }
    return true;
  } finally {
    lead.release(true);
  }
}

async function readNext(client: PoolClient, consumer: EventConsumer): Promise<EventRow[]> {
  const events = await readEvents(client, await positionOf(client, consumer.name), {
    limit: consumer.parallel,
  });
  if (!consumer.behind || events.length === 0) return events;
  const ahead = await positionOf(client, consumer.behind);
  const passed = ({ xid, id }: EventRow): boolean =>
    BigInt(xid) < BigInt(ahead.xid) || (xid === ahead.xid && BigInt(id) <= BigInt(ahead.id));
  return events.filter(passed);
}

async function handleTogether(
  pool: ConnectionPool,
  lead: PoolClient,
  consumer: EventConsumer,
  events: readonly EventRow[],
): Promise<void> {
  const [first, ...others] = events;
  const extra = others.map(async (event) => {
    const client = await pool.connect();
    try {
      await consumer.handle(client, event);
      client.release();
    } catch (error) {
      client.release(true);
      throw error;
    }
  });
  const handled =
    extra.length > 0 ? [inTransaction(lead, () => consumer.handle(lead, first!)), ...extra] : [];
  const finished = await Promise.allSettled(handled);
  for (const result of finished) if (result.status === 'rejected') throw result.reason;
  await inTransaction(lead, async () => {
    if (extra.length === 0) await consumer.handle(lead, first!);
    await advancePosition(lead, consumer.name, events.at(-1)!);
  });
}

async function inTransaction(client: PoolClient, work: () => Promise<void>): Promise<void> {
  await client.query('begin');
  try {
    await work();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
