import { LRUCache } from 'lru-cache';
import type { DatabaseName } from '../databases/names.ts';
import { cacheTypeNames, cacheTypes, typesOf, type CacheType } from './cache-types.ts';
import type { Codec } from './codecs.ts';
import type { Invalidation } from './invalidation.ts';
import type { InvalidationHandlers, InvalidationListener } from './invalidation-listener.ts';
import type { RedisHealth, RedisLevel } from './redis-level.ts';

/** Values of one type. */
export interface CacheRegion<Value> {
  /** The value, from memory, from Redis, or loaded; one load at a time. What `load` throws is not kept. */
  read(key: string, load: () => Promise<Value>): Promise<Value>;
}

export interface TypeCounts {
  /** Answered from memory, from Redis, by a load that ran already, and by a load of their own. */
  readonly l1: number;
  readonly l2: number;
  readonly shared: number;
  readonly loaded: number;
}

export interface CacheStats {
  readonly types: Readonly<Record<CacheType, TypeCounts>>;
  readonly l1: { readonly entries: number; readonly bytes: number };
  /** Databases whose changes are heard. */
  readonly listening: readonly DatabaseName[];
  /** Null where there is no Redis, or nothing was read yet. */
  readonly redisUp: boolean | null;
}

export interface Cache {
  region<Value>(type: CacheType, codec: Codec<Value>): CacheRegion<Value>;
  /**
   * Called after the commit: whoever reads here from now on reads the change. Other processes hear of it by the
   * announcement in the transaction (`announceInvalidations`), without which a change must not be.
   */
  forget(...invalidations: Invalidation[]): void;
  stats(): CacheStats;
  redisHealth(): Promise<RedisHealth>;
  close(): Promise<void>;
}

export interface CacheOptions {
  /** Null without Redis. Opened by the first read, as is a database's listener: a command that reads nothing opens none. */
  readonly openRedis: ((onInvalidation: (invalidation: Invalidation) => void) => RedisLevel) | null;
  readonly openListener: (database: DatabaseName, handlers: InvalidationHandlers) => InvalidationListener;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

const L1_TTL_MS = 60_000;
/** How long a value is trusted of which no listener says that it still holds; the promise is 5 s. */
const UNPROVEN_MS = 2_000;
/** 64 MiB hold some 25,000 products; either bound may come first. */
const L1_ENTRIES = 50_000;
const L1_BYTES = 64 * 1024 ** 2;
/** A larger one would push out a hundred others. */
const L1_ENTRY_BYTES = 512 * 1024;

interface Entry {
  readonly value: unknown;
  readonly generation: number;
  /** When its load began: whatever was committed before is in it. */
  readonly loadedAt: number;
  readonly bytes: number;
}

interface Fetched {
  readonly value: unknown;
  readonly bytes: number;
}

interface Flight {
  readonly type: CacheType;
  readonly promise: Promise<Fetched>;
}

/** Cache-aside over two levels: memory for 60 s at most, then Redis, then the load. */
export function createCache(options: CacheOptions): Cache {
  const { now } = options;
  const kept = new LRUCache<string, Entry>({
    max: L1_ENTRIES,
    maxSize: L1_BYTES,
    maxEntrySize: L1_ENTRY_BYTES,
    sizeCalculation: (entry) => entry.bytes,
  });
  const flights = new Map<string, Flight>();
  const generations = forEachType(() => 0);
  const counts = forEachType(() => ({ l1: 0, l2: 0, shared: 0, loaded: 0 }));
  const listeners = new Map<DatabaseName, InvalidationListener>();
  let redis: RedisLevel | null = null;

  function forgetHere({ type, key }: Invalidation): void {
    if (key !== undefined) {
      kept.delete(nameOf(type, key));
      // Its load may have read the old value: it ends for those who wait, but is not kept.
      flights.delete(nameOf(type, key));
      return;
    }
    generations[type]++;
    for (const [name, flight] of flights) if (flight.type === type) flights.delete(name);
  }
  const forgetBoth = (invalidations: readonly Invalidation[]): void => {
    invalidations.forEach(forgetHere);
    redis?.forget(invalidations);
  };
  const openRedis = (): RedisLevel | null => (redis ??= options.openRedis?.(forgetHere) ?? null);

  /** How long ago it was certain that no change went unheard. */
  function silence(type: CacheType): number {
    const { database } = cacheTypes[type];
    let listener = listeners.get(database);
    if (!listener) {
      const all = typesOf(database).map((each) => ({ type: each }));
      listener = options.openListener(database, {
        onConnected: () => forgetBoth(all),
        onInvalidation: (invalidation) => forgetBoth([invalidation]),
      });
      listeners.set(database, listener);
    }
    return now() - listener.provenAt();
  }

  function isGood(entry: Entry, type: CacheType): boolean {
    const age = now() - entry.loadedAt;
    return (
      entry.generation === generations[type] &&
      age < Math.min(L1_TTL_MS, cacheTypes[type].seconds * 1_000) &&
      (age < UNPROVEN_MS || silence(type) < UNPROVEN_MS)
    );
  }

  async function fetch<Value>(
    type: CacheType,
    key: string,
    codec: Codec<Value>,
    load: () => Promise<Value>,
  ): Promise<Fetched> {
    // Redis holds what this process let stand: without its listener it cannot know what is old there.
    const found = silence(type) < UNPROVEN_MS ? await openRedis()?.read(type, key) : null;
    if (found && 'bytes' in found) {
      const value = decode(codec, found.bytes);
      if (value) {
        counts[type].l2++;
        return { value: value.value, bytes: found.bytes.length };
      }
    }
    counts[type].loaded++;
    const value = await load();
    const encoded = codec.encode(value);
    if (found && 'lease' in found) void redis?.write(type, key, found.lease, encoded);
    return { value, bytes: encoded.length };
  }

  return {
    region: <Value>(type: CacheType, codec: Codec<Value>) => ({
      async read(key: string, load: () => Promise<Value>): Promise<Value> {
        const name = nameOf(type, key);
        const entry = kept.get(name);
        if (entry && isGood(entry, type)) {
          counts[type].l1++;
          return entry.value as Value;
        }
        const running = flights.get(name);
        if (running) {
          counts[type].shared++;
          return (await running.promise).value as Value;
        }
        const [loadedAt, generation] = [now(), generations[type]];
        const flight: Flight = { type, promise: fetch(type, key, codec, load) };
        flights.set(name, flight);
        try {
          const { value, bytes } = await flight.promise;
          const stands = flights.get(name) === flight;
          if (stands) kept.set(name, { value, generation, loadedAt, bytes: bytes + name.length });
          return value as Value;
        } finally {
          if (flights.get(name) === flight) flights.delete(name);
        }
      },
    }),
    forget(...invalidations) {
      forgetBoth(invalidations);
      redis?.publish(invalidations);
    },
    stats: () => ({
      types: structuredClone(counts),
      l1: { entries: kept.size, bytes: kept.calculatedSize },
      listening: [...listeners]
        .filter(([, each]) => now() - each.provenAt() < UNPROVEN_MS)
        .map(([name]) => name),
      redisUp: redis?.isUp() ?? null,
    }),
    redisHealth: async () => (await openRedis()?.health()) ?? { status: 'off', latencyMs: null },
    async close() {
      await Promise.all([...[...listeners.values()].map((listener) => listener.close()), redis?.close()]);
    },
  };
}

const nameOf = (type: CacheType, key: string): string => `${type} ${key}`;

const forEachType = <Value>(make: () => Value): Record<CacheType, Value> =>
  Object.fromEntries(cacheTypeNames.map((type) => [type, make()])) as Record<CacheType, Value>;

/** Another release may have written it in another way. */
function decode<Value>(codec: Codec<Value>, bytes: Buffer): { value: Value } | null {
  try {
    return { value: codec.decode(bytes) };
  } catch {
    return null;
  }
}
