import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../errors.ts';
import { readOrMakeSecret } from '../sealing/secret-files.ts';
import { buckets, type ObjectStorage } from './object-storage.ts';

const safeKey = /^(?:[a-z0-9][a-z0-9_-]*\/)*[a-z0-9][a-z0-9._-]*$/;

/** The folder kind: content-addressed files below `DATA_DIR/objects`. */
export function createFolderStorage({ dataDir }: { dataDir: string }): ObjectStorage {
  const root = join(dataDir, 'objects');
  const drafts = join(root, 'drafts');
  mkdirSync(drafts, { recursive: true, mode: 0o700 });
  const secret = Buffer.from(readOrMakeSecret(dataDir, 'file-signing'), 'hex');

  const pathOf = (bucket: string, key: string): string => {
    if (!buckets.some((known) => known === bucket) || !safeKey.test(key) || key.includes('..'))
      throw notFound(key);
    return join(root, bucket, key);
  };
  const signatureOf = (bucket: string, key: string, expires: string, filename: string): Buffer =>
    createHmac('sha256', secret).update([bucket, key, expires, filename].join('\n')).digest();

  return {
    async put(bucket, content, { prefix, extension }) {
      const draft = join(drafts, `${process.pid}-${randomBytes(8).toString('hex')}`);
      const digest = createHash('sha256');
      let bytes = 0;
      const file = await open(draft, 'wx', 0o600);
      try {
        for await (const chunk of content) {
          digest.update(chunk);
          bytes += chunk.length;
          await file.write(chunk);
        }
        await file.sync();
        await file.close();
        const sha256 = digest.digest('hex');
        const key = `${prefix}${sha256}${extension}`;
        const path = pathOf(bucket, key);
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await rename(draft, path);
        await syncFolder(dirname(path));
        return { key, sha256, bytes };
      } catch (error) {
        await file.close().catch(() => undefined);
        await rm(draft, { force: true });
        throw error;
      }
    },
    async get(bucket, key) {
      const path = pathOf(bucket, key);
      if (!existsSync(path)) throw notFound(key);
      return createReadStream(path);
    },
    async localPath(bucket, key) {
      const path = pathOf(bucket, key);
      if (!existsSync(path)) throw notFound(key);
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
    sign(bucket, key, { expiresAt, filename }) {
      pathOf(bucket, key);
      const expires = String(Math.floor(expiresAt.getTime() / 1000));
      const signature = signatureOf(bucket, key, expires, filename).toString('base64url');
      return `/api/v1/files/${bucket}/${key}?${new URLSearchParams({ expires, filename, signature })}`;
    },
    verify({ bucket, key, expires, filename, signature }, now) {
      const given = Buffer.from(signature, 'base64url');
      const expected = signatureOf(bucket, key, expires, filename);
      return (
        given.length === expected.length &&
        timingSafeEqual(given, expected) &&
        Number(expires) * 1000 > now.getTime()
      );
    },
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

function notFound(key: string): AppError {
  return new AppError('storage.not_found', { message: `There is no file ${key}`, params: { key } });
}
