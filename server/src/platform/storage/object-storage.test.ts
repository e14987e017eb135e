import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { startFauxqs } from 'fauxqs';
import { createFolderStorage } from './folder-storage.ts';
import type { ObjectStorage } from './object-storage.ts';
import { createS3Storage } from './s3-storage.ts';

const now = new Date('2026-11-26T12:00:00Z');
const name = { prefix: '2026/11/26/', extension: '.csv' };
const folders: string[] = [];
let s3: Awaited<ReturnType<typeof startFauxqs>>;
before(async () => {
  s3 = await startFauxqs({ port: 0, logger: false });
});
after(async () => {
  await s3.stop();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pm-storage-'));
  folders.push(folder);
  return folder;
}

const onS3 = (port: number, bucketPrefix: string): ObjectStorage =>
  createS3Storage({
    config: {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      accessKeyId: 'key',
      secretAccessKey: 'secret',
      forcePathStyle: true,
      bucketPrefix,
    },
    dataDir: newFolder(),
    signingSecret: Buffer.alloc(32, 1),
    now: () => now,
  });

const kinds: readonly [string, () => ObjectStorage][] = [
  ['folder', () => createFolderStorage({ dataDir: newFolder() })],
  ['s3', () => onS3(s3.port, `test-${folders.length}-`)],
];

const put = (storage: ObjectStorage, text: string) =>
  storage.put('imports', Readable.from([Buffer.from(text)]), name);

async function keysOf(storage: ObjectStorage, bucket: 'imports' | 'exports'): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of storage.list(bucket)) keys.push(key);
  return keys;
}

for (const [kind, create] of kinds) {
  test(`${kind}: an object is whole under its name, and equal content is one object`, async () => {
    const storage = create();
    assert.deepEqual(await keysOf(storage, 'imports'), []);
    const one = await put(storage, 'a;b\n');
    assert.deepEqual(await put(storage, 'a;b\n'), one);
    assert.equal(one.key, `2026/11/26/${createHash('sha256').update('a;b\n').digest('hex')}.csv`);
    assert.equal(readFileSync(await storage.localPath('imports', one.key), 'utf8'), 'a;b\n');
    assert.equal(readFileSync(await storage.localPath('imports', one.key), 'utf8'), 'a;b\n');
    const chunks: Buffer[] = [];
    for await (const chunk of await storage.get('imports', one.key)) chunks.push(chunk as Buffer);
    assert.equal(Buffer.concat(chunks).toString(), 'a;b\n');
    assert.deepEqual(await storage.stat('imports', one.key), { bytes: 4 });
    assert.deepEqual(await keysOf(storage, 'imports'), [one.key]);
    await storage.delete('imports', one.key);
    await storage.delete('imports', one.key);
    assert.equal(await storage.stat('imports', one.key), null);
    await assert.rejects(storage.get('imports', one.key), { code: 'storage.not_found' });
    await assert.rejects(storage.localPath('imports', one.key), { code: 'storage.not_found' });
  });

  test(`${kind}: megabytes pass unchanged`, async () => {
    const storage = create();
    const blocks = Array.from({ length: 96 }, (_, at) => Buffer.alloc(128 * 1024, at));
    const stored = await storage.put('exports', Readable.from(blocks), name);
    assert.equal(stored.bytes, 12 * 1024 ** 2);
    const digest = createHash('sha256');
    for await (const chunk of await storage.get('exports', stored.key)) digest.update(chunk as Buffer);
    assert.equal(digest.digest('hex'), stored.sha256);
  });

  test(`${kind}: no key leads out of its bucket`, async () => {
    const storage = create();
    for (const key of ['../secrets/file-signing', '/etc/passwd', 'a/../../b', ''])
      await assert.rejects(storage.get('imports', key), { code: 'storage.not_found' }, key);
  });

  test(`${kind}: nothing is left of what breaks off`, async () => {
    const storage = create();
    const failing = Readable.from(
      (async function* () {
        yield Buffer.from('half');
        throw new Error('the line broke');
      })(),
    );
    await assert.rejects(storage.put('exports', failing, name), /the line broke/);
    assert.deepEqual(await keysOf(storage, 'exports'), []);
  });

  test(`${kind}: addresses are signed and expire`, async () => {
    const storage = create();
    const { key } = await put(storage, 'a;b\n');
    const expiresAt = new Date('2026-11-26T13:00:00Z');
    const address = new URL(
      storage.sign('imports', key, { expiresAt, filename: 'x.csv' }),
      'http://localhost',
    );
    const [, bucket, path] = /\/files\/([^/]+)\/(.+)$/.exec(address.pathname)!;
    const parts = {
      bucket: bucket!,
      key: path!,
      expires: address.searchParams.get('expires')!,
      filename: 'x.csv',
      signature: address.searchParams.get('signature')!,
    };
    assert.equal(storage.verify(parts, now), true);
    assert.equal(storage.verify({ ...parts, filename: 'y.csv' }, now), false);
    assert.equal(storage.verify({ ...parts, expires: '9999999999' }, now), false);
    assert.equal(storage.verify(parts, new Date('2026-11-26T13:00:01Z')), false);
  });
}

test('s3: a store that is away is a part that is away, and said so', async () => {
  const storage = onS3(1, 'away-');
  await assert.rejects(put(storage, 'a'), { code: 'storage.unavailable', retryable: true, status: 503 });
});
