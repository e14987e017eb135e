import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes files that nobody touched since; a reader that has one open reads on. */
export async function removeOldFiles(folder: string, before: Date): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const info = await stat(path).catch(() => null);
    if (info && info.mtime < before) await rm(path, { force: true });
  }
}
