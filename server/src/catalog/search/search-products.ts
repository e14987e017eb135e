import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { mpnKey } from '../change-sets/stage-writer.ts';
import { editDistance } from '../fields/field-names.ts';
import { foldText } from '../text/fold.ts';
import {
  findByCode,
  findByText,
  findSimilarWords,
  type QueryTerm,
  type SearchHit,
} from './search-products.queries.ts';

/**
 * Finds products: by exact code first, then by words of their names, then of their descriptions; where a word is
 * found nowhere, by the catalogue's words next to it. Accents and case do not count, French and English
 * inflections neither, and the last word may be a beginning.
 */
export function createProductSearch({ pool }: { pool: ConnectionPool }) {
  return async (text: string, limit: number): Promise<SearchHit[]> => {
    const clean = text.trim();
    if (clean === '') return [];
    const digits = clean.replace(/[\s-]/g, '');
    const gtin = /^\d{8,14}$/.test(digits) ? digits.padStart(14, '0') : null;
    const hits = await findByCode(pool, { text: clean, gtin, mpnKey: mpnKey(clean) }, limit);
    const words = foldText(clean)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '')
      .slice(0, 12);
    if (words.length === 0) return hits;
    const terms = words.map((word, index) => ({
      words: [word],
      prefix: index === words.length - 1 && word.length >= 2,
    }));
    await add(hits, limit, () => findByText(pool, terms, 'name_vector', limit));
    await add(hits, limit, () => findByText(pool, terms, 'description_vector', limit));
    if (hits.length > 0) return hits;
    const corrected = await correct(pool, terms);
    if (corrected) await add(hits, limit, () => findByText(pool, corrected, 'name_vector', limit), 'similar');
    return hits;
  };
}

export type ProductSearch = ReturnType<typeof createProductSearch>;

async function add(
  hits: SearchHit[],
  limit: number,
  find: () => Promise<SearchHit[]>,
  matched?: string,
): Promise<void> {
  if (hits.length >= limit) return;
  const known = new Set(hits.map((hit) => hit.id));
  for (const hit of await find()) {
    if (!known.has(hit.id) && hits.length < limit) hits.push(matched ? { ...hit, matched } : hit);
  }
}

/** Each word with the catalogue's words one or two letters away; null when a word has none. */
async function correct(pool: ConnectionPool, terms: readonly QueryTerm[]): Promise<QueryTerm[] | null> {
  const corrected: QueryTerm[] = [];
  for (const { words, prefix } of terms) {
    const word = words[0]!;
    // Short words have too many neighbours; numbers are right or wrong.
    const reach = /\d/.test(word) || word.length < 4 ? 0 : word.length < 7 ? 1 : 2;
    const near =
      reach === 0
        ? []
        : (await findSimilarWords(pool, word)).filter((other) => editDistance(word, other) <= reach);
    corrected.push({ words: [word, ...near.filter((other) => other !== word).slice(0, 6)], prefix });
  }
  return corrected.some(({ words }) => words.length > 1) ? corrected : null;
}
