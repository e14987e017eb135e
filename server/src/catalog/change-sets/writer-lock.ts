import { sql, type Kysely } from 'kysely';
import type { PoolClient } from 'pg';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { AppError } from '../../platform/errors.ts';
import type { CatalogTables } from '../tables.ts';

/** One change set plans and applies at a time, so that the result is that of one after the other. */
export const WRITER_LOCK = `hashtext('change-set writer')`;

/** A connection that holds the writer's lock until it is closed, or its process ends. */
export async function holdWriterLock(pool: ConnectionPool): Promise<PoolClient> {
  const client = await pool.connect();
  try {
    await client.query(
      `set lock_timeout = 0; set statement_timeout = 0; select pg_advisory_lock(${WRITER_LOCK})`,
    );
    return client;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/**
 * For a transaction that takes away or joins what products refer to: an import that runs has looked it up already.
 * @throws AppError `catalog.busy`
 */
export async function requireNoImport(transaction: Kysely<CatalogTables>): Promise<void> {
  const { rows } = await sql<{
    free: boolean;
  }>`select pg_try_advisory_xact_lock(${sql.raw(WRITER_LOCK)}) as free`.execute(transaction);
  if (rows[0]!.free) return;
  throw new AppError('catalog.busy', {
    message: 'An import or an undo is writing products; try again when it is done',
    status: 409,
    retryable: true,
  });
}
