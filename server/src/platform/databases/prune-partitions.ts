import { sql, type Kysely } from 'kysely';

/**
 * Makes the function that drops a month's partition. It runs with the rights of the role that migrated, because the
 * run-time role owns no tables; it takes nothing but months that are over, of tables that are partitioned by month.
 */
export async function createDropPartitionFunction(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function drop_month_partition(parent text, part text) returns void
    language plpgsql security definer set search_path = public as $$
    begin
      if part !~ ('^' || parent || '_[0-9]{4}_[0-9]{2}$')
        or not exists (select from pg_inherits where inhparent = to_regclass(quote_ident(parent)) and inhrelid = to_regclass(quote_ident(part)))
        or to_date(right(part, 7), 'YYYY_MM') + interval '1 month' > now() then
        raise exception '% is no past month of %', part, parent;
      end if;
      execute format('drop table %I', part);
    end $$
  `.execute(db);
}

export interface PrunedPartition {
  readonly name: string;
  readonly bytes: number;
}

/** Dropping waits for readers of the whole table, and lets others wait behind it: rather tomorrow than long. */
const LOCK_TIMEOUT = '2s';

/**
 * Drops the months that ended before a time, oldest first, each in a transaction of its own.
 * @param beforeDrop called in that transaction, while the rows are still there
 */
export async function prunePartitions(options: {
  db: Kysely<unknown>;
  table: string;
  before: Date;
  dryRun: boolean;
  beforeDrop?: (transaction: Kysely<unknown>, partition: string) => Promise<void>;
}): Promise<PrunedPartition[]> {
  const { db, table } = options;
  const { rows } = await sql<PrunedPartition>`
    select relname as name, pg_total_relation_size(c.oid)::float as bytes
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = ${table}::regclass and relname ~ ('^' || ${table} || '_[0-9]{4}_[0-9]{2}$')
      and to_date(right(relname, 7), 'YYYY_MM') + interval '1 month' <= least(${options.before}::timestamptz, now())
    order by relname`.execute(db);
  if (options.dryRun) return rows;
  for (const { name } of rows)
    await db.transaction().execute(async (transaction) => {
      await sql`select set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`.execute(transaction);
      await options.beforeDrop?.(transaction, name);
      await sql`select drop_month_partition(${table}, ${name})`.execute(transaction);
    });
  return rows;
}
