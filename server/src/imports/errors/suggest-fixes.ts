import { createHash } from 'node:crypto';
import type { FindingGroup } from './finding-groups.queries.ts';
import { nearBrandsOf } from './near-brands.ts';

/** A remedy of one step; `params` is what to send back, with `to` chosen where there are choices. */
export interface Fix {
  readonly id: string;
  readonly kind: 'mapValue' | 'ignoreValue';
  readonly params: { readonly field: string; readonly from: string; readonly to?: string | null };
  /** Meanings to choose from; absent where any value will do. */
  readonly choices?: readonly string[];
  /** Rows. */
  readonly affects: number;
}

/** Cells are stored cut to this length; a longer one cannot be named. */
const LONGEST_VALUE = 200;
/** Words that a cell may be said to mean. */
const choicesOf: Readonly<Record<string, readonly string[]>> = {
  unknown_status: ['active', 'draft', 'archived'],
  unknown_type: ['simple', 'model', 'variant'],
  not_a_boolean: ['yes', 'no'],
};
/** Where a finding itself says what the word may mean. */
const choiceLists: Readonly<Record<string, string>> = { unknown_option: 'options' };

/** Causes that lie in what one cell says, so that the word can be given a meaning once for all. */
const mappable = new Set([
  'not_a_number',
  'not_an_integer',
  'unknown_status',
  'unknown_type',
  'unknown_unit',
  'unknown_option',
  'not_a_boolean',
  'not_a_date',
  'negative',
]);
/** A wrong amount in another currency may be left out, never renamed. */
const ignorable = new Set([...mappable, 'other_currency', 'out_of_range', 'not_allowed']);

/** What can be done about a group of findings; nothing is offered that would guess. */
export function suggestFixes({ cause, field, severity, values, params }: FindingGroup): Fix[] {
  // Leaving it as it is makes the brand: that needs no remedy.
  if (cause === 'brand.created')
    return nearBrandsOf(params).flatMap(({ value, near, rows }) => [
      fix('mapValue', { field: 'brand', from: value, to: near }, rows),
      fix('ignoreValue', { field: 'brand', from: value, to: null }, rows),
    ]);
  const word = cause.slice(cause.lastIndexOf('.') + 1);
  if (severity !== 'error' || field === null || !ignorable.has(word)) return [];
  const known = choicesOf[word] ?? params[choiceLists[word] ?? ''];
  const choices = Array.isArray(known) ? { choices: known as readonly string[] } : {};
  return values
    .filter(({ value }) => value.length < LONGEST_VALUE)
    .flatMap(({ value, count }) => {
      const ignore = fix('ignoreValue', { field, from: value, to: null }, count);
      if (!mappable.has(word)) return [ignore];
      return [{ ...fix('mapValue', { field, from: value }, count), ...choices }, ignore];
    });
}

/** The same remedy has the same id whenever it is asked for. */
const fix = (kind: Fix['kind'], params: Fix['params'], affects: number): Fix => ({
  id: createHash('sha256').update([kind, params.field, params.from].join('\n')).digest('hex').slice(0, 16),
  kind,
  params,
  affects,
});
