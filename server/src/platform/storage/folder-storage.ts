import { createReadStream, existsSync, mkdirSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readOrMakeSecret } from '../sealing/secret-files.ts';
import { writeDraft } from './drafts.ts';
import { objectNotFound, requireKey } from './object-key.ts';
import type { ObjectStorage } from './object-storage.ts';
import { createSignedAddresses } from './signed-address.ts';

/** The folder kind: content-addressed files below `DATA_DIR/objects`. */
export function createFolderStorage({ dataDir }: { dataDir: string }): ObjectStorage {
  const root = join(dataDir, 'objects');
  const drafts = join(root, 'drafts');
  mkdirSync(drafts, { recursive: true, mode: 0o700 });
  const addresses = createSignedAddresses(Buffer.from(readOrMakeSecret(dataDir, 'file-signing'), 'hex'));

  const pathOf = (bucket: string, key: string): string => {
    requireKey(bucket, key);
    return join(root, bucket, key);
  };

  return {
    async put(bucket, content, { prefix, extension }) {
      const { path: draft, sha256, bytes } = await writeDraft(drafts, content);
      try {
        const key = `${prefix}${sha256}${extension}`;
        const path = pathOf(bucket, key);
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await rename(draft, path);
        await syncFolder(dirname(path));
        return { key, sha256, bytes };
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },
    async get(bucket, key) {
      const path = pathOf(bucket, key);
      if (!existsSync(path)) throw objectNotFound(key);
      return createReadStream(path);
    },
    async localPath(bucket, key) {
      const path = pathOf(bucket, key);
      if (!existsSync(path)) throw objectNotFound(key);
      return path;
    },
    async stat(bucket, key) {
      const found = await stat(pathOf(bucket, key)).catch(() => null);
      return found ? { bytes: found.size } : null;
    },
    delete: (bucket, key) => rm(pathOf(bucket, key), { force: true }),
    async *list(bucket) {
      const folder = join(root, bucket);
      if (!existsSync(folder)) return;
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        const info = await stat(path).catch(() => null);
        if (info) yield { key: path.slice(folder.length + 1), bytes: info.size, modifiedAt: info.mtime };
      }
    },
    sign(bucket, key, options) {
      requireKey(bucket, key);
      return addresses.sign(bucket, key, options);
    },
    verify: addresses.verify,
  };
}

/** The name of a renamed file is durable only once its folder is synced. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
