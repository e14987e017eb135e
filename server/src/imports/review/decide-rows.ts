import type { Kysely } from 'kysely';
import type { MatchDecision, ReviewRow } from '../../catalog/index.ts';
import { AppError } from '../../platform/errors.ts';
import type { Origin } from '../../platform/origin.ts';
import { originColumns, updateJob, type ImportJobRow } from '../jobs/import-job.queries.ts';
import type { ImportsTables } from '../tables.ts';

/** What a person says about one row of a file. */
export interface RowDecision {
  readonly line: number;
  readonly action: MatchDecision['action'];
  /** For `product`. */
  readonly productId?: string | undefined;
}

/** Nothing was applied yet: the file is planned anew, by what was decided. */
const planned = ['planned', 'held_by_guard', 'awaiting_confirmation'] as const;
/** The rest was applied: the rows follow, as part of the same operation. */
const ended = ['completed', 'completed_with_errors'] as const;

const isOne = (statuses: readonly string[], { status }: ImportJobRow): boolean => statuses.includes(status);

export const isPlanned = (job: ImportJobRow): boolean => isOne(planned, job);

/** Whom the rows of a job belong to, as the catalogue keeps decisions. */
export const ownerOf = ({ supplier_id }: ImportJobRow): string => supplier_id ?? 'own';

/**
 * Turns what was said of lines into what is kept of rows.
 * @throws AppError `imports.review_*` for a line that does not wait, or what its codes do not allow
 */
export function toDecisions(
  decisions: readonly RowDecision[],
  waiting: readonly ReviewRow[],
): MatchDecision[] {
  const rows = new Map(waiting.map((row) => [row.line, row]));
  return decisions.map(({ line, action, productId }) => {
    const row = rows.get(line);
    if (!row)
      throw new AppError('imports.review_unknown_line', {
        message: `Line ${line} does not wait for a decision`,
        params: { line },
        status: 422,
      });
    if (action === 'product') requireOwnReference(row, productId!);
    if (action === 'create') requireFreeCodes(row);
    return { key: row.key, action, productId: action === 'product' ? productId! : null };
  });
}

/** One reference of a supplier is one offer, of one product. */
function requireOwnReference({ line, row, candidates }: ReviewRow, productId: string): void {
  const holder = candidates.find(({ by }) => by.includes('supplierReference'));
  if (!holder || holder.id === productId) return;
  const reference = row['supplierReference'];
  throw new AppError('imports.review_reference_taken', {
    message: `Line ${line}: the reference "${reference}" is that of ${holder.sku}. Rename that reference, merge the two products, or choose ${holder.sku}`,
    params: { line, reference, productId: holder.id },
    status: 422,
  });
}

/** A code means one product only. */
function requireFreeCodes({ line, row, candidates }: ReviewRow): void {
  const codes = ['gtin', 'sku', 'supplierReference'] as const;
  for (const candidate of candidates)
    for (const code of codes)
      if (candidate.by.includes(code))
        throw new AppError('imports.review_code_taken', {
          message: `Line ${line}: its ${code} "${row[code]}" is that of ${candidate.sku}, so no other product can be made with it; choose a product or ignore the row`,
          params: { line, field: code, productId: candidate.id },
          status: 422,
        });
}

/** Decisions are kept; now the job goes on with them. @returns the plan that is no longer asked for */
export async function goOnWithDecisions(
  transaction: Kysely<ImportsTables>,
  job: ImportJobRow,
  origin: Origin,
): Promise<string | null> {
  const again = isPlanned(job)
    ? ({ plan_id: null, staged: null } as const)
    : ({ mode: 'review', decision: null } as const);
  const values = { ...again, status: 'queued', finished_at: null, ...originColumns(origin) } as const;
  const moved = await updateJob(transaction, job.id, values, isPlanned(job) ? planned : ended).catch(
    (error: unknown) => {
      if ((error as { code?: string }).code === '23505') return undefined;
      throw error;
    },
  );
  if (!moved)
    throw new AppError('imports.state', {
      message: 'It went on meanwhile, or the same file is being imported right now; look again',
      params: { id: job.id },
    });
  return isPlanned(job) ? job.plan_id : null;
}

/** @throws AppError `imports.state` for a job whose rows cannot be decided about now */
export function requireDecidable(job: ImportJobRow): void {
  if (isPlanned(job) || isOne(ended, job)) return;
  throw new AppError('imports.state', {
    message: `The import is ${job.status}; its rows are decided about once it is planned or completed`,
    params: { status: job.status },
  });
}
