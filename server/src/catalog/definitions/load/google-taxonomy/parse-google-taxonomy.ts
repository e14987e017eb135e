import { AppError } from '../../../../platform/errors.ts';
import type { LoadReport } from '../load-definitions.ts';

export interface GoogleCategory {
  readonly line: number;
  /** The same in the files of all languages. */
  readonly number: string;
  readonly name: string;
  /** Names from the root down to the parent; empty for a root. */
  readonly above: readonly string[];
}

export interface GoogleTaxonomy {
  readonly edition: string;
  /** Parents before what is below them. */
  readonly categories: readonly GoogleCategory[];
  readonly errors: LoadReport['errors'];
}

/**
 * The file that Google publishes in each language as `taxonomy-with-ids.<locale>.txt`: a comment with the edition,
 * then lines such as `166 - Apparel & Accessories > Clothing`.
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
  const categories: GoogleCategory[] = [];
  const errors: LoadReport['errors'][number][] = [];
  const numbers = new Set<string>();
  for (const [index, content] of lines.entries()) {
    if (content.trim() === '' || content.startsWith('#')) continue;
    const line = index + 2;
    const refuse = (message: string) => errors.push({ line, code: 'definitions.line', message });
    const match = /^(\d{1,9}) - (\S.*)$/.exec(content.trimEnd());
    const names = match?.[2]!.split(' > ').map((name) => name.replaceAll('>', '›').trim());
    if (!match || !names || names.includes('')) refuse(`"${content}" is not "number - name > name"`);
    else if (numbers.has(match[1]!)) refuse(`${match[1]} stands in the file twice`);
    else {
      numbers.add(match[1]!);
      categories.push({ line, number: match[1]!, name: names.at(-1)!, above: names.slice(0, -1) });
    }
  }
  categories.sort((a, b) => a.above.length - b.above.length || a.line - b.line);
  return { edition, categories, errors };
}
