import { LIST_SEPARATOR } from '../../catalog/index.ts';

/** Longest address that browsers and shops take (de facto 2,000 characters). */
const LONGEST_NAME = 2_000;
const MOST_NAMES = 50;

interface Named {
  /** Names in their order, each once, joined as the stage has lists; null for none. */
  readonly value: string | null;
  /** The first one that is no name of a picture. */
  readonly wrong: string | null;
  /** More than there may be: the rest is left out. */
  readonly tooMany: boolean;
}

/** A scheme that is none of the web's: `javascript:`, `data:`, `file:`, `C:`. */
const otherScheme = /^(?!https?:\/\/)[a-z][a-z0-9+.-]*:/i;
const betweenAddresses = /[|\n;]+|,\s*(?=https?:\/\/)|\s+(?=https?:\/\/)/i;
const control = /\p{Cc}/u;

/**
 * Pictures that a cell names, by address or by file name, separated by `|`, `;`, line breaks, by commas, or by blanks
 * between addresses. A comma within an address is a part of it unless another address follows.
 */
export function readImageNames(cell: string, separator?: string): Named {
  const hasAddress = /https?:\/\//i.test(cell);
  const cut = separator ?? (hasAddress ? betweenAddresses : /[|;,\n]+/);
  const names: string[] = [];
  let wrong: string | null = null;
  for (const part of cell.split(cut)) {
    const name = part.trim().replace(/,$/, '').replaceAll(LIST_SEPARATOR, ' ');
    if (name === '') continue;
    if (name.length > LONGEST_NAME || otherScheme.test(name) || control.test(name)) wrong ??= name;
    else if (!names.includes(name)) names.push(name);
  }
  return {
    value: names.length === 0 ? null : names.slice(0, MOST_NAMES).join(LIST_SEPARATOR),
    wrong,
    tooMany: names.length > MOST_NAMES,
  };
}
