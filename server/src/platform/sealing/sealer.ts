import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { AppError } from '../errors.ts';

/** Where a sealed value stands. It is bound to the place: in another row or column it does not open. */
export interface SealedPlace {
  readonly table: string;
  readonly id: string;
  readonly column: string;
}

export interface Sealer {
  /** `s1.<key id>.<base64url of salt, iv, tag and ciphertext>` */
  seal(text: string, place: SealedPlace): string;
  /** @throws AppError `sealing.unreadable` for a value that was changed or moved, or whose key is not given */
  open(sealed: string, place: SealedPlace): string;
  /** What values under the present key begin with. */
  readonly currentPrefix: string;
}

interface Key {
  readonly id: string;
  readonly secret: string;
}

const VERSION = 's1';
const SALT_BYTES = 16;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_ID_BYTES = 4;

/** AES-256-GCM; a key of its own for each value, so that no count of values exhausts one (NIST SP 800-38D, 8.3). */
export function createSealer(secrets: {
  encryptionKey: string;
  previousEncryptionKey: string | null;
}): Sealer {
  const current = identify(secrets.encryptionKey);
  const keys = [current];
  if (secrets.previousEncryptionKey !== null) keys.push(identify(secrets.previousEncryptionKey));
  return {
    currentPrefix: `${VERSION}.${current.id}.`,
    seal(text, place) {
      const [salt, iv] = [randomBytes(SALT_BYTES), randomBytes(IV_BYTES)];
      const cipher = createCipheriv('aes-256-gcm', valueKey(current, salt), iv);
      cipher.setAAD(boundTo(current, place));
      const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      const content = Buffer.concat([salt, iv, cipher.getAuthTag(), ciphertext]);
      return `${VERSION}.${current.id}.${content.toString('base64url')}`;
    },
    open(sealed, place) {
      const [version, keyId, content, ...more] = sealed.split('.');
      if (version !== VERSION || content === undefined || more.length > 0)
        throw unreadable(place, 'it is not a sealed value; enter the secret again');
      const key = keys.find(({ id }) => id === keyId);
      if (!key)
        throw unreadable(
          place,
          `it was sealed with the key ${keyId}, which is not given; give that key as ENCRYPTION_KEY_PREVIOUS and run rotate-key`,
        );
      try {
        return decipher(key, Buffer.from(content, 'base64url'), place);
      } catch (cause) {
        throw unreadable(place, 'it was changed, or moved from another row; enter the secret again', cause);
      }
    },
  };
}

function decipher(key: Key, content: Buffer, place: SealedPlace): string {
  const ivAt = SALT_BYTES;
  const tagAt = ivAt + IV_BYTES;
  const textAt = tagAt + TAG_BYTES;
  const opening = createDecipheriv(
    'aes-256-gcm',
    valueKey(key, content.subarray(0, ivAt)),
    content.subarray(ivAt, tagAt),
    // Without it a tag cut to four bytes would be taken, and four bytes can be guessed.
    { authTagLength: TAG_BYTES },
  );
  opening.setAAD(boundTo(key, place));
  opening.setAuthTag(content.subarray(tagAt, textAt));
  return Buffer.concat([opening.update(content.subarray(textAt)), opening.final()]).toString('utf8');
}

/** The id is derived from the key, so that two keys cannot be given one name by mistake. */
function identify(secret: string): Key {
  return { secret, id: derive(secret, '', 'key id', KEY_ID_BYTES).toString('hex') };
}

const valueKey = (key: Key, salt: Buffer): Buffer => derive(key.secret, salt, 'value key', 32);

const derive = (secret: string, salt: string | Buffer, purpose: string, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, `products-manager sealing ${purpose}`, bytes));

const boundTo = (key: Key, { table, id, column }: SealedPlace): Buffer =>
  Buffer.from(JSON.stringify([VERSION, key.id, table, id, column]));

function unreadable({ table, id, column }: SealedPlace, reason: string, cause?: unknown): AppError {
  return new AppError('sealing.unreadable', {
    message: `The secret in ${table}.${column} of ${id} cannot be opened: ${reason}`,
    params: { table, id, column },
    status: 500,
    cause,
  });
}
