import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Log } from '../telemetry/log.ts';
import { cacheTypeNames, cacheTypes, type CacheType } from './cache-types.ts';
import { formatInvalidation, parseInvalidation, type Invalidation } from './invalidation.ts';
import { keepValue, takeLease } from './redis-scripts.ts';

/** What Redis had: the value, or the right to put one there. */
export type RedisRead = { readonly bytes: Buffer } | { readonly lease: Lease };

export interface Lease {
  readonly generation: string;
  readonly token: string;
}

export interface RedisHealth {
  readonly status: 'up' | 'down' | 'off';
  readonly latencyMs: number | null;
}

export interface RedisLevel {
  /** Null where Redis cannot be asked, which costs nothing. */
  read(type: CacheType, key: string): Promise<RedisRead | null>;
  write(type: CacheType, key: string, lease: Lease, bytes: Buffer): Promise<void>;
  /** What is read after this call is not older; the commands of one connection run in their order. */
  forget(invalidations: readonly Invalidation[]): void;
  /** Tells the other processes of a change that was committed here. */
  publish(invalidations: readonly Invalidation[]): void;
  health(): Promise<RedisHealth>;
  isUp(): boolean;
  close(): Promise<void>;
}

/** Redis answers in under 1 ms; what takes this long hangs. */
const COMMAND_TIMEOUT_MS = 100;
const CONNECT_TIMEOUT_MS = 1_000;
const PROBE_MS = 500;
/** Larger values are read from the database: a few of them would push out everything else. */
const MOST_BYTES = 1024 ** 2;
const TOKEN_BYTES = 12;
const TOKEN_LENGTH = 16;

/**
 * The level that processes share. Each value carries its type's generation, a random token, so that a whole type
 * is forgotten by deleting the generation; deleting also works where memory is full. After the first command that
 * fails nothing is asked until a probe in the background succeeds. An invalidation may have been lost by then, so
 * the probe forgets every type first.
 */
export function createRedisLevel(options: {
  url: string;
  /** Of this installation: another one may use the same Redis. */
  namespace: string;
  log: Log;
  onInvalidation: (invalidation: Invalidation) => void;
}): RedisLevel {
  const { namespace, log } = options;
  const channel = `${namespace}:invalidations`;
  const keyOf = (kind: 'g' | 'l' | 'v', type: CacheType, key = ''): string =>
    `${namespace}:${kind}:${type}:${key}`;
  const client = connectLater(options.url);
  const stop = new AbortController();
  const subscriber = subscribe(options, channel);
  let up = false;
  let missed = false;

  async function probe(): Promise<void> {
    let said = false;
    while (!stop.signal.aborted) {
      try {
        await within(CONNECT_TIMEOUT_MS, client.connect());
        do {
          missed = false;
          await within(COMMAND_TIMEOUT_MS, client.del(cacheTypeNames.map((type) => keyOf('g', type))));
        } while (missed);
        up = true;
        if (said) log.info('the cache uses Redis again');
        return;
      } catch (error) {
        if (!said && !stop.signal.aborted)
          log.warn({ err: error }, 'Redis does not answer; the cache works without it');
        said = true;
        client.disconnect();
      }
      await delay(PROBE_MS, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  }
  let probing = probe();
  const fail = (): void => {
    if (!up) return;
    up = false;
    client.disconnect();
    probing = delay(PROBE_MS, undefined, { signal: stop.signal }).then(probe, () => undefined);
  };
  client.on('close', fail);

  /** An answer that refuses (memory is full, a replica) came in time: it costs the value, not the connection. */
  const ask = async <Answer>(command: () => Promise<Answer>): Promise<Answer | null> => {
    if (!up) return null;
    try {
      return await within(COMMAND_TIMEOUT_MS, command());
    } catch (error) {
      if (!isRefusal(error)) fail();
      return null;
    }
  };

  return {
    async read(type, key) {
      const found = await ask(() => client.mgetBuffer(keyOf('g', type), keyOf('v', type, key)));
      if (!found) return null;
      const [generation, value] = found;
      if (generation && value?.subarray(0, TOKEN_LENGTH).equals(generation))
        return { bytes: value.subarray(TOKEN_LENGTH) };
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      const taken = await ask(() =>
        client.eval(takeLease, 2, keyOf('g', type), keyOf('l', type, key), token),
      );
      if (!taken) return null;
      const [held, lease] = taken as [string, string];
      return { lease: { generation: held, token: lease } };
    },
    async write(type, key, lease, bytes) {
      if (bytes.length > MOST_BYTES) return;
      await ask(() =>
        client.eval(
          keepValue,
          3,
          keyOf('g', type),
          keyOf('l', type, key),
          keyOf('v', type, key),
          lease.generation,
          lease.token,
          Buffer.concat([Buffer.from(lease.generation), bytes]),
          cacheTypes[type].seconds,
        ),
      );
    },
    forget(invalidations) {
      // Heard while the probe forgets everything: it does so once more.
      missed = true;
      if (!up) return;
      const keys = invalidations.flatMap(({ type, key }) =>
        key === undefined ? [keyOf('g', type)] : [keyOf('v', type, key), keyOf('l', type, key)],
      );
      // However it fails, Redis may hold what is old now: it is not read again before the probe has forgotten all.
      within(COMMAND_TIMEOUT_MS, client.del(keys)).catch(fail);
    },
    publish(invalidations) {
      for (const invalidation of invalidations)
        void ask(() => client.publish(channel, formatInvalidation(invalidation)));
    },
    async health() {
      const started = performance.now();
      const answer = await ask(() => client.ping());
      const latencyMs = Math.round((performance.now() - started) * 10) / 10;
      return answer === null ? { status: 'down', latencyMs: null } : { status: 'up', latencyMs };
    },
    isUp: () => up,
    async close() {
      stop.abort();
      up = false;
      client.disconnect();
      subscriber.disconnect();
      await probing;
    },
  };
}

function connectLater(url: string): Redis {
  const client = new Redis(url, {
    lazyConnect: true,
    // Connected again by the probe alone; what waits in a queue would hang as long as Redis does.
    retryStrategy: () => null,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    enableReadyCheck: false,
    disableClientInfo: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
  });
  // Each failure is seen by the command that met it.
  client.on('error', () => undefined);
  return client;
}

/** Messages come beside the database's own notifications: hearing none of them makes nothing older than those do. */
function subscribe(
  options: { url: string; onInvalidation: (invalidation: Invalidation) => void },
  channel: string,
): Redis {
  const subscriber = new Redis(options.url, {
    retryStrategy: () => CONNECT_TIMEOUT_MS,
    maxRetriesPerRequest: null,
    enableReadyCheck: false,
    disableClientInfo: true,
  });
  subscriber.on('error', () => undefined);
  subscriber.on('message', (_channel, text) => {
    const invalidation = parseInvalidation(text);
    if (invalidation) options.onInvalidation(invalidation);
  });
  subscriber.subscribe(channel).catch(() => undefined);
  return subscriber;
}

const isRefusal = (error: unknown): boolean => error instanceof Error && error.name === 'ReplyError';

/** The library's own timeout takes a busy process for a silent Redis: timers run before the socket is read. */
function within<Value>(ms: number, work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const late = (): void => reject(new Error(`Redis did not answer within ${ms} ms`));
    const timer = setTimeout(() => setImmediate(() => setImmediate(late)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
