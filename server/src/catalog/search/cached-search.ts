import type { Cache } from '../../platform/cache/cache.ts';
import { jsonCodec } from '../../platform/cache/codecs.ts';
import type { ProductSearch } from './search-products.ts';
import type { SearchHit } from './search-products.queries.ts';

/**
 * The search with its answers kept until the next change of any product, or of the documents it looks into: those
 * follow the products at their own pace, and then make what was answered meanwhile old again.
 */
export function createCachedSearch({
  search,
  cache,
}: {
  search: ProductSearch;
  cache: Cache;
}): ProductSearch {
  const results = cache.region<SearchHit[]>('search_results', jsonCodec());
  return (text, limit) => results.read(`${limit} ${text.trim()}`, () => search(text, limit));
}
