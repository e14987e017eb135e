import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { DatabaseName } from '../databases/names.ts';
import type { Log } from '../telemetry/log.ts';
import { parseInvalidation, type Invalidation } from './invalidation.ts';
import { listen, proveConnection } from './invalidation.queries.ts';

export interface InvalidationHandlers {
  /** Every time that listening begins: what was changed before it went unheard. */
  onConnected(): void;
  onInvalidation(invalidation: Invalidation): void;
}

export interface InvalidationListener {
  /** Everything committed before this time was heard; -Infinity before the first connection. */
  provenAt(): number;
  close(): Promise<void>;
}

/** How often the other end shows that it is there: twice within the time an unproven value is trusted. */
const PROOF_MS = 1_000;
/** A connection silent for so long is given up. */
const SILENCE_MS = 2_000;
const RECONNECT_MS = 200;

/**
 * Hears the invalidations of one database on a connection of its own (LISTEN needs one session, so no pooler in
 * transaction mode stands between). It connects again for as long as it is open.
 */
export function listenForInvalidations(
  options: {
    database: DatabaseName;
    url: string;
    log: Log;
    now: () => number;
  } & InvalidationHandlers,
): InvalidationListener {
  const stop = new AbortController();
  let provenAt = -Infinity;
  let down = false;

  async function follow(): Promise<void> {
    const client = new pg.Client({
      connectionString: options.url,
      connectionTimeoutMillis: SILENCE_MS,
      query_timeout: SILENCE_MS,
      keepAlive: true,
      application_name: `products-manager/${options.database} cache`,
    });
    const ended = new AbortController();
    // The end of the connection wakes the wait for the next proof; without a listener an error would end the process.
    client.on('error', () => ended.abort());
    client.on('end', () => ended.abort());
    client.on('notification', ({ payload }) => {
      const invalidation = parseInvalidation(payload ?? '');
      if (invalidation) options.onInvalidation(invalidation);
    });
    try {
      await client.connect();
      const listeningAt = options.now();
      await listen(client);
      options.onConnected();
      provenAt = listeningAt;
      if (down) options.log.info({ database: options.database }, 'cache invalidations are heard again');
      down = false;
      const wake = AbortSignal.any([stop.signal, ended.signal]);
      while (!wake.aborted) {
        const askedAt = options.now();
        await proveConnection(client);
        provenAt = askedAt;
        await delay(PROOF_MS, undefined, { signal: wake }).catch(() => undefined);
      }
    } finally {
      // An end that nobody answers to must not keep the next connection waiting.
      await Promise.race([client.end().catch(() => undefined), delay(SILENCE_MS, undefined, { ref: false })]);
    }
  }

  const running = (async () => {
    while (!stop.signal.aborted) {
      const error = await follow().catch((cause: unknown) => cause);
      if (stop.signal.aborted) return;
      if (!down)
        options.log.warn({ err: error, database: options.database }, 'cache invalidations are not heard');
      down = true;
      await delay(RECONNECT_MS, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  })();

  return {
    provenAt: () => provenAt,
    async close() {
      stop.abort();
      await running;
    },
  };
}
