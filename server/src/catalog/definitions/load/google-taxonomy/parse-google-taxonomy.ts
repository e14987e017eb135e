import { AppError } from '../../../../platform/errors.ts';
import type { LoadReport } from '../load-definitions.ts';

export interface GoogleCategory {
  readonly line: number;
  /** The same in the files of all languages; null in a file without ids. */
  readonly number: string | null;
  readonly name: string;
  /** Names from the root down to the parent; empty for a root. */
  readonly above: readonly string[];
}

export interface GoogleTaxonomy {
  readonly edition: string;
  readonly numbered: boolean;
  /** Parents before what is below them. */
  readonly categories: readonly GoogleCategory[];
  readonly errors: LoadReport['errors'];
}

/** The names of a path as one text; no name has the sign. */
export const pathOf = ({ above, name }: Pick<GoogleCategory, 'above' | 'name'>): string =>
  [...above, name].join(' > ');

/**
 * The file that Google publishes in each language as `taxonomy-with-ids.<locale>.txt`, or without ids as
 * `taxonomy.<locale>.txt`: a comment with the edition, then lines such as `166 - Apparel & Accessories > Clothing`.
 * @throws AppError `definitions.headings` for a text without that comment
 */
export function parseGoogleTaxonomy(text: string): GoogleTaxonomy {
  const [first = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const edition = /^#\s*Google_Product_Taxonomy_Version:\s*(\S+)\s*$/.exec(first)?.[1];
  if (edition === undefined)
    throw new AppError('definitions.headings', {
      message: `It is no file of the Google product taxonomy: its first line is "${first.slice(0, 80)}" and not "# Google_Product_Taxonomy_Version: …"`,
      params: { kind: 'google-taxonomy', first: first.slice(0, 80) },
    });
  const filled = lines
    .map((content, index) => ({ content: content.trimEnd(), line: index + 2 }))
    .filter(({ content }) => content !== '' && !content.startsWith('#'));
  const numbered = NUMBERED.test(filled[0]?.content ?? '');
  const categories: GoogleCategory[] = [];
  const errors: LoadReport['errors'][number][] = [];
  const seen = new Set<string>();
  for (const { content, line } of filled) {
    const refuse = (message: string) => errors.push({ line, code: 'definitions.line', message });
    const category = numbered ? readNumbered(content, line) : readPath(content, { line, number: null });
    const identities = category
      ? [category.number ?? '', pathOf(category)].filter((part) => part !== '')
      : [];
    const twice = identities.find((identity) => seen.has(identity));
    if (!category) refuse(`"${content}" is not "${numbered ? 'number - name > name' : 'name > name'}"`);
    else if (twice !== undefined) refuse(`"${twice}" stands in the file twice`);
    else {
      for (const identity of identities) seen.add(identity);
      categories.push(category);
    }
  }
  categories.sort((a, b) => a.above.length - b.above.length || a.line - b.line);
  return { edition, numbered, categories, errors };
}

const NUMBERED = /^(\d{1,9}) - (\S.*)$/;

function readNumbered(content: string, line: number): GoogleCategory | null {
  const match = NUMBERED.exec(content);
  return match && readPath(match[2]!, { line, number: match[1]! });
}

/** The sign that parts the names of a path is none of a name's. */
function readPath(
  path: string,
  { line, number }: Pick<GoogleCategory, 'line' | 'number'>,
): GoogleCategory | null {
  const names = path.split(' > ').map((name) => name.replaceAll('>', '›').replace(/\s+/g, ' ').trim());
  if (names.includes('')) return null;
  return { line, number, name: names.at(-1)!, above: names.slice(0, -1) };
}
