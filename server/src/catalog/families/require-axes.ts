import { AppError } from '../../platform/errors.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import { findAttributes } from './family.queries.ts';

/** What tells variants apart is chosen or measured, and the same for every reader. */
const axisTypes = new Set(['option', 'boolean', 'measure', 'number', 'reference']);

/** @throws AppError `families.attribute` for attributes that cannot be axes, or one that is an axis twice */
export async function requireAxes(transaction: Executor, axes: readonly string[]): Promise<void> {
  refuse(
    'is an axis twice',
    axes.filter((code, i) => axes.indexOf(code) !== i),
  );
  const known = new Map((await findAttributes(transaction, axes)).map((one) => [one.code, one]));
  refuse(
    `is no axis: it must be global and of the type ${[...axisTypes].join(', ')}`,
    axes.filter((code) => known.get(code)?.scope !== 'global' || !axisTypes.has(known.get(code)!.type)),
  );
}

/** @throws AppError `families.attribute` where there are any */
export function refuse(reason: string, codes: readonly string[]): void {
  if (codes.length === 0) return;
  throw new AppError('families.attribute', {
    message: `${codes.map((code) => `"${code}"`).join(', ')} ${reason}`,
    params: { codes, reason },
  });
}
