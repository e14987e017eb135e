import { createHash } from 'node:crypto';
import type { FindingGroup } from './finding-groups.queries.ts';

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
const statuses = ['active', 'draft', 'archived'];

/** Causes that lie in what one cell says, so that the word can be given a meaning once for all. */
const mappable = new Set(['not_a_number', 'not_an_integer', 'unknown_status', 'unknown_unit', 'negative']);
/** A wrong amount in another currency may be left out, never renamed. */
const ignorable = new Set([...mappable, 'other_currency', 'out_of_range']);

/** What can be done about a group of findings; nothing is offered that would guess. */
export function suggestFixes({ cause, field, severity, values }: FindingGroup): Fix[] {
  const word = cause.slice(cause.lastIndexOf('.') + 1);
  if (severity !== 'error' || field === null || !ignorable.has(word)) return [];
  return values
    .filter(({ value }) => value.length < LONGEST_VALUE)
    .flatMap(({ value, count }): Fix[] => {
      const from = { field, from: value };
      const map: Fix = {
        id: idOf('mapValue', field, value),
        kind: 'mapValue',
        params: from,
        ...(word === 'unknown_status' ? { choices: statuses } : {}),
        affects: count,
      };
      const ignore: Fix = {
        id: idOf('ignoreValue', field, value),
        kind: 'ignoreValue',
        params: { ...from, to: null },
        affects: count,
      };
      return mappable.has(word) ? [map, ignore] : [ignore];
    });
}

/** The same remedy has the same id whenever it is asked for. */
const idOf = (...parts: string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
