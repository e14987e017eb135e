import { setImmediate as turn } from 'node:timers/promises';
import pg, { type PoolClient } from 'pg';
import { AppError } from '../errors.ts';
import type { DatabaseName } from './names.ts';
import { observeQueries, type PoolObserver } from './observe-pool.ts';

export interface PoolOptions {
  readonly name: DatabaseName;
  readonly url: string;
  /** Idle connections kept. */
  readonly size: number;
  /** More connections under load; they close again when idle. */
  readonly overflow: number;
  /** Longest wait for a connection. */
  readonly timeoutMs: number;
  /** Age at which a connection is replaced. */
  readonly recycleMs: number;
  /** 0 for batch work, whose statements run as long as they need. */
  readonly statementTimeoutMs: number;
  /** How long a connection above `size` stays open unused. */
  readonly overflowIdleMs?: number;
  readonly observer?: PoolObserver | undefined;
}

/** A pool as Kysely takes it, whose connections are alive when they are handed out. */
export interface ConnectionPool {
  readonly name: DatabaseName;
  connect(): Promise<PoolClient>;
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<pg.QueryResult<Row>>;
  stats(): { total: number; idle: number; waiting: number };
  end(): Promise<void>;
}

/** A connection unused for a second is asked before it is handed out: its other end may have gone without a word. */
const FRESH_MS = 1_000;

// Decimals stay text: money never passes through a float. int8 is a number where it is exact.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : text;
});
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

export function createPool(options: PoolOptions): ConnectionPool {
  const pool = new pg.Pool({
    connectionString: options.url,
    min: options.size,
    max: options.size + options.overflow,
    idleTimeoutMillis: options.overflowIdleMs ?? 10_000,
    connectionTimeoutMillis: options.timeoutMs,
    maxLifetimeSeconds: Math.max(1, Math.round(options.recycleMs / 1000)),
    application_name: `products-manager/${options.name}`,
    options: [
      '-c timezone=UTC',
      '-c idle_in_transaction_session_timeout=60s',
      '-c lock_timeout=30s',
      `-c statement_timeout=${options.statementTimeoutMs}`,
    ].join(' '),
    allowExitOnIdle: true,
  });
  // A connection that ends while idle is dropped by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  // One that ends while it is lent out fails the query that runs on it; the same error is an event of the client too.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const { observer } = options;
  if (observer) pool.on('connect', (client) => observeQueries(client, options.name, observer));
  const usedAt = new WeakMap<PoolClient, number>();
  pool.on('release', (_error, client) => usedAt.set(client as PoolClient, Date.now()));

  async function connect(): Promise<PoolClient> {
    // One more than the pool can hold: every dead connection is met once at most.
    // The end of a backend that was terminated waits in the socket; two turns of the event loop read it, and the
    // pool drops the connection by itself.
    await turn();
    await turn();
    for (let tries = 0; tries <= options.size + options.overflow; tries++) {
      const asked = performance.now();
      const client = await pool
        .connect()
        .catch((cause: unknown) => {
          throw unavailable(options.name, cause);
        })
        .finally(() => observer?.waited(options.name, (performance.now() - asked) / 1000));
      const last = usedAt.get(client);
      if (last === undefined || Date.now() - last < FRESH_MS) return client;
      if (await isAlive(client)) return client;
      client.release(true);
    }
    throw unavailable(options.name, new Error('no connection answers'));
  }

  return {
    name: options.name,
    connect,
    async query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]) {
      const client = await connect();
      let failed = false;
      try {
        return await client.query<Row>(text, values);
      } catch (error) {
        failed = true;
        throw error;
      } finally {
        client.release(failed);
      }
    },
    stats: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    end: () => pool.end(),
  };
}

async function isAlive(client: PoolClient): Promise<boolean> {
  try {
    await client.query('');
    return true;
  } catch {
    return false;
  }
}

function unavailable(name: DatabaseName, cause: unknown): AppError {
  return new AppError('database.unavailable', {
    message: `The database ${name} does not answer: ${cause instanceof Error ? cause.message : String(cause)}`,
    params: { part: name },
    cause,
    retryable: true,
  });
}
