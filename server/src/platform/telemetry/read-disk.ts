import { statfs } from 'node:fs/promises';

/** Room in the file system of a folder, without what is reserved for the system's administrator. */
export async function readDisk(folder: string): Promise<{ freeBytes: number; sizeBytes: number }> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { freeBytes: bavail * bsize, sizeBytes: blocks * bsize };
}
