import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { AppError } from '../../platform/errors.ts';

const derive = promisify(argon2);

/** OWASP's least for argon2id: 19 MiB, two passes, one lane. */
const MEMORY_KIB = 19 * 1024;
const PASSES = 2;
const SALT_BYTES = 16;
const TAG_BYTES = 32;
/** A longer password costs the server more than it protects. */
const LONGEST = 512;
const SHORTEST = 12;

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

function argon2id(password: string, salt: Buffer, memory: number, passes: number): Promise<Buffer> {
  return derive('argon2id', {
    // One form for one password, however the keyboard composed its accents.
    message: password.normalize('NFKC'),
    nonce: salt,
    parallelism: 1,
    tagLength: TAG_BYTES,
    memory,
    passes,
  });
}

/** @returns the PHC string `$argon2id$v=19$m=…,t=…,p=1$salt$hash` */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await argon2id(password, salt, MEMORY_KIB, PASSES);
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=1$${base64(salt)}$${base64(tag)}`;
}

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
const nobodysPassword = hashPassword(randomBytes(32).toString('hex'));

/** Takes as long where there is no account or no password, so that the time tells nobody which addresses exist. */
export async function passwordMatches(password: string, hash: string | null): Promise<boolean> {
  const parts = phc.exec(hash ?? (await nobodysPassword));
  if (!parts || password.length > LONGEST) return false;
  const [memory, passes] = [Number(parts[1]), Number(parts[2])];
  const expected = Buffer.from(parts[4]!, 'base64');
  const given = await argon2id(password, Buffer.from(parts[3]!, 'base64'), memory, passes);
  return hash !== null && given.length === expected.length && timingSafeEqual(given, expected);
}

/** @throws AppError `users.password_weak` */
export function checkPassword(password: string, email: string): void {
  const name = email.split('@')[0]!.toLowerCase();
  const lower = password.toLowerCase();
  const weak =
    password.length < SHORTEST ||
    password.length > LONGEST ||
    new Set(password).size < 5 ||
    (name.length > 3 && lower.includes(name));
  if (!weak) return;
  throw new AppError('users.password_weak', {
    message: `The password needs ${SHORTEST} to ${LONGEST} characters, five different ones among them, and not the name of the account`,
    params: { least: SHORTEST, most: LONGEST },
  });
}
