import { foldText } from '../../catalog/index.ts';

export interface ValueMapping {
  readonly field: string;
  readonly from: string;
  /** Null: the cell counts as empty. */
  readonly to: string | null;
}

/** A cell as the supplier's mappings say it; one that none of them names stays as it is. */
export type ReplaceValue = (cell: string) => string;

/**
 * Compiles what a supplier's words mean, field by field. The very word goes before one that only differs in
 * accents, case or blanks: `XS` and `xs` may mean two things.
 */
export function compileReplacements(mappings: readonly ValueMapping[]): ReadonlyMap<string, ReplaceValue> {
  const byField = Map.groupBy(mappings, ({ field }) => field);
  return new Map([...byField].map(([field, own]) => [field, replaceBy(own)]));
}

function replaceBy(mappings: readonly ValueMapping[]): ReplaceValue {
  const exact = new Map(mappings.map(({ from, to }) => [from, to ?? ''] as const));
  const folded = new Map(mappings.map(({ from, to }) => [foldText(from), to ?? ''] as const));
  return (cell) => exact.get(cell) ?? folded.get(foldText(cell)) ?? cell;
}
