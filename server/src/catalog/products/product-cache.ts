import type { Cache } from '../../platform/cache/cache.ts';
import { answerCodec, type PreparedAnswer } from '../../platform/cache/codecs.ts';
import type { Invalidation } from '../../platform/cache/invalidation.ts';
import type { Product } from './product.queries.ts';

/** A search answers with titles, states and brands of products: it is old when any product is. */
const searches: Invalidation = { type: 'search_results' };

/** What an edit of one product makes old. A new name of a brand or category makes all products old. */
export const staleByProduct = (id: string): Invalidation[] => [{ type: 'products', key: id }, searches];

/** The same of one that is at hand: variants show what they have from their model. */
export const staleByEdit = ({ id, type }: Pick<Product, 'id' | 'type'>): Invalidation[] =>
  type === 'model' ? staleByBatch : staleByProduct(id);

/** What a batch makes old: 5,000 products are forgotten as fast as one. */
export const staleByBatch: Invalidation[] = [{ type: 'products' }, searches];

/** So many are forgotten one by one, which spares all others; beyond it all of them are cheaper. */
const MOST_FORGOTTEN = 1_000;

/** What new prices, stocks or offers of some products make old; a search answers with none of them. */
export const staleByValues = (ids: readonly string[]): Invalidation[] =>
  ids.length > MOST_FORGOTTEN ? [{ type: 'products' }] : ids.map((key) => ({ type: 'products', key }));

/** Finished answers of the product read, by id. */
export function createProductCache(cache: Cache) {
  const answers = cache.region<PreparedAnswer>('products', answerCodec);
  return {
    // The database writes ids in lower case, callers as they like.
    read: (id: string, load: () => Promise<PreparedAnswer>) => answers.read(id.toLowerCase(), load),
    forgetEdited: (product: Pick<Product, 'id' | 'type'>): void => cache.forget(...staleByEdit(product)),
    forgetValues: (ids: readonly string[]): void => cache.forget(...staleByValues(ids)),
    forgetAll: (): void => cache.forget(...staleByBatch),
  };
}

export type ProductCache = ReturnType<typeof createProductCache>;
