import { CompiledQuery, type Kysely } from 'kysely';
import type { PoolClient, QueryResultRow } from 'pg';
import type { ConnectionPool } from './pool.ts';

/** SQL by hand: on a pool, on a connection, or in a transaction of Kysely (`within`). */
export interface Statements {
  query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>;
}

/** A Kysely transaction for SQL by hand, so that it is written with what Kysely writes or not at all. */
export const within = <Tables>(transaction: Kysely<Tables>): Statements => ({
  query: async <Row extends QueryResultRow>(text: string, values: unknown[] = []) =>
    transaction.executeQuery<Row>(CompiledQuery.raw(text, values)),
});

/** One view of those who write through Kysely and those who hold a connection. */
export interface Transactions<Transaction> {
  run<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  statements(transaction: Transaction): Statements;
}

export const kyselyTransactions = <Tables>(db: Kysely<Tables>): Transactions<Kysely<Tables>> => ({
  run: (work) => db.transaction().execute(work),
  statements: within,
});

/** Commits what `work` did on one connection, or nothing of it. */
export async function inTransaction<Result>(
  pool: ConnectionPool,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    broken = false;
    return result;
  } catch (error) {
    // One that cannot roll back is closed instead of going back to the pool in the middle of something.
    broken = await client.query('rollback').then(
      () => false,
      () => true,
    );
    throw error;
  } finally {
    client.release(broken);
  }
}
