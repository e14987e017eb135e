export const MASK = '[secret]';

/** Names whose values are secrets, as the last word of a field: `clientSecret`, `attribute.api_key`, `smtp-password`. */
const secretName =
  /(^|[^a-z])(pass(word|wd|phrase)?|secrets?|tokens?|credentials?|api[_-]?key|private[_-]?key|access[_-]?key|authorization|cookie)$|[a-z](Password|Passphrase|Secrets?|Tokens?|ApiKey|PrivateKey|AccessKey)$/;

/** The same value with what stands under a secret's name replaced; null stays, so that setting and clearing show. */
export function maskSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      secretName.test(name) && inner !== null && typeof inner !== 'boolean' ? MASK : maskSecrets(inner),
    ]),
  );
}
