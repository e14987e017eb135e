import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ObjectStorage } from './object-storage.ts';

/**
 * Relative addresses that open one object for a while, the same for both kinds of storage: the API hands the bytes
 * on, so that a page need not reach the object store, nor an address name it.
 */
export function createSignedAddresses(secret: Buffer): Pick<ObjectStorage, 'sign' | 'verify'> {
  const signatureOf = (...parts: readonly string[]): Buffer =>
    createHmac('sha256', secret).update(parts.join('\n')).digest();
  return {
    sign(bucket, key, { expiresAt, filename }) {
      const expires = String(Math.floor(expiresAt.getTime() / 1000));
      const signature = signatureOf(bucket, key, expires, filename).toString('base64url');
      return `/api/v1/files/${bucket}/${key}?${new URLSearchParams({ expires, filename, signature })}`;
    },
    verify({ bucket, key, expires, filename, signature }, now) {
      const given = Buffer.from(signature, 'base64url');
      const expected = signatureOf(bucket, key, expires, filename);
      return (
        given.length === expected.length &&
        timingSafeEqual(given, expected) &&
        Number(expires) * 1000 > now.getTime()
      );
    },
  };
}
