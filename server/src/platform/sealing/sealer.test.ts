import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSealer } from './sealer.ts';

const OLD = 'b3f1c87a2d4e6095817263f4a5b6c7d8e9f0a1b2c3d4e5f60718293a4b5c6d7e';
const NEW = '5c0d9e8f7a6b4c3d2e1f0a9b8c7d6e5f40312233445566778899aabbccddeeff';
const place = {
  table: 'amazon_api_configs',
  id: '018f0000-0000-7000-8000-000000000001',
  column: 'secret_sealed',
};
const sealer = createSealer({ encryptionKey: OLD, previousEncryptionKey: null });

test('what is sealed opens in its place, and twice the same is never the same text', () => {
  for (const text of ['', 'hunter2', 'é\u{1F511}', 'x'.repeat(10_000)]) {
    const sealed = sealer.seal(text, place);
    assert.equal(sealer.open(sealed, place), text);
    assert.notEqual(sealer.seal(text, place), sealed);
    assert.ok(sealed.startsWith(sealer.currentPrefix));
  }
});

test('in another row, column or table it does not open', () => {
  const sealed = sealer.seal('hunter2', place);
  for (const other of [
    { ...place, id: '018f0000-0000-7000-8000-000000000002' },
    { ...place, column: 'client_id' },
    { ...place, table: 'webhooks' },
    // The same letters with their borders elsewhere.
    { ...place, table: 'amazon_api_configs018f', id: '0000-0000-7000-8000-000000000001' },
  ])
    assert.throws(() => sealer.open(sealed, other), { code: 'sealing.unreadable' });
});

test('every byte counts: changed, cut and foreign values are refused, and none is told', () => {
  const sealed = sealer.seal('hunter2', place);
  const [version, keyId, content] = sealed.split('.') as [string, string, string];
  const bytes = Buffer.from(content, 'base64url');
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed[at]! ^= 1;
    assert.throws(
      () => sealer.open(`${version}.${keyId}.${changed.toString('base64url')}`, place),
      { code: 'sealing.unreadable' },
      `byte ${at}`,
    );
  }
  for (let length = 0; length < bytes.length; length++)
    assert.throws(() =>
      sealer.open(`${version}.${keyId}.${bytes.subarray(0, length).toString('base64url')}`, place),
    );
  for (const foreign of ['', 'hunter2', `s2.${keyId}.${content}`, `${sealed}.x`, `s1.00000000.${content}`])
    assert.throws(
      () => sealer.open(foreign, place),
      (error: Error) => error.message.includes('amazon_api_configs') && !error.message.includes('hunter2'),
    );
});

test('after a change of key the old values open with the previous one beside it, and not without', () => {
  const sealed = sealer.seal('hunter2', place);
  const both = createSealer({ encryptionKey: NEW, previousEncryptionKey: OLD });
  assert.equal(both.open(sealed, place), 'hunter2');
  assert.notEqual(both.currentPrefix, sealer.currentPrefix);
  assert.throws(() => createSealer({ encryptionKey: NEW, previousEncryptionKey: null }).open(sealed, place), {
    message: /ENCRYPTION_KEY_PREVIOUS/,
  });
});
