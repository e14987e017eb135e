import { open } from 'node:fs/promises';

/**
 * What is decoded from one chunk must be small enough for the young generation of the heap: a string over 128 KiB
 * gets pages of its own, and to touch those for the first time took half of the time of reading a file (40,000 page
 * faults, 1.05 s against 0.56 s for 100,000 rows). Pieces of 32 KiB are slower again.
 */
const CHUNK_BYTES = 64 * 1024;

/**
 * Reads a file through two buffers in turn: one is read while the other is used, and the memory is the same for
 * any size. A chunk is valid until the next one is asked for.
 */
export async function* readFileChunks(path: string): AsyncGenerator<Buffer> {
  const file = await open(path);
  try {
    let [buffer, other] = [Buffer.allocUnsafe(CHUNK_BYTES), Buffer.allocUnsafe(CHUNK_BYTES)];
    let reading = file.read(buffer, 0, CHUNK_BYTES, null);
    for (;;) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) return;
      const chunk = buffer.subarray(0, bytesRead);
      [buffer, other] = [other, buffer];
      reading = file.read(buffer, 0, CHUNK_BYTES, null);
      // Its error is thrown where it is awaited; a consumer that stops early awaits it nowhere.
      reading.catch(() => undefined);
      yield chunk;
    }
  } finally {
    await file.close();
  }
}
