import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits: what is guessed at is the token itself, so a plain hash of it may be stored. */
export function createSecretToken(prefix = ''): { token: string; hash: Buffer } {
  const token = `${prefix}${randomBytes(32).toString('base64url')}`;
  return { token, hash: hashSecretToken(token) };
}

export const hashSecretToken = (token: string): Buffer => createHash('sha256').update(token).digest();
