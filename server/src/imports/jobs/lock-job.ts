import type { PoolClient } from 'pg';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { AppError } from '../../platform/errors.ts';

/** One process runs a job. The lock ends with its connection, also after kill -9. */
export async function lockJob(pool: ConnectionPool, jobId: string) {
  const client = await pool.connect();
  const { rows } = await client.query<{ locked: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as locked',
    [jobId],
  );
  if (rows[0]?.locked) return client;
  client.release();
  throw new AppError('imports.conflict', {
    message: `The import ${jobId} is running in another process`,
    params: { id: jobId },
  });
}

/** Who asks for the lock from now on has it: the end of a connection reaches the server a moment later. */
export async function unlockJob(client: PoolClient): Promise<void> {
  await client.query('select pg_advisory_unlock_all()').catch(() => undefined);
  client.release(true);
}
