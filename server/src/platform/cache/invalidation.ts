import { cacheTypes, type CacheType } from './cache-types.ts';

/** Values that a change made old: one, or without a key all of the type. */
export interface Invalidation {
  readonly type: CacheType;
  readonly key?: string;
}

/** `products` or `products <key>`: short, and easily put together in SQL. */
export const formatInvalidation = ({ type, key }: Invalidation): string =>
  key === undefined ? type : `${type} ${key}`;

/** Null for a type of another release: it keeps no values of it here. */
export function parseInvalidation(text: string): Invalidation | null {
  const end = text.indexOf(' ');
  const type = end < 0 ? text : text.slice(0, end);
  if (!Object.hasOwn(cacheTypes, type)) return null;
  return end < 0 ? { type: type as CacheType } : { type: type as CacheType, key: text.slice(end + 1) };
}
