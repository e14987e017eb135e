import assert from 'node:assert/strict';
import { once } from 'node:events';
import { appendFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { startFauxqs } from 'fauxqs';
import { startCuttingProxy } from '../../../test/support/cutting-proxy.ts';
import { startFtpServer, type TestFtpServer } from '../../../test/support/ftp-server.ts';
import { startSftpServer, type TestSftpServer } from '../../../test/support/sftp-server.ts';
import { createSourcesApi, csv, type SourcesApi, type TestSource } from '../../../test/support/sources.ts';

let sources: SourcesApi;
before(async () => {
  sources = await createSourcesApi();
});
after(() => sources.api.close());

/** What every server with files in a folder has to stand. */
async function takesWholeFilesOnce(source: TestSource, folder: string, price: string): Promise<void> {
  writeFileSync(join(folder, 'a.csv'), csv(3, price));
  writeFileSync(join(folder, 'later.csv.part'), csv(1, price));
  writeFileSync(join(folder, 'empty.csv'), '');
  assert.deepEqual(await source.poll(), { names: ['a.csv'], growing: [], statuses: ['queued'] });
  assert.deepEqual((await source.poll()).names, []);
  writeFileSync(join(folder, 'copy.csv'), csv(3, price));
  assert.deepEqual(await source.poll(), { names: ['copy.csv'], growing: [], statuses: ['skipped'] });
  const growing = join(folder, 'growing.csv');
  writeFileSync(growing, csv(9, price));
  const writing = setInterval(() => appendFileSync(growing, 'R-10;Lamp 10;1.00\n'), 50);
  assert.deepEqual(await source.poll(), { names: [], growing: ['growing.csv'], statuses: [] });
  clearInterval(writing);
  assert.deepEqual((await source.poll()).statuses, ['queued']);
}

for (const security of ['none', 'explicit', 'implicit'] as const)
  test(`ftp, TLS ${security}: whole files once; a wrong password stops the source`, async () => {
    const server = await startFtpServer({ security });
    try {
      const source = await sources.source(ftpSource(server, security));
      if (security === 'none') await takesWholeFilesOnce(source, server.folder, '5.00');
      else {
        writeFileSync(join(server.folder, 'a.csv'), csv(3, security === 'explicit' ? '7.00' : '8.00'));
        assert.deepEqual((await source.poll()).names, ['a.csv']);
      }
      const wrong = await sources.source({ ...ftpSource(server, security), secret: { password: 'wrong' } });
      await assert.rejects(wrong.poll(), { code: 'sources.sign_in_refused' });
      assert.equal((await wrong.shown())['state'], 'broken');
    } finally {
      await server.close();
    }
  });

const ftpSource = ({ port, user, password, certificate }: TestFtpServer, security: string) => ({
  kind: 'ftp',
  settings: {
    host: '127.0.0.1',
    port,
    security,
    user,
    pattern: '*.csv',
    settleSeconds: 0.3,
    ...(security === 'none' ? {} : { caCertificate: certificate }),
  },
  secret: { password },
});

test('ftps: a certificate that nobody vouches for is refused before the password is sent', async () => {
  const server = await startFtpServer({ security: 'explicit' });
  const { settings, ...rest } = ftpSource(server, 'explicit');
  const source = await sources.source({ ...rest, settings: { ...settings, caCertificate: undefined } });
  await assert.rejects(source.poll(), { code: 'sources.unreachable', message: /self-signed certificate/ });
  await server.close();
});

test('ftp: a server killed half-way leaves nothing behind; the file comes whole once it is back', async () => {
  const server = await startFtpServer({ security: 'none', rate: 400_000 });
  const source = await sources.source(ftpSource(server, 'none'));
  writeFileSync(join(server.folder, 'long.csv'), csv(60_000));
  const cut = assert.rejects(source.poll(), { retryable: true });
  await delay(1_600);
  await server.kill();
  await cut;
  assert.deepEqual(await sources.statusesOf(source.id), []);
  assert.equal((await source.shown())['state'], 'active');
  writeFileSync(join(server.folder, 'long.csv'), csv(300));
  await server.restart();
  assert.deepEqual((await source.poll()).statuses, ['queued']);
  await server.close();
});

const sftpSource = ({ port, user, folder, privateKey }: TestSftpServer) => ({
  kind: 'sftp',
  settings: { host: '127.0.0.1', port, user, folder, pattern: '*.csv', settleSeconds: 0.3 },
  secret: { privateKey },
});

test('sftp: whole files once; wrong passwords, other keys and lines that break', async () => {
  const server = await startSftpServer();
  const proxy = await startCuttingProxy(server.port);
  try {
    const source = await sources.source(sftpSource(server));
    await takesWholeFilesOnce(source, server.folder, '6.00');

    const wrong = await sources.source({ ...sftpSource(server), secret: { password: 'wrong' } });
    await assert.rejects(wrong.poll(), { code: 'sources.sign_in_refused' });

    const { settings, ...rest } = sftpSource(server);
    const named = await sources.source({ ...rest, settings: { ...settings, hostKey: server.hostKey } });
    const test = await sources.api.call('POST', `/api/v1/import-sources/${named.id}/test`);
    assert.deepEqual([test.body['ok'], test.body['seen']], [true, { hostKey: server.hostKey }]);
    const other = `SHA256:${'A'.repeat(43)}`;
    const elsewhere = await sources.source({ ...rest, settings: { ...settings, hostKey: other } });
    await assert.rejects(elsewhere.poll(), { code: 'sources.host_key_changed' });

    const proxied = await sources.source({
      ...rest,
      settings: { ...settings, port: proxy.port, pattern: 'long.csv', settleSeconds: 0 },
    });
    writeFileSync(join(server.folder, 'long.csv'), csv(20_000));
    proxy.cutAfter(200_000);
    await assert.rejects(proxied.poll(), { retryable: true });
    assert.deepEqual(await sources.statusesOf(proxied.id), []);
    proxy.cutAfter(null);
    writeFileSync(join(server.folder, 'long.csv'), csv(500));
    assert.deepEqual((await proxied.poll()).statuses, ['queued']);
  } finally {
    await proxy.close();
    await server.close();
  }
});

const s3Source = (port: number, more: object = {}) => ({
  kind: 's3',
  settings: {
    endpoint: `http://127.0.0.1:${port}`,
    bucket: 'supplier-files',
    prefix: 'out/',
    pattern: '*.csv',
    accessKeyId: 'key',
    ...more,
  },
  secret: { secretAccessKey: 'secret' },
});

test('s3: objects below the prefix once; a bucket that is none, a refusal and a line that breaks', async () => {
  const server = await startFauxqs({ port: 0, logger: false });
  const proxy = await startCuttingProxy(server.port);
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${server.port}`,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
  });
  const put = (Key: string, Body: string) =>
    client.send(new PutObjectCommand({ Bucket: 'supplier-files', Key, Body }));
  try {
    await client.send(new CreateBucketCommand({ Bucket: 'supplier-files' }));
    const source = await sources.source(s3Source(server.port));
    await put('out/a.csv', csv(3, '11.00'));
    await put('elsewhere/b.csv', csv(4, '11.00'));
    await put('out/c.csv.part', csv(5, '11.00'));
    assert.deepEqual(await source.poll(), { names: ['a.csv'], growing: [], statuses: ['queued'] });
    assert.deepEqual((await source.poll()).names, []);
    await put('out/copy.csv', csv(3, '11.00'));
    assert.deepEqual((await source.poll()).statuses, ['skipped']);

    // An object is there when it is whole: one whose parts still come is none.
    const growing = { Bucket: 'supplier-files', Key: 'out/growing.csv' };
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(growing));
    const part = { ...growing, UploadId, PartNumber: 1 };
    const { ETag } = await client.send(new UploadPartCommand({ ...part, Body: csv(6, '11.00') }));
    assert.deepEqual((await source.poll()).names, []);
    await client.send(
      new CompleteMultipartUploadCommand({
        ...growing,
        UploadId,
        MultipartUpload: { Parts: [{ ETag, PartNumber: 1 }] },
      }),
    );
    assert.deepEqual((await source.poll()).names, ['growing.csv']);

    const nowhere = await sources.source(s3Source(server.port, { bucket: 'none-of-them' }));
    await assert.rejects(nowhere.poll(), { code: 'sources.no_folder' });

    const proxied = await sources.source(s3Source(proxy.port, { prefix: 'long/' }));
    await put('long/long.csv', csv(20_000, '12.00'));
    proxy.cutAfter(100_000);
    await assert.rejects(proxied.poll(), { retryable: true });
    assert.deepEqual(await sources.statusesOf(proxied.id), []);
    proxy.cutAfter(null);
    assert.deepEqual((await proxied.poll()).names, ['long.csv']);
  } finally {
    client.destroy();
    await proxy.close();
    await server.stop();
  }
});

test('s3: refused keys stop the source', async () => {
  // The server above checks no signature; this is what Amazon answers to a wrong one.
  const refusing = createServer((_request, response) =>
    response
      .writeHead(403, { 'content-type': 'application/xml' })
      .end(
        '<?xml version="1.0" encoding="UTF-8"?><Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match</Message></Error>',
      ),
  ).listen(0, '127.0.0.1');
  await once(refusing, 'listening');
  const source = await sources.source(s3Source((refusing.address() as AddressInfo).port));
  await assert.rejects(source.poll(), { code: 'sources.sign_in_refused' });
  refusing.close();
});
