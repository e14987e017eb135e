import { sql, type Kysely } from 'kysely';
import { beginOf, endOf, everyDay, type DayRange } from '../../platform/databases/day-range.ts';
import type { CatalogTables } from '../tables.ts';

export interface CatalogueDay {
  readonly day: string;
  /** Products that were made, by files and by hand. */
  readonly created: number;
  /** Products that were changed, once for each operation. */
  readonly changed: number;
}

/**
 * What operations did to the catalogue by day: by the index on change_sets.created_at, from the counts of their
 * batches. An edit has none; its one row of history says whether it made its product.
 */
export async function listCatalogueDays(db: Kysely<CatalogTables>, range: DayRange): Promise<CatalogueDay[]> {
  const { rows } = await sql<CatalogueDay>`
    with counted as (
      select (c.created_at at time zone ${range.timeZone})::date as day,
        coalesce(sum(b.created), 0) + count(*) filter (where e.kind = 'created') as created,
        coalesce(sum(b.changed), 0) + count(*) filter (where e.kind <> 'created') as changed
      from change_sets c
      left join lateral (
        select sum((b.counts ->> 'created')::int) as created,
          sum(coalesce(b.counts ->> 'reverted', b.counts ->> 'updated')::int) as changed
        from change_set_batches b where b.change_set_id = c.id and b.applied_at is not null) b on true
      left join lateral (
        select f.kind from field_changes f
        where c.kind = 'edit' and f.change_set_id = c.id and f.batch = 0 and f.at >= ${beginOf(range)} limit 1) e on true
      where c.created_at >= ${beginOf(range)} and c.created_at < ${endOf(range)}
      group by 1
    )
    select d.day::text as day, coalesce(c.created, 0)::float8 as created, coalesce(c.changed, 0)::float8 as changed
    from ${everyDay(range)} d left join counted c on c.day = d.day
    order by d.day
  `.execute(db);
  return rows;
}
