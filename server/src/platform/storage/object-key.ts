import { AppError } from '../errors.ts';
import { buckets, type Bucket } from './object-storage.ts';

const safeKey = /^(?:[a-z0-9][a-z0-9_-]*\/)*[a-z0-9][a-z0-9._-]*$/;

/** @throws AppError `storage.not_found` for a key that none of ours can be, such as one that leads out of its bucket */
export function requireKey(bucket: string, key: string): asserts bucket is Bucket {
  if (!buckets.some((known) => known === bucket) || !safeKey.test(key) || key.includes('..'))
    throw objectNotFound(key);
}

export const objectNotFound = (key: string): AppError =>
  new AppError('storage.not_found', { message: `There is no file ${key}`, params: { key } });
