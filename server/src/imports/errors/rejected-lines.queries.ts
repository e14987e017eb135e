import { sql, type Kysely } from 'kysely';
import type { ImportsTables } from '../tables.ts';

type Executor = Kysely<ImportsTables>;

/** A row is rejected where one of its findings is an error. In order. */
export async function rejectedLines(db: Executor, jobId: string): Promise<number[]> {
  const rows = await db
    .selectFrom('import_errors')
    .select('line')
    .distinct()
    .where('job_id', '=', jobId)
    .where('severity', '=', 'error')
    .orderBy('line')
    .execute();
  return rows.map(({ line }) => line);
}

export interface LineFinding {
  readonly line: number;
  readonly header: string | null;
  readonly value: string | null;
  readonly cause: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly suggestion: string | null;
}

/** Why the rows between two lines were rejected. */
export const findingsBetween = (
  db: Executor,
  jobId: string,
  range: { from: number; to: number },
): Promise<LineFinding[]> =>
  db
    .selectFrom('import_errors')
    .select(['line', 'header', 'value', 'cause', 'params', 'suggestion'])
    .where('job_id', '=', jobId)
    .where('severity', '=', 'error')
    .where('line', '>=', range.from)
    .where('line', '<=', range.to)
    .orderBy('line')
    .orderBy(sql`coalesce("column", 0)`)
    .execute();
