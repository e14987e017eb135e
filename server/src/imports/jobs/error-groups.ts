import type { RowError } from '../mapping/row-mapper.ts';

export interface ErrorGroup {
  readonly cause: string;
  readonly field: string | null;
  count: number;
  readonly example: {
    line: number;
    column: number | null;
    header: string | null;
    value: string | null;
    suggestion: string | null;
  };
}

/** Findings of an import by cause, with the first of each as the example. */
export function createErrorGroups() {
  const groups = {
    error: new Map<string, ErrorGroup>(),
    warning: new Map<string, ErrorGroup>(),
    repaired: new Map<string, ErrorGroup>(),
  };
  return {
    add(error: RowError): void {
      const found = groups[error.severity].get(error.cause);
      if (found) {
        found.count++;
        return;
      }
      const { line, column, header, value, suggestion } = error;
      groups[error.severity].set(error.cause, {
        cause: error.cause,
        field: error.field,
        count: 1,
        example: { line, column, header, value, suggestion },
      });
    },
    errors: (): ErrorGroup[] => [...groups.error.values()].sort(mostFirst),
    warnings: (): { code: string; count: number; params: Record<string, unknown> }[] =>
      [...groups.warning.values(), ...groups.repaired.values()]
        .sort(mostFirst)
        .map(({ cause, count, example, field }) => ({ code: cause, count, params: { field, example } })),
  };
}

const mostFirst = (a: ErrorGroup, b: ErrorGroup): number => b.count - a.count;
