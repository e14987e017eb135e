import { sql, type AliasedRawBuilder } from 'kysely';
import type { Client, QueryResultRow } from 'pg';
import type { CacheType } from './cache-types.ts';
import { formatInvalidation, type Invalidation } from './invalidation.ts';

export const INVALIDATION_CHANNEL = 'cache_invalidations';

/** A connection or a pool. */
interface Executor {
  query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>;
}

/** Called in the transaction of the change: caches hear of it with the commit, or never. */
export async function announceInvalidations(
  client: Executor,
  invalidations: readonly Invalidation[],
): Promise<void> {
  await client.query(`select pg_notify('${INVALIDATION_CHANNEL}', x) from unnest($1::text[]) as x`, [
    invalidations.map(formatInvalidation),
  ]);
}

/**
 * For the RETURNING of a statement: the row's change is told with its commit, without a statement more.
 * @param column whose value is the key; absent: all of the type
 */
export function announcing(type: CacheType, column?: string): AliasedRawBuilder<string, 'announced'> {
  const payload =
    column === undefined ? sql`${type}::text` : sql`${`${type} `}::text || ${sql.ref(column)}::text`;
  return sql<string>`pg_notify(${INVALIDATION_CHANNEL}, ${payload})`.as('announced');
}

export async function listen(client: Client): Promise<void> {
  await client.query(`listen ${INVALIDATION_CHANNEL}`);
}

/** Answers after every notification of what was committed before it. */
export async function proveConnection(client: Client): Promise<void> {
  await client.query('select 1');
}
