import type { Config } from '../config.ts';
import { AppError } from '../errors.ts';
import { newSecret, readOrMakeSecret, readSecret, removeSecret, replaceSecret } from './secret-files.ts';

export interface Secrets {
  readonly encryptionKey: string;
  /** The key before a rotation, while values sealed under it are left. */
  readonly previousEncryptionKey: string | null;
  readonly jwtSecret: string;
}

const KEY = 'encryption-key';
const PREVIOUS = 'encryption-key-previous';

/** The given secrets; in the embedded mode those that are not given are made once, in `DATA_DIR/secrets`. */
export function loadSecrets(config: Config): Secrets {
  const { dataDir, encryptionKey, encryptionKeyPrevious, jwtSecret } = config;
  const own = (given: string | null, name: string): string => {
    if (given !== null) return given;
    if (config.embedded) return readOrMakeSecret(dataDir, name);
    throw new AppError('config.invalid', { message: `${name} is missing; give it in the environment` });
  };
  return {
    encryptionKey: own(encryptionKey, KEY),
    previousEncryptionKey:
      encryptionKeyPrevious ?? (encryptionKey === null ? readSecret(dataDir, PREVIOUS) : null),
    jwtSecret: own(jwtSecret, 'jwt-secret'),
  };
}

/** True where the key is a file of ours, which `rotate-key` replaces by itself. */
export const ownsKeyFile = (config: Config): boolean => config.embedded && config.encryptionKey === null;

/**
 * Puts a new key in the place of the file's and keeps the old one beside it. A rotation that was interrupted is
 * gone on with: its old key is still there, and another new key would leave some values under neither.
 */
export function replaceKeyFile(dataDir: string): void {
  const present = readOrMakeSecret(dataDir, KEY);
  const kept = readSecret(dataDir, PREVIOUS);
  if (kept !== null && kept !== present) return;
  // In this order a crash between the two leaves both files with the old key, which opens everything.
  replaceSecret(dataDir, PREVIOUS, present);
  replaceSecret(dataDir, KEY, newSecret());
}

export const dropPreviousKeyFile = (dataDir: string): void => removeSecret(dataDir, PREVIOUS);
