import type { Executor } from '../products/product.queries.ts';
import {
  findCreation,
  firstOldValues,
  listValueChanges,
  type ValueChange,
  type ValuePage,
  type ValueSubject,
} from './value-history.queries.ts';

/** Of a field's change: when, from what to what, and which file, line or person did it. */
export interface ValuePoint {
  readonly at: string;
  readonly field: string;
  readonly old: unknown;
  readonly new: unknown;
  readonly operationId: string;
  readonly cause: {
    readonly kind: string;
    readonly supplier: string | null;
    readonly file: string | null;
    readonly line: number | null;
    readonly by: string;
  };
}

/**
 * How values moved over time, newest first. A creation stores no values: they are those before the first change, or
 * the present ones where there was none.
 */
export async function valueHistory(
  db: Executor,
  subject: ValueSubject & { readonly present: () => Promise<Readonly<Record<string, unknown>>> },
  page: ValuePage,
): Promise<{ points: ValuePoint[]; next: readonly [string, string] | null }> {
  const found = await listValueChanges(db, subject, { ...page, limit: page.limit + 1 });
  const shown = found.slice(0, page.limit);
  const last = shown.at(-1);
  if (found.length > page.limit && last) return { points: shown.map(pointOf), next: [last.at, last.field] };
  const first = await firstValues(db, subject, page);
  return { points: [...shown, ...first].map(pointOf), next: null };
}

/** On the last page, however many there are: a product has some prices, not thousands. */
async function firstValues(
  db: Executor,
  subject: ValueSubject & { readonly present: () => Promise<Readonly<Record<string, unknown>>> },
  { from, to }: ValuePage,
): Promise<ValueChange[]> {
  const creation = await findCreation(db, subject);
  if (!creation || (from !== null && creation.at < from) || (to !== null && creation.at >= to)) return [];
  const values = new Map<string, unknown>(Object.entries(await subject.present()));
  for (const [field, old] of await firstOldValues(db, subject)) values.set(field, old);
  return [...values]
    .filter(([field, value]) => value !== null && new RegExp(subject.fields).test(field))
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([field, value]) => ({ ...creation, field, old: null, new: value }));
}

const pointOf = ({ at, field, old, new: value, operationId, ...cause }: ValueChange): ValuePoint => ({
  at,
  field,
  old,
  new: value,
  operationId,
  cause: {
    kind: cause.cause,
    supplier: cause.supplier,
    file: cause.file,
    line: cause.line,
    by: cause.by,
  },
});
