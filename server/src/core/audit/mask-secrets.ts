export const MASK = '[secret]';

/** The last words of names whose values are secrets: `clientSecret`, `smtp-password`, `attribute.api_key`. */
const secretWords = new Set(
  'password passwd passphrase secret secrets token tokens credential credentials authorization cookie apikey'.split(
    ' ',
  ),
);
/** A key is a secret by the word before it; others are keys of a lookup. */
const secretKeys = new Set(['api', 'private', 'access', 'signing', 'encryption', 'consumer']);

function namesSecret(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  const [before, last] = [words.at(-2) ?? '', words.at(-1)!];
  return secretWords.has(last) || (last === 'key' && secretKeys.has(before));
}

/** The same value with what stands under a secret's name replaced; null stays, so that setting and clearing show. */
export function maskSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      namesSecret(name) && inner !== null && typeof inner !== 'boolean' ? MASK : maskSecrets(inner),
    ]),
  );
}
