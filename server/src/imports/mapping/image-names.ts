import { LIST_SEPARATOR } from '../../catalog/index.ts';

/** Longest address that browsers and shops take (de facto 2,000 characters); an index entry holds 2,704 bytes. */
const LONGEST_BYTES = 2_000;
const MOST_NAMES = 50;

interface Named {
  /** Names in their order, each once, joined as the stage has lists; null for none. */
  readonly value: string | null;
  /** The first one that is no name of a picture, as it may be shown. */
  readonly wrong: string | null;
  /** More than there may be: the rest is left out. */
  readonly tooMany: boolean;
}

/** A scheme that is none of the web's: `javascript:`, `data:`, `file:`, `C:`. */
const otherScheme = /^(?!https?:\/\/)[a-z][a-z0-9+.-]*:/i;
/** A password in an address would stand in the catalogue and its history. */
const credentials = /^(https?:\/\/)[^/?#@]*@/i;
const control = /\p{Cc}/u;
// An address has no blanks. Single signs: a run of them ends in empty parts, and costs no more than its length.
const betweenAddresses = /[|\n;]|,\s|,(?=https?:\/\/)|\s(?=https?:\/\/)/i;

/**
 * Pictures that a cell names, by address or by file name, separated by `|`, `;`, line breaks, by commas, or by blanks
 * between addresses. A comma within an address is a part of it unless a blank or another address follows.
 */
export function readImageNames(cell: string, separator?: string): Named {
  const hasAddress = /https?:\/\//i.test(cell);
  const cut = separator ?? (hasAddress ? betweenAddresses : /[|;,\n]/);
  const names = new Set<string>();
  let wrong: string | null = null;
  for (const part of cell.split(cut)) {
    const name = part.trim().replace(/,$/, '').replaceAll(LIST_SEPARATOR, ' ');
    if (name === '') continue;
    if (isName(name)) names.add(name);
    else wrong ??= name.replace(credentials, '$1…@');
  }
  return {
    value: names.size === 0 ? null : [...names].slice(0, MOST_NAMES).join(LIST_SEPARATOR),
    wrong,
    tooMany: names.size > MOST_NAMES,
  };
}

const isName = (name: string): boolean =>
  Buffer.byteLength(name) <= LONGEST_BYTES &&
  !otherScheme.test(name) &&
  !credentials.test(name) &&
  !control.test(name);
