import type { ConnectionPool } from '../../src/platform/databases/pool.ts';

/** How many statements connections of a pool are sent while the work runs. */
export async function countStatements(pool: ConnectionPool, work: () => Promise<unknown>): Promise<number> {
  let statements = 0;
  const connect = pool.connect;
  pool.connect = async () => {
    const client = await connect.call(pool);
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = ((...args: unknown[]) => {
      statements++;
      return query(...args);
    }) as typeof client.query;
    const release = client.release.bind(client);
    client.release = (error) => {
      client.query = query as typeof client.query;
      client.release = release;
      release(error);
    };
    return client;
  };
  try {
    await work();
  } finally {
    pool.connect = connect;
  }
  return statements;
}
