import { createHash, randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';

export interface Draft {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Writes content to disk to learn its hash, which is its name; nothing is left of one that breaks off. */
export async function writeDraft(folder: string, content: AsyncIterable<Buffer>): Promise<Draft> {
  const path = join(folder, `${process.pid}-${randomBytes(8).toString('hex')}`);
  const digest = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of content) {
      digest.update(chunk);
      bytes += chunk.length;
      await file.write(chunk);
    }
    await file.sync();
    await file.close();
    return { path, sha256: digest.digest('hex'), bytes };
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(path, { force: true });
    throw error;
  }
}
