import { setTimeout as delay } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { ConnectionPool } from '../databases/pool.ts';
import { advancePosition, consumerLag, positionOf, readEvents, type EventRow } from './event-reader.ts';

export interface EventConsumer {
  readonly name: string;
  /** Events handed over at once, in their order. */
  readonly events: number;
  /** Connections to spread the work over. */
  readonly connections: number;
  /**
   * Handles the next events; called again for the same ones after a crash. Each connection is in a transaction of
   * its own; the first one's commits last, together with the consumer's position.
   */
  readonly handle: (clients: readonly PoolClient[], events: readonly EventRow[]) => Promise<void>;
  /** Called when the log is read to its end and something was handled since the last time. */
  readonly idle?: (client: PoolClient) => Promise<void>;
}

const POLL_MS = 300;

/**
 * Follows the event log with one consumer until the signal. One process follows at a time: the lock ends with its
 * connection.
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
    let handled = false;
    while (!signal.aborted) {
      const events = await readEvents(lead, await positionOf(lead, consumer.name), {
        limit: consumer.events,
      });
      if (events.length > 0) {
        await handleTogether(pool, lead, consumer, events);
        handled = true;
        if (options.onProgress) options.onProgress((await consumerLag(lead, consumer.name)).events);
        continue;
      }
      if (handled) await consumer.idle?.(lead);
      handled = false;
      // With a transaction still open the end of the log may be near but not yet readable.
      if (options.once && (await consumerLag(lead, consumer.name)).events === 0) break;
      await delay(options.once ? 20 : POLL_MS, undefined, { signal }).catch(() => undefined);
    }
    return true;
  } finally {
    lead.release(true);
  }
}

async function handleTogether(
  pool: ConnectionPool,
  lead: PoolClient,
  consumer: EventConsumer,
  events: readonly EventRow[],
): Promise<void> {
  const others: PoolClient[] = [];
  let failed = true;
  try {
    // One event is one product or one batch; a single edit does not need a second connection.
    const more = events.every((event) => event.product_id !== null) ? 0 : consumer.connections - 1;
    for (let i = 0; i < more; i++) others.push(await pool.connect());
    const clients = [lead, ...others];
    for (const client of clients) await client.query('begin');
    await consumer.handle(clients, events);
    await advancePosition(lead, consumer.name, events.at(-1)!);
    for (const client of clients.reverse()) await client.query('commit');
    failed = false;
  } catch (error) {
    await lead.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    for (const client of others) client.release(failed);
  }
}
