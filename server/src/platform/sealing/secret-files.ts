import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

const SECRET_BYTES = 32;
const folderOf = (dataDir: string): string => join(dataDir, 'secrets');

/** A secret of this installation: made once; a second process that starts at the same moment takes the first one's. */
export function readOrMakeSecret(dataDir: string, name: string): string {
  const path = join(folderOf(dataDir), name);
  if (!existsSync(path)) {
    const draft = writeDraft(dataDir, name, newSecret());
    try {
      // A link appears with its whole content and never replaces one; a file that is opened and filled does neither.
      linkSync(draft, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    rmSync(draft);
    syncFolder(dataDir);
  }
  return readFileSync(path, 'utf8').trim();
}

export function readSecret(dataDir: string, name: string): string | null {
  const path = join(folderOf(dataDir), name);
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : null;
}

export function replaceSecret(dataDir: string, name: string, secret: string): void {
  renameSync(writeDraft(dataDir, name, secret), join(folderOf(dataDir), name));
  syncFolder(dataDir);
}

export function removeSecret(dataDir: string, name: string): void {
  rmSync(join(folderOf(dataDir), name), { force: true });
  syncFolder(dataDir);
}

export const newSecret = (): string => randomBytes(SECRET_BYTES).toString('hex');

function writeDraft(dataDir: string, name: string, secret: string): string {
  mkdirSync(folderOf(dataDir), { recursive: true, mode: 0o700 });
  const draft = join(folderOf(dataDir), `.${name}-${process.pid}-${randomBytes(4).toString('hex')}`);
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, secret);
    // What is sealed under a key that a power cut took away stays sealed.
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return draft;
}

function syncFolder(dataDir: string): void {
  const folder = openSync(folderOf(dataDir), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
