import type { Readable } from 'node:stream';

export const buckets = ['product-images', 'imports', 'exports', 'code2asin-cache'] as const;
export type Bucket = (typeof buckets)[number];

export interface StoredObject {
  readonly key: string;
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Objects beside the databases. An object is complete and on disk before `put` returns, so a row that names it
 * is written afterwards and never dangles. Keys are made here, never of a user's text.
 */
export interface ObjectStorage {
  /**
   * Stores a stream under `<prefix><sha256><extension>`; the same content is stored once. A chunk is no longer
   * looked at once the next one is asked for, so that its source may use it again.
   */
  put(
    bucket: Bucket,
    content: AsyncIterable<Buffer>,
    name: { prefix: string; extension: string },
  ): Promise<StoredObject>;
  /** @throws AppError `storage.not_found` */
  get(bucket: Bucket, key: string): Promise<Readable>;
  /** A path on this machine to read the object from, without a copy where the storage is a folder. */
  localPath(bucket: Bucket, key: string): Promise<string>;
  stat(bucket: Bucket, key: string): Promise<{ bytes: number } | null>;
  delete(bucket: Bucket, key: string): Promise<void>;
  list(bucket: Bucket): AsyncIterable<{ key: string; bytes: number; modifiedAt: Date }>;
  /** A relative address that opens the object until it expires, without further authorisation. */
  sign(bucket: Bucket, key: string, options: { expiresAt: Date; filename: string }): string;
  /** True when the signature of such an address is ours and has not expired. */
  verify(
    address: { bucket: string; key: string; expires: string; filename: string; signature: string },
    now: Date,
  ): boolean;
}

/** `2026/11/26/` */
export function datePrefix(date: Date): string {
  return `${date.toISOString().slice(0, 10).replaceAll('-', '/')}/`;
}
