import { sql, type Kysely } from 'kysely';
import type { ImportsTables } from '../tables.ts';

export interface FindingGroup {
  readonly cause: string;
  readonly field: string | null;
  readonly header: string | null;
  readonly severity: 'error' | 'warning' | 'repaired';
  readonly count: number;
  readonly firstLine: number | null;
  readonly distinct: number;
  readonly params: Readonly<Record<string, unknown>>;
  readonly suggestion: string | null;
  /** The most frequent ones. */
  readonly values: readonly { value: string; count: number }[];
}

/** Values shown of one group, and so the words that can be given a meaning in one step. */
const SHOWN_VALUES = 20;

/** The findings of a job by cause and column, most first; one scan of its errors. */
export async function groupFindings(db: Kysely<ImportsTables>, jobId: string): Promise<FindingGroup[]> {
  const { rows } = await sql<FindingGroup>`
    with cells as (
      select cause, field, header, severity, value, count(*)::int as count, min(line) as line,
        (array_agg(params order by line))[1] as params, (array_agg(suggestion order by line))[1] as suggestion
      from import_errors where job_id = ${jobId} group by cause, field, header, severity, value
    ), ranked as (
      select *, row_number() over (partition by cause, field, header, severity order by count desc, line) as rank from cells
    )
    select cause, field, header, severity, sum(count)::int as count, min(line) as "firstLine",
      count(value)::int as distinct,
      (array_agg(params order by line))[1] as params, (array_agg(suggestion order by line))[1] as suggestion,
      coalesce(jsonb_agg(jsonb_build_object('value', value, 'count', count) order by rank)
        filter (where value is not null and rank <= ${SHOWN_VALUES}), '[]') as values
    from ranked group by cause, field, header, severity
    order by severity = 'error' desc, sum(count) desc, cause, field
  `.execute(db);
  return rows;
}
