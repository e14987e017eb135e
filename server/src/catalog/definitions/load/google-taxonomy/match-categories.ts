import { AppError } from '../../../../platform/errors.ts';
import type { CategoryRow } from '../../../categories/category.queries.ts';
import { pathOf, type GoogleCategory, type GoogleTaxonomy } from './parse-google-taxonomy.ts';

export const codeOf = ({ number }: Pick<GoogleCategory, 'number'>): string | null =>
  number === null ? null : `google-${number}`;

/**
 * Finds the categories of lines among those that there are: by number, else by their path in the language of the
 * file. One that was loaded without its number is found by its path, and may get it.
 */
export function createMatcher(rows: readonly CategoryRow[], locale: string) {
  const byCode = new Map(rows.flatMap((row) => (row.code === null ? [] : [[row.code, row] as const])));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const namesOf = (row: CategoryRow): string[] | null => {
    const label = row.labels[locale];
    const parent = row.parent_id === null ? null : byId.get(row.parent_id);
    const above = parent ? namesOf(parent) : [];
    return label === undefined || above === null ? null : [...above, label];
  };
  const byPath = new Map<string, CategoryRow>();
  for (const row of rows) {
    const names = namesOf(row);
    if (names) byPath.set(names.join(' > '), row);
  }
  return (line: GoogleCategory): CategoryRow | undefined => {
    const code = codeOf(line);
    const named = byPath.get(pathOf(line));
    if (code === null) return named;
    return byCode.get(code) ?? (named?.code === null ? named : undefined);
  };
}

/**
 * @throws AppError `definitions.edition` for an edition that is older than the tree's: it would take back what the
 *   newer one named and moved
 */
export function requireNewest(present: string | null, { edition }: GoogleTaxonomy): void {
  if (present === null || present <= edition) return;
  throw new AppError('definitions.edition', {
    message: `The file is of the edition ${edition}, the tree of ${present}; load the file of that edition, or of a newer one`,
    params: { edition, present },
  });
}

/**
 * @throws AppError `definitions.numbers` for a language that the tree does not have, where numbers are missing on one of
 *   the two sides: its names alone do not say which categories they translate
 */
export function requireNumbers(
  rows: readonly CategoryRow[],
  locale: string,
  { numbered }: GoogleTaxonomy,
): void {
  const labelled = rows.some(({ labels }) => labels[locale] !== undefined);
  if (rows.length === 0 || labelled || (numbered && rows.some(({ code }) => code !== null))) return;
  throw new AppError('definitions.numbers', {
    message: numbered
      ? `The tree was loaded from a file without ids; load the file with ids of the same language first, then ${locale}`
      : `Without ids the names of ${locale} cannot be told to be those of other languages; load taxonomy-with-ids.${locale}.txt`,
    params: { locale },
  });
}
