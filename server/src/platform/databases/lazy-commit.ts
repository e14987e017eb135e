import { sql } from 'kysely';

/**
 * For the RETURNING of a statement that is a transaction of its own: its commit does not wait for the disk. For what is
 * shown while work goes on, and found again by the work itself after a crash; whatever is committed later in the same
 * database says that it was kept (PostgreSQL, "Asynchronous Commit").
 */
export const lazily = sql<string>`set_config('synchronous_commit', 'off', true)`.as('lazily');
