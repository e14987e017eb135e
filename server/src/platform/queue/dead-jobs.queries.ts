import type { QueryResultRow } from 'pg';
import type { DatabaseName } from '../databases/names.ts';
import type { ConnectionPool } from '../databases/pool.ts';
import { databaseOfQueue, deadLetterOf, queueNames } from './queue.ts';

export interface DeadJob {
  readonly id: string;
  readonly queue: string;
  /** The declared id of the job, as `imports.run-import`. */
  readonly job: string;
  readonly message: string | null;
  readonly diedAt: Date;
}

interface DeadRow extends QueryResultRow, Omit<DeadJob, 'queue'> {
  readonly name: string;
}

/** Jobs that were given up since a time, newest first, out of every database. */
export async function listDeadJobs(
  pools: Readonly<Record<DatabaseName, ConnectionPool>>,
  since: Date,
  limit: number,
): Promise<DeadJob[]> {
  const databases = [...new Set(Object.values(databaseOfQueue))];
  const found = await Promise.all(
    databases.map(async (database) => {
      const queues = queueNames.filter((queue) => databaseOfQueue[queue] === database);
      const { rows } = await pools[database].query<DeadRow>(
        `select id, name, data->>'job' as job, output->>'message' as message, created_on as "diedAt" from queue.job
         where name = any($1) and state = 'created' and created_on >= $2 order by created_on desc limit $3`,
        [queues.map(deadLetterOf), since, limit],
      );
      return rows;
    }),
  );
  return found.flat().map(({ name, ...job }) => ({ ...job, queue: name.replace(/_dead$/, '') }));
}
