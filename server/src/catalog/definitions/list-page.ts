import { AppError } from '../../platform/errors.ts';

export interface Page<Item> {
  readonly items: Item[];
  readonly nextCursor: string | null;
}

/** Of one row more than the page has: the last one says whether there are others. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly string[],
): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const more = rows.length > limit && last !== undefined;
  return { items, nextCursor: more ? Buffer.from(JSON.stringify(keyOf(last))).toString('base64url') : null };
}

/**
 * The key that a list goes on after; null for the first page.
 * @throws AppError `request.invalid` for a text that is no cursor of a list with so many keys
 */
export function readCursor(cursor: string | undefined, keys: number): string[] | null {
  if (cursor === undefined) return null;
  let parts: unknown = null;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    // Told below, like any other text that is no cursor.
  }
  if (Array.isArray(parts) && parts.length === keys && parts.every(isKey)) return parts;
  throw new AppError('request.invalid', { message: 'cursor: not one of this list', params: { cursor } });
}

const isKey = (part: unknown): part is string => typeof part === 'string' && !part.includes('\0');

/** A search text as a pattern of LIKE that contains it. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
