import type { ConnectionPool } from '../../src/platform/databases/pool.ts';
import { observeStatements } from './observe-statements.ts';

/** How many statements connections of a pool are sent while the work runs. */
export async function countStatements(pool: ConnectionPool, work: () => Promise<unknown>): Promise<number> {
  let statements = 0;
  await observeStatements(pool, () => statements++, work);
  return statements;
}
