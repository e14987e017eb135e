import { AppError } from '../platform/errors.ts';

/** @throws AppError `…stale` when somebody else changed the row since it was read */
export function requireVersion(
  what: string,
  row: { readonly version: number },
  expected: number | null,
): void {
  if (expected === null || expected === row.version) return;
  throw new AppError('imports.stale', {
    message: `The ${what} was changed meanwhile (version ${row.version}, yours ${expected}); read it again`,
    params: { version: row.version },
  });
}
