import { AppError } from '../../platform/errors.ts';

/** Codes are `<resource>.<what>`: `attributes.not_found`, `families.stale`, `channels.code_taken`. */
export const absent = (resource: string, code: string): AppError =>
  new AppError(`${resource}.not_found`, {
    message: `There is nothing with the code "${code}" among the ${resource}`,
    params: { id: code, code },
  });

export const codeTaken = (resource: string, code: string): AppError =>
  new AppError(`${resource}.code_taken`, {
    message: `The code "${code}" is taken among the ${resource}; choose another one, or change what has it`,
    params: { code },
  });

export const staleVersion = (resource: string, version: number, expected: number): AppError =>
  new AppError(`${resource}.stale`, {
    message: `It was changed meanwhile (version ${version}, yours ${expected}); read it again`,
    params: { version },
  });

/** @param uses by what it is used, and how often */
export function inUse(
  resource: string,
  { code, uses, remedy }: { code: string; uses: Readonly<Record<string, number>>; remedy: string },
): AppError {
  const list = Object.entries(uses)
    .filter(([, count]) => count > 0)
    .map(([what, count]) => `${what}: ${count >= COUNTED ? `more than ${COUNTED - 1}` : count}`)
    .join(', ');
  return new AppError(`${resource}.in_use`, {
    message: `"${code}" is in use (${list}); ${remedy}`,
    params: { code, ...uses },
  });
}

/** Uses are counted up to here: all of a million products would take seconds. */
export const COUNTED = 10_001;

/** @throws AppError `…stale` */
export function requireVersion(
  resource: string,
  row: { readonly version: number },
  expected: number | null,
): void {
  if (expected !== null && expected !== row.version) throw staleVersion(resource, row.version, expected);
}
