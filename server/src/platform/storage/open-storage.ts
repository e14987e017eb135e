import { hkdfSync } from 'node:crypto';
import { createFolderStorage } from './folder-storage.ts';
import type { ObjectStorage } from './object-storage.ts';
import { createS3Storage, type S3Config } from './s3-storage.ts';

/** The object store that is configured, else a folder. */
export function openStorage(options: {
  config: { readonly dataDir: string; readonly s3: S3Config | null };
  secret: string;
  now: () => Date;
}): ObjectStorage {
  const { config, secret, now } = options;
  if (!config.s3) return createFolderStorage({ dataDir: config.dataDir });
  // Processes of other machines check what this one signs, and share no folder.
  const signingSecret = Buffer.from(hkdfSync('sha256', secret, '', 'products-manager file signing', 32));
  return createS3Storage({ config: config.s3, dataDir: config.dataDir, signingSecret, now });
}
