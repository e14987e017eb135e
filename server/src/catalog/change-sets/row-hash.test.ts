import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashRow } from './row-hash.ts';

function hash(text: string, seed = 0): string {
  const bytes = Buffer.from(text);
  const words = new Int32Array(64);
  Buffer.from(words.buffer).set(bytes);
  const out = new Int32Array(4);
  hashRow(words, bytes.length, new Int32Array(4).fill(seed), out);
  return [...out].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

test('the hash is the published one', () => {
  // Test values of the reference implementation (SMHasher) as its ports repeat them.
  assert.equal(hash(''), '00000000000000000000000000000000');
  assert.equal(hash('The quick brown fox jumps over the lazy dog'), '2f1583c3ecee2c675d7bf66ce5e91d2c');
});

test('every byte and the seed count', () => {
  const text = 'ABC-1\tLampe de bureau\t12.90\t5';
  const hashes = new Set([hash(text), hash(text, 1)]);
  for (let i = 0; i < text.length; i++) hashes.add(hash(`${text.slice(0, i)}#${text.slice(i + 1)}`));
  hashes.add(hash(`${text}\0`));
  assert.equal(hashes.size, text.length + 3);
});
