import { open } from 'node:fs/promises';

/** A few hundred records of a supplier's file at a time: what is made of one chunk dies young. */
const CHUNK_BYTES = 256 * 1024;

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
