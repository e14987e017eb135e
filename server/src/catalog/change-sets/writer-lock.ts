import type { PoolClient } from 'pg';
import type { ConnectionPool } from '../../platform/databases/pool.ts';

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
