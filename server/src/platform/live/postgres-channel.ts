import { setTimeout as delay } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { ConnectionPool } from '../databases/pool.ts';
import type { Log } from '../telemetry/log.ts';
import type { Channel } from './bus.ts';

const CHANNEL = 'live';
const RETRY_MS = 500;
/** A connection whose other end went without a word is noticed by a question that is not answered. */
const ASK_EVERY_MS = 10_000;
const ANSWER_WITHIN_MS = 5_000;

export async function notifyPostgres(pool: ConnectionPool, text: string): Promise<void> {
  await pool.query('select pg_notify($1, $2)', [CHANNEL, text]);
}

/** Listens on a connection of its own, made again whenever it is lost. */
export function listenToPostgres(options: {
  pool: ConnectionPool;
  log: Log;
  onText: (text: string) => void;
  onGap: () => void;
}): Channel {
  const closing = new AbortController();
  const { signal } = closing;
  let [attempted, listened] = [(): void => undefined, false];
  const ready = new Promise<void>((resolve) => (attempted = resolve));

  async function listenOnce(): Promise<void> {
    const client = await options.pool.connect();
    try {
      client.on('notification', ({ payload }) => options.onText(payload ?? ''));
      await client.query(`listen ${CHANNEL}`);
      if (listened) options.onGap();
      listened = true;
      attempted();
      await untilLost(client, signal);
    } finally {
      // Not given back: it would go on listening for whoever gets it next.
      client.release(true);
    }
  }

  async function listenAgain(): Promise<void> {
    while (!signal.aborted) {
      await listenOnce().catch((error: unknown) =>
        options.log.warn({ err: error }, 'live messages are not heard'),
      );
      attempted();
      await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  const listening = listenAgain();
  return {
    ready,
    async close() {
      closing.abort();
      await listening;
    },
  };
}

/** Resolves at the signal; rejects when the connection ends or does not answer. */
async function untilLost(client: PoolClient, signal: AbortSignal): Promise<void> {
  const lost = new Promise<never>((_resolve, reject) => {
    client.once('error', reject);
    client.once('end', () => reject(new Error('the connection ended')));
  });
  lost.catch(() => undefined);
  while (!signal.aborted) {
    await Promise.race([lost, delay(ASK_EVERY_MS, undefined, { signal }).catch(() => undefined)]);
    if (signal.aborted) return;
    const silence = new AbortController();
    await Promise.race([
      lost,
      client.query('select 1'),
      delay(ANSWER_WITHIN_MS, undefined, { signal: silence.signal }).then(() => {
        throw new Error('the connection does not answer');
      }),
    ]).finally(() => silence.abort());
  }
}
