import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { mpnKey } from '../change-sets/stage-writer.ts';
import { typingErrors, wordsOneErrorAway } from './near-words.ts';
import { parseQuery, type ParsedQuery, type QueryTerm } from './parse-query.ts';
import { descriptionConfig } from './search-follower.ts';
import {
  findByCode,
  findByText,
  foldWord,
  isFound,
  listCompletions,
  listSimilarWords,
  type SearchHit,
} from './search-products.queries.ts';

/**
 * Finds products: by exact code first, then by words of their names, then of their descriptions; where that finds
 * nothing, words found nowhere give way to the catalogue's words next to them. Accents and case do not count,
 * French and English inflections neither, and the last word may be a beginning.
 * @param language of the descriptions: that of the default locale
 */
export function createProductSearch({ pool, language = 'fr' }: { pool: ConnectionPool; language?: string }) {
  const config = descriptionConfig(language);
  const byText = async (query: ParsedQuery, hits: SearchHit[], limit: number): Promise<void> => {
    await add(hits, limit, () => findByText(pool, query, { kind: 'names' }, limit));
    await add(hits, limit, () => findByText(pool, query, { kind: 'descriptions', config }, limit));
  };
  return async (text: string, limit: number): Promise<SearchHit[]> => {
    const clean = text.replaceAll('\0', '').trim();
    if (clean === '') return [];
    const hits = await findByCode(pool, codeOf(clean), limit);
    const query = parseQuery(clean);
    // A code that was hit is what was meant; its digits would also be the beginning of others.
    if (query.length === 0 || (hits.length > 0 && /^\S*\d\S*$/.test(clean))) return hits;
    await byText(await mapTerms(query, (term) => complete(pool, term)), hits, limit);
    if (hits.length > 0) return hits;
    const corrected = await mapTerms(query, (term) => correct(pool, term, config));
    const changed = corrected.flat().some((term) => term.others.length > 0);
    if (changed) await byText(corrected, hits, limit);
    return hits;
  };
}

export type ProductSearch = ReturnType<typeof createProductSearch>;

/** A GTIN may be typed in any of its lengths, with the blanks and hyphens of print. */
function codeOf(text: string): { text: string; gtin: string | null; mpnKey: string } {
  const digits = text.replace(/[\s-]/g, '');
  return {
    text,
    gtin: /^\d{8,14}$/.test(digits) ? digits.padStart(14, '0') : null,
    mpnKey: mpnKey(text),
  };
}

async function add(hits: SearchHit[], limit: number, find: () => Promise<SearchHit[]>): Promise<void> {
  if (hits.length >= limit) return;
  const known = new Set(hits.map((hit) => hit.productId));
  for (const hit of await find()) {
    if (!known.has(hit.productId) && hits.length < limit) hits.push(hit);
  }
}

const mapTerms = (
  query: ParsedQuery,
  change: (term: QueryTerm) => Promise<QueryTerm>,
): Promise<ParsedQuery> => Promise.all(query.map((terms) => Promise.all(terms.map(change))));

/** An index holds stems: a beginning longer than the stem is completed by the vocabulary. */
async function complete(pool: ConnectionPool, term: QueryTerm): Promise<QueryTerm> {
  if (!term.prefix || !/^\p{L}{3,}$/u.test(term.text)) return term;
  return { ...term, others: await listCompletions(pool, term.text) };
}

/** A word that nothing has, with the catalogue's words one or two typing errors away. */
async function correct(
  pool: ConnectionPool,
  term: QueryTerm,
  config: 'pm_french' | 'pm_english',
): Promise<QueryTerm> {
  // Short words have too many neighbours; a number is right or wrong.
  if (term.phrase || term.negated || !/^\p{L}{4,}$/u.test(term.text)) return term;
  if (await isFound(pool, term, config)) return term;
  const word = await foldWord(pool, term.text);
  const reach = word.length < 7 ? 1 : 2;
  const near = (await listSimilarWords(pool, word, wordsOneErrorAway(word)))
    .map((other) => ({ other, errors: typingErrors(word, other) }))
    .filter(({ errors }) => errors > 0 && errors <= reach)
    .sort((a, b) => a.errors - b.errors || (a.other < b.other ? -1 : 1));
  // With a word one error away, those two away are something else.
  const nearest = near.filter(({ errors }) => errors === near[0]?.errors).slice(0, 6);
  return { ...term, others: nearest.map(({ other }) => other) };
}
