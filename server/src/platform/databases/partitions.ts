import { sql, type Kysely } from 'kysely';

/**
 * Makes the function that makes the month's partition of a table. It runs with the rights of the role that
 * migrated, because the run-time role makes no tables; rows that already went to the default partition are moved.
 * @param refuseChange trigger function that raises, for a table whose rows may not be changed: moving them is all
 *   that its triggers are off for, in this transaction and under its lock, and each partition gets the trigger
 *   against emptying, which is not inherited
 */
export async function createPartitionFunction(db: Kysely<unknown>, refuseChange?: string): Promise<void> {
  const guarded = (statement: string) => sql.raw(refuseChange === undefined ? '' : statement);
  await sql`
    create function ensure_month_partition(parent text, month date) returns boolean
    language plpgsql security definer set search_path = public as $$
    declare
      first date := date_trunc('month', month)::date;
      after date := (date_trunc('month', month) + interval '1 month')::date;
      part text := parent || '_' || to_char(first, 'YYYY_MM');
      rest text := parent || '_default';
    begin
      if to_regclass(quote_ident(part)) is not null then return false; end if;
      if not exists (select from pg_partitioned_table where partrelid = to_regclass(quote_ident(parent))) then
        raise exception 'table % is not partitioned', parent;
      end if;
      perform pg_advisory_xact_lock(hashtext('partition ' || parent));
      if to_regclass(quote_ident(part)) is not null then return false; end if;
      execute format('create table %I (like %I including defaults)', part, parent);
      ${guarded(`execute format('alter table %I disable trigger user', rest);`)}
      execute format('with moved as (delete from %I where at >= %L and at < %L returning *) insert into %I select * from moved',
        rest, first, after, part);
      ${guarded(`execute format('alter table %I enable trigger user', rest);`)}
      execute format('alter table %I attach partition %I for values from (%L) to (%L)', parent, part, first, after);
      ${guarded(`execute format('create trigger %I before truncate on %I for each statement execute function %I()',
        part || '_no_truncate', part, '${refuseChange ?? ''}');`)}
      return true;
    end $$
  `.execute(db);
}

export interface PartitionReport {
  readonly created: string[];
  /** Tables whose default partition holds rows: their month has no partition. */
  readonly overflowing: { table: string; rows: number }[];
}

/** Makes the partitions of the present month and the following ones; called daily, three months ahead. */
export async function ensurePartitions(options: {
  db: Kysely<unknown>;
  tables: readonly string[];
  now: Date;
  monthsAhead: number;
}): Promise<PartitionReport> {
  const report: PartitionReport = { created: [], overflowing: [] };
  for (const table of options.tables) {
    const held = await sql<{ rows: number }>`
      select count(*) as rows from (select 1 from ${sql.table(`${table}_default`)} limit 100000) d`.execute(
      options.db,
    );
    const rows = Number(held.rows[0]?.rows ?? 0);
    if (rows > 0) report.overflowing.push({ table, rows });
    for (let ahead = 0; ahead <= options.monthsAhead; ahead++) {
      const month = new Date(Date.UTC(options.now.getUTCFullYear(), options.now.getUTCMonth() + ahead, 1));
      const made = await sql<{ made: boolean }>`
        select ensure_month_partition(${table}, ${month.toISOString().slice(0, 10)}::date) as made`.execute(
        options.db,
      );
      if (made.rows[0]?.made)
        report.created.push(`${table}_${month.toISOString().slice(0, 7).replace('-', '_')}`);
    }
  }
  return report;
}
