import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundedContent } from './bounded-content.ts';
import type { RemoteFile } from './connectors/connector.ts';

const file = (bytes: number | null): RemoteFile => ({
  id: 'a.csv',
  name: 'a.csv',
  version: '1',
  bytes,
  modifiedAt: null,
});
const never = new AbortController().signal;

async function* chunks(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

async function read(
  content: AsyncIterable<Buffer>,
  bytes: number | null,
  options: { maxBytes?: number; idleMs?: number; signal?: AbortSignal } = {},
): Promise<string> {
  let text = '';
  const bounds = { maxBytes: 100, signal: never, ...options };
  for await (const chunk of boundedContent(content, file(bytes), bounds)) text += chunk.toString();
  return text;
}

test('what came whole is handed on', async () => {
  assert.equal(await read(chunks('ab', 'cd'), 4), 'abcd');
  assert.equal(await read(chunks('ab', 'cd'), null), 'abcd');
});

test('too little, too much and a line that breaks are errors of their own', async () => {
  await assert.rejects(read(chunks('ab'), 4), { code: 'sources.cut', retryable: true });
  await assert.rejects(read(chunks('abc'), 2), { code: 'sources.cut' });
  await assert.rejects(read(chunks(), 101), { code: 'sources.too_large', retryable: false });
  await assert.rejects(read(chunks('x'.repeat(101)), null), { code: 'sources.too_large' });
  const breaking = (async function* () {
    yield Buffer.from('a');
    throw new Error('reset');
  })();
  await assert.rejects(read(breaking, null), { code: 'sources.broke_off', retryable: true });
});

test('a line that brings nothing is not waited for, nor one that is told to stop', async () => {
  const silent = (): AsyncIterable<Buffer> =>
    (async function* () {
      yield Buffer.from('a');
      await new Promise(() => setTimeout(() => undefined, 60_000).unref());
    })();
  await assert.rejects(read(silent(), null, { idleMs: 20 }), { code: 'sources.stalled', retryable: true });
  await assert.rejects(read(silent(), null, { signal: AbortSignal.timeout(20) }), { name: 'TimeoutError' });
});
