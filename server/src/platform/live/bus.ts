import type { Redis } from 'ioredis';
import type { ConnectionPool } from '../databases/pool.ts';
import type { Log } from '../telemetry/log.ts';
import { parseLiveMessage, type LiveMessage } from './live-message.ts';
import { listenToPostgres, notifyPostgres } from './postgres-channel.ts';
import { listenToRedis, publishToRedis } from './redis-channel.ts';

export interface BusListener {
  message(message: LiveMessage): void;
  /** Messages may have been missed: a channel was lost for a while. */
  gap(): void;
}

/** Listens to one channel until closed; `ready` once the first attempt to do so is over. */
export interface Channel {
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

export interface Bus {
  /** Sends a hint to all processes. Never rejects: whoever misses it reads the state from the database. */
  publish(message: LiveMessage): Promise<void>;
  /** Hears the messages of all processes, this one's too; resolves when it listens. */
  listen(listener: BusListener): Promise<void>;
  close(): Promise<void>;
}

/** PostgreSQL refuses a payload of 8,000 bytes and more. */
const MOST_BYTES = 7_800;

/**
 * Live messages between API processes and workers: by Redis where there is one, else by NOTIFY in db_core. Both
 * are listened to, so that a Redis that went away costs a resync and not the messages after it.
 */
export function createBus(options: { pool: ConnectionPool; redis: Redis | null; log: Log }): Bus {
  const { pool, redis, log } = options;
  const channels: Channel[] = [];

  const hear =
    (listener: BusListener) =>
    (text: string): void => {
      try {
        listener.message(parseLiveMessage(text));
      } catch (error) {
        log.warn({ err: error }, 'a live message could not be read');
      }
    };

  return {
    async publish(message) {
      const text = fitting(message);
      try {
        if (redis && (await publishToRedis(redis, text))) return;
        await notifyPostgres(pool, text);
      } catch (error) {
        log.warn({ err: error, type: message.type }, 'a live message could not be sent');
      }
    },
    async listen(listener) {
      const made = [listenToPostgres({ pool, log, onText: hear(listener), onGap: () => listener.gap() })];
      if (redis)
        made.push(listenToRedis({ redis, log, onText: hear(listener), onGap: () => listener.gap() }));
      channels.push(...made);
      await Promise.all(made.map((channel) => channel.ready));
    },
    async close() {
      await Promise.all(channels.splice(0).map((channel) => channel.close()));
    },
  };
}

/** A message too long for the channel goes without its data: it still says what to read again. */
function fitting(message: LiveMessage): string {
  const text = JSON.stringify(message);
  return Buffer.byteLength(text) <= MOST_BYTES ? text : JSON.stringify({ ...message, data: {} });
}
