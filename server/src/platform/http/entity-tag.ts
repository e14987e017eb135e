import { AppError } from '../errors.ts';

/** `If-None-Match` is a list, whose marks of weakness do not count (RFC 9110, 13.1.2). */
export const isKnown = (header: string | undefined, etag: string): boolean =>
  header !== undefined &&
  header.split(',').some((part) => part.trim() === '*' || part.trim().replace(/^W\//, '') === etag);

/**
 * `If-Match` compares the version of `"<version>.<digest>"`; null where any version will do.
 * @throws AppError `request.invalid`: an edit that meant to be guarded must not go through unguarded
 */
export function versionOf(header: string | undefined): number | null {
  if (header === undefined || header.trim() === '*') return null;
  const match = /^(?:W\/)?"?(\d{1,9})(?:\.[0-9a-f]*)?"?$/.exec(header.trim());
  if (match) return Number(match[1]);
  throw new AppError('request.invalid', {
    message: `If-Match: ${header} is not an ETag of this resource`,
    params: { header },
  });
}
