/** One term of a query: a word or a phrase that has to match, or must not. */
export interface QueryTerm {
  readonly text: string;
  readonly phrase: boolean;
  readonly negated: boolean;
  /** The last word of a query may be the beginning of one: it is what a person is typing. */
  readonly prefix: boolean;
  /** Words that may stand for it: completions of a beginning, neighbours of a typing error. */
  readonly others: readonly string[];
}

/** Terms that all have to match; of several such lists one is enough. */
export type ParsedQuery = readonly (readonly QueryTerm[])[];

/** More than this a search does not look at; a person types fewer. */
const MOST_TERMS = 16;

/**
 * Reads a query as people write it on the web: words all match, `"…"` is a phrase, `-word` must not occur, `OR` in
 * capitals parts alternatives (in small letters it is French for gold).
 */
export function parseQuery(text: string): ParsedQuery {
  const groups: QueryTerm[][] = [[]];
  const tokens = [...text.matchAll(/(-?)"([^"]*)"?|(\S+)/g)].slice(0, MOST_TERMS);
  tokens.forEach(([, minus, phrase, word], index) => {
    if (word === 'OR') {
      groups.push([]);
      return;
    }
    const negated = word === undefined ? minus === '-' : /^-[\p{L}\p{N}]/u.test(word);
    const term = word === undefined ? phrase! : negated ? word.slice(1) : word;
    if (!/[\p{L}\p{N}]/u.test(term)) return;
    groups.at(-1)!.push({
      text: term,
      phrase: word === undefined,
      negated,
      prefix: word !== undefined && !negated && index === tokens.length - 1 && /[\p{L}\p{N}]$/u.test(term),
      others: [],
    });
  });
  // What is only excluded finds nothing: it would be nearly the whole catalogue.
  return groups.filter((group) => group.some((term) => !term.negated));
}
