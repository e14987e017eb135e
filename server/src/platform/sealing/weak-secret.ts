/** AES-256 and HMAC-SHA256 are no stronger than what they are keyed with (NIST SP 800-131A). */
const LEAST_BYTES = 32;
/** 32 random bytes in hexadecimal have 15 different characters or so; fewer than ten were typed or repeated. */
const LEAST_DIFFERENT = 10;
/** The words of examples and templates, which are public. */
const fromAnExample =
  /change[-_ ]?me|replace[-_ ]?(me|this)|your[-_ ]|example|default|password|secret|insecure|placeholder|qwerty|0123456789|abcdefgh/i;

/** Why a secret is not one; null when it will do. The answer never has the secret in it. */
export function weaknessOf(secret: string): string | null {
  const bytes = Buffer.byteLength(secret);
  if (bytes < LEAST_BYTES) return `has ${bytes} bytes; it needs at least ${LEAST_BYTES}`;
  if (new Set(secret).size < LEAST_DIFFERENT) return 'repeats a few characters';
  if (isRepeated(secret)) return 'is a shorter text repeated';
  return fromAnExample.test(secret) ? 'looks like the text of an example' : null;
}

/** A text that is found in its own double before its end is made of copies of a part. */
const isRepeated = (text: string): boolean => (text + text).indexOf(text, 1) < text.length;
