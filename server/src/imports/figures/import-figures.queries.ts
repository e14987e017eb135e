import { sql, type Kysely } from 'kysely';
import { beginOf, endOf, everyDay, type DayRange } from '../../platform/databases/day-range.ts';
import type { ImportsTables } from '../tables.ts';

type Executor = Kysely<ImportsTables>;

/** Imports by the day they were asked for, and the rows of those that were applied. */
export interface ImportDay {
  readonly day: string;
  readonly completed: number;
  readonly completedWithErrors: number;
  readonly failed: number;
  /** Waiting, running, cancelled, taken back, or the same content as last time. */
  readonly other: number;
  readonly rows: Readonly<Record<'read' | 'created' | 'updated' | 'rejected', number>>;
}

const applied = sql`status in ('completed', 'completed_with_errors')`;
// Sums of integers are bigints, which the driver hands over as text; a double is exact up to 2^53.
const sumOf = (name: string) =>
  sql`coalesce(sum((rows ->> ${name}::text)::int) filter (where ${applied}), 0)::float8`;

/** By the index on created_at. */
export async function listImportDays(db: Executor, range: DayRange): Promise<ImportDay[]> {
  const { rows } = await sql<ImportDay>`
    with counted as (
      select (created_at at time zone ${range.timeZone})::date as day,
        count(*) filter (where status = 'completed')::int as completed,
        count(*) filter (where status = 'completed_with_errors')::int as completed_with_errors,
        count(*) filter (where status = 'failed')::int as failed,
        count(*) filter (where status not in ('completed', 'completed_with_errors', 'failed'))::int as other,
        jsonb_build_object('read', ${sumOf('read')}, 'created', ${sumOf('created')},
          'updated', ${sumOf('updated')}, 'rejected', ${sumOf('rejected')}) as rows
      from import_jobs
      where created_at >= ${beginOf(range)} and created_at < ${endOf(range)}
      group by 1
    )
    select d.day::text as day, coalesce(c.completed, 0) as completed,
      coalesce(c.completed_with_errors, 0) as "completedWithErrors", coalesce(c.failed, 0) as failed,
      coalesce(c.other, 0) as other,
      coalesce(c.rows, '{"read": 0, "created": 0, "updated": 0, "rejected": 0}') as rows
    from ${everyDay(range)} d left join counted c on c.day = d.day
    order by d.day
  `.execute(db);
  return rows;
}

/** Why rows were rejected: rows and imports by cause. */
export interface RejectionCause {
  readonly cause: string;
  readonly rows: number;
  readonly imports: number;
}

/** The most frequent first, from the books of ended imports: their rejected rows themselves may be many millions. */
export async function listRejectionCauses(
  db: Executor,
  range: DayRange,
  limit: number,
): Promise<RejectionCause[]> {
  const { rows } = await sql<RejectionCause>`
    select e ->> 'cause' as cause, sum((e ->> 'count')::int)::float8 as rows, count(*)::int as imports
    from import_jobs j cross join lateral jsonb_array_elements(j.errors) e
    where j.created_at >= ${beginOf(range)} and j.created_at < ${endOf(range)}
      and j.status in ('completed', 'completed_with_errors')
    group by 1 order by 2 desc, 1 limit ${limit}
  `.execute(db);
  return rows;
}

export interface OpenImport {
  readonly kind: 'import.held' | 'import.failed' | 'import.rows' | 'import.planned';
  readonly id: string;
  readonly name: string;
  readonly supplierId: string | null;
  readonly supplierName: string | null;
  readonly since: Date;
  /** That wait to be decided about. */
  readonly rows: number;
  /** Of its kind, also those that are not among the answer. */
  readonly count: number;
}

/**
 * What waits for a person, the newest of each kind: by the index over waiting imports, and failed ones by that on
 * created_at, as far as no later import of the same supplier and source went well.
 */
export async function listOpenImports(
  db: Executor,
  { failedSince, limit }: { failedSince: Date; limit: number },
): Promise<OpenImport[]> {
  const { rows } = await sql<OpenImport>`
    with waiting as (
      select id, file_id, supplier_id, supplier_name, coalesce(finished_at, created_at) as since, rows,
        case when status = 'held_by_guard' then 'import.held'
          when status in ('planned', 'awaiting_confirmation') then 'import.planned' else 'import.rows' end as kind
      from import_jobs
      where (status in ('planned', 'awaiting_confirmation', 'held_by_guard') or (rows ->> 'review')::int > 0)
        and status not in ('undone', 'undoing')
      union all
      select id, file_id, supplier_id, supplier_name, coalesce(finished_at, created_at), rows, 'import.failed'
      from import_jobs j
      where j.created_at >= ${failedSince} and j.status = 'failed' and coalesce((j.rows ->> 'review')::int, 0) = 0
        and not exists (
          select from import_jobs l
          where l.id > j.id and l.supplier_id is not distinct from j.supplier_id
            and l.source_id is not distinct from j.source_id
            and l.status in ('completed', 'completed_with_errors'))
    ), placed as (
      select *, count(*) over (partition by kind)::int as count,
        row_number() over (partition by kind order by id desc) as place
      from waiting
    )
    select p.kind, p.id, f.name, p.supplier_id as "supplierId", p.supplier_name as "supplierName", p.since,
      coalesce((p.rows ->> 'review')::int, 0) as rows, p.count
    from placed p join import_files f on f.id = p.file_id
    where p.place <= ${limit}
    order by p.id desc
  `.execute(db);
  return rows;
}

export interface TroubledSource {
  readonly id: string;
  readonly name: string;
  readonly state: 'active' | 'broken';
  readonly since: Date;
}

/** Sources that cannot be read, or miss their rhythm; the longest first. */
export async function listTroubledSources(db: Executor, now: Date): Promise<TroubledSource[]> {
  const { rows } = await sql<TroubledSource>`
    select id, name, state, coalesce(last_file_at, created_at) as since
    from import_sources
    where state = 'broken' or (state = 'active' and expected_hours is not null
      and coalesce(last_file_at, created_at) + expected_hours * interval '1 hour' < ${now})
    order by since, id
  `.execute(db);
  return rows;
}
