import type { PoolClient } from 'pg';
import type { ConnectionPool } from '../../src/platform/databases/pool.ts';

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * Shows each statement that connections of a pool are sent while the work runs, just before it is sent. What the
 * observer itself sends through `ask` comes first on the same connection, inside the same transaction.
 */
export async function observeStatements<Value>(
  pool: ConnectionPool,
  observe: (
    statement: Statement,
    ask: (text: string, values: readonly unknown[]) => Promise<unknown>,
  ) => void,
  work: () => Promise<Value>,
): Promise<Value> {
  const { connect, query: queryPool } = pool;
  pool.query = (async (text: string, values?: unknown[]) => {
    const client = await pool.connect();
    try {
      return await client.query(text, values);
    } finally {
      client.release();
    }
  }) as typeof queryPool;
  pool.connect = async () => {
    const client = await connect.call(pool);
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
    client.query = ((...args: unknown[]) => {
      observe(statementOf(args), (text, values) => query(text, [...values]));
      return query(...args);
    }) as PoolClient['query'];
    const release = client.release.bind(client);
    client.release = (error) => {
      client.query = query as PoolClient['query'];
      client.release = release;
      release(error);
    };
    return client;
  };
  try {
    return await work();
  } finally {
    pool.connect = connect;
    pool.query = queryPool;
  }
}

/** Sent as text and values, or as one object of them. */
function statementOf([first, second]: unknown[]): Statement {
  if (typeof first === 'string') return { text: first, values: Array.isArray(second) ? second : [] };
  const { text, values } = first as { text: string; values?: readonly unknown[] };
  return { text, values: values ?? [] };
}
