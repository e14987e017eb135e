import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { createFolderStorage } from './folder-storage.ts';

test('an object is whole under its name, equal content is one object, addresses are signed and expire', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'pm-storage-'));
  const storage = createFolderStorage({ dataDir });
  const put = (text: string) =>
    storage.put('imports', Readable.from([Buffer.from(text)]), { prefix: '2026/11/26/', extension: '.csv' });
  const one = await put('a;b\n');
  assert.deepEqual(await put('a;b\n'), one);
  assert.match(one.key, /^2026\/11\/26\/[0-9a-f]{64}\.csv$/);
  assert.equal(readFileSync(await storage.localPath('imports', one.key), 'utf8'), 'a;b\n');
  for (const key of ['../secrets/file-signing', '/etc/passwd', 'a/../../b'])
    await assert.rejects(storage.get('imports', key), { code: 'storage.not_found' });
  const now = new Date('2026-11-26T12:00:00Z');
  const address = new URL(
    storage.sign('imports', one.key, { expiresAt: new Date('2026-11-26T13:00:00Z'), filename: 'x.csv' }),
    'http://localhost',
  );
  const [, bucket, key] = /\/files\/([^/]+)\/(.+)$/.exec(address.pathname)!;
  const parts = {
    bucket: bucket!,
    key: key!,
    expires: address.searchParams.get('expires')!,
    filename: 'x.csv',
    signature: address.searchParams.get('signature')!,
  };
  assert.equal(storage.verify(parts, now), true);
  assert.equal(storage.verify({ ...parts, filename: 'y.csv' }, now), false);
  assert.equal(storage.verify({ ...parts, expires: '9999999999' }, now), false);
  assert.equal(storage.verify(parts, new Date('2026-11-26T13:00:01Z')), false);
  const failing = Readable.from(
    (async function* () {
      yield Buffer.from('half');
      throw new Error('the line broke');
    })(),
  );
  await assert.rejects(storage.put('exports', failing, { prefix: '', extension: '.csv' }), /the line broke/);
  const left: string[] = [];
  for await (const object of storage.list('exports')) left.push(object.key);
  assert.deepEqual(left, []);
  rmSync(dataDir, { recursive: true });
});
