import { AppError, isAppError } from '../../platform/errors.ts';
import type { RemoteFile } from './connectors/connector.ts';
import { brokeOff, cutShort, fileTooLarge } from './source-errors.ts';

/** A line that brings nothing for this long is dead, whatever the protocol says. */
const IDLE_MS = 30_000;

/**
 * Hands a transfer on, and ends it with an error where it brings too much, too little or nothing any more: what
 * follows stores only what came whole.
 */
export async function* boundedContent(
  content: AsyncIterable<Buffer>,
  file: RemoteFile,
  { maxBytes, signal, idleMs = IDLE_MS }: { maxBytes: number; signal: AbortSignal; idleMs?: number },
): AsyncGenerator<Buffer> {
  if (file.bytes !== null && file.bytes > maxBytes) throw fileTooLarge(file.name, maxBytes);
  const chunks = content[Symbol.asyncIterator]();
  let [got, ended] = [0, false];
  try {
    for (;;) {
      const next = await inTime(chunks.next(), file.name, idleMs, signal);
      if (next.done) break;
      got += next.value.length;
      if (got > maxBytes) throw fileTooLarge(file.name, maxBytes);
      yield next.value;
    }
    ended = true;
  } catch (error) {
    if (isAppError(error) || signal.aborted) throw error;
    throw brokeOff(file.name, error);
  } finally {
    // Not awaited: a source that hangs would hang here once more.
    if (!ended) void chunks.return?.().then(undefined, () => undefined);
  }
  if (file.bytes !== null && got !== file.bytes) throw cutShort(file.name, got, file.bytes);
}

function inTime<Value>(
  work: Promise<Value>,
  name: string,
  idleMs: number,
  signal: AbortSignal,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = (): void => settle(() => reject(signal.reason as Error));
    const timer = setTimeout(() => settle(() => reject(stalled(name, idleMs))), idleMs);
    const settle = (end: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      end();
    };
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop);
    work.then(
      (value) => settle(() => resolve(value)),
      (error: unknown) => settle(() => reject(error as Error)),
    );
  });
}

const stalled = (name: string, idleMs: number): AppError =>
  new AppError('sources.stalled', {
    message: `${name} brought nothing for ${Math.round(idleMs / 1000)} s; it is fetched again`,
    params: { name, idleMs },
    retryable: true,
  });
