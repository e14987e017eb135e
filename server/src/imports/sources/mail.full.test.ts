import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { runCommand } from '../../../test/support/command-line.ts';
import { startCuttingProxy } from '../../../test/support/cutting-proxy.ts';
import { startImapServer, type TestImapServer } from '../../../test/support/imap-server.ts';
import { createSourcesApi, csv, type SourcesApi } from '../../../test/support/sources.ts';

let sources: SourcesApi;
let server: TestImapServer;
before(async () => {
  [sources, server] = await Promise.all([createSourcesApi(), startImapServer()]);
});
after(async () => {
  await server.close();
  await sources.api.close();
});

const mailSource = (port = server.port, password = server.password) => ({
  kind: 'imap',
  settings: {
    host: '127.0.0.1',
    port,
    security: 'tls',
    user: server.user,
    from: '@acme.example',
    subject: 'price list',
    pattern: '*.csv',
    caCertificate: server.certificate,
  },
  secret: { password },
});
const mail = (messageId: string, content: string | Buffer, more: object = {}) => ({
  from: 'sales@acme.example',
  subject: 'Your price list of today',
  messageId,
  attachments: [{ name: 'prices.csv', content }],
  ...more,
});

test('attachments that fit the rule are taken once, and their messages read', async () => {
  const source = await sources.source(mailSource());
  server.deliver(mail('one@acme.example', csv(3)));
  server.deliver(mail('other@evil.example', csv(4), { from: 'sales@evil.example' }));
  server.deliver(mail('talk@acme.example', csv(5), { subject: 'Lunch' }));
  server.deliver(mail('logo@acme.example', 'no', { attachments: [{ name: 'logo.png', content: 'no' }] }));
  assert.deepEqual(await source.poll(), { names: ['prices.csv'], growing: [], statuses: ['queued'] });
  assert.deepEqual(server.flags().sort(), ['', '', '', 'S']);
  assert.deepEqual((await source.poll()).names, []);

  server.unread();
  assert.deepEqual((await source.poll()).names, [], 'the same message again');
  assert.deepEqual(server.flags().sort(), ['', '', '', 'S']);
  server.deliver(mail('two@acme.example', csv(3)));
  assert.deepEqual((await source.poll()).statuses, ['skipped'], 'the same content again');
});

test('the bytes are those that were sent, whatever the message says of their encoding', async () => {
  const source = await sources.source(mailSource());
  server.deliver(
    mail('latin@acme.example', Buffer.from('reference;title;price\nR-1;Caf\xe9;2.50\n', 'latin1')),
  );
  await source.poll();
  const { imports } = sources.api.system.databases;
  const taken = await imports
    .selectFrom('import_source_files')
    .select('bytes')
    .where('source_id', '=', source.id)
    .where('remote_name', 'like', '%latin@%')
    .executeTakeFirstOrThrow();
  assert.equal(Number(taken.bytes), 36);
});

test('a line that breaks leaves the message unread and makes no import', async () => {
  const proxy = await startCuttingProxy(server.port);
  const source = await sources.source(mailSource(proxy.port));
  server.deliver(mail('long@acme.example', csv(20_000)));
  proxy.cutAfter(300_000);
  await assert.rejects(source.poll(), { retryable: true });
  assert.equal((await source.shown())['state'], 'active');
  const unread = server.flags().filter((flags) => !flags.includes('S')).length;
  proxy.cutAfter(null);
  assert.ok((await source.poll()).names.length >= 1);
  assert.equal(server.flags().filter((flags) => !flags.includes('S')).length, unread - 1);
  await proxy.close();
});

test('a wrong password stops the source with what to mend', async () => {
  const source = await sources.source(mailSource(server.port, 'wrong'));
  await assert.rejects(source.poll(), { code: 'sources.sign_in_refused' });
  assert.equal((await source.shown())['state'], 'broken');
});

test('killed before its import is written a message stays unread, killed after it is taken no second time', async () => {
  const source = await sources.source(mailSource());
  await source.poll();
  const before = (await sources.statusesOf(source.id)).length;
  server.deliver(mail('kill@acme.example', csv(7)));
  const poll = (killAt: string) =>
    runCommand(['poll', source.id, '--json', '--data-dir', sources.api.installation.dataDir], {
      TEST_KILL_AT: killAt,
      ALLOW_PRIVATE_SOURCES: 'true',
    });
  const unread = server.flags().filter((flags) => !flags.includes('S')).length;
  assert.equal((await poll('fetched')).signal, 'SIGKILL');
  assert.equal((await sources.statusesOf(source.id)).length, before);
  assert.equal((await poll('taken')).signal, 'SIGKILL');
  assert.equal((await sources.statusesOf(source.id)).length, before + 1);
  assert.equal(server.flags().filter((flags) => !flags.includes('S')).length, unread);
  assert.deepEqual((await source.poll()).names, []);
  assert.equal((await sources.statusesOf(source.id)).length, before + 1);
  assert.equal(server.flags().filter((flags) => !flags.includes('S')).length, unread - 1);
});
