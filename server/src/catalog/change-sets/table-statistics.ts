import type { PoolClient } from 'pg';

/** A table that doubled since the planner last looked at it, and more than this, is planned wrongly. */
const GROWN_PAGES = 50;

/**
 * Statistics targets: 300 rows of a table say how large it is and that its keys are distinct, for which a load
 * under way need not stop for 50 ms; autovacuum takes the usual 30,000 when it comes.
 */
const sampleOf = { glance: 1, closely: 10 } as const;

/**
 * Analyses the catalogue's tables that have doubled since they were last analysed. Autovacuum does it a minute or
 * two later; until then a bulk load into an empty catalogue is planned as if its tables were small, which made the
 * first search documents take a minute instead of twenty seconds, and the next import twelve seconds instead of five.
 *
 * @param tables those to look at; all of them unless said
 */
export async function analyseGrownTables(
  client: Pick<PoolClient, 'query'>,
  look: keyof typeof sampleOf,
  tables: readonly string[] | null = null,
): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
       and pg_relation_size(c.oid) / current_setting('block_size')::int > 2 * greatest(c.relpages, 0) + ${GROWN_PAGES}
       and ($1::text[] is null or c.relname = any($1))`,
    [tables],
  );
  if (rows.length === 0) return;
  await client.query(
    `set default_statistics_target = ${sampleOf[look]}; ${rows.map(({ name }) => `analyze ${name}`).join('; ')}; reset default_statistics_target`,
  );
}
