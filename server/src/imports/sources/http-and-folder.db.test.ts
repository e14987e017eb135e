import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createSourcesApi, csv, type SourcesApi } from '../../../test/support/sources.ts';

let sources: SourcesApi;
let web: Server;
let inbox: string;
let content = csv(3);
let behaviour: 'good' | 'cut' | 'busy' | 'growing' = 'good';
const requests: IncomingMessage[] = [];

before(async () => {
  sources = await createSourcesApi();
  inbox = join(sources.api.installation.dataDir, 'inbox');
  mkdirSync(inbox);
  web = createServer((request, response) => {
    requests.push(request);
    if (request.url === '/elsewhere')
      return void response.writeHead(302, { location: `http://localhost:${portOf(web)}/feed.csv` }).end();
    if (request.headers.authorization !== 'Bearer right' && request.url !== '/feed.csv')
      return void response.writeHead(401).end('no');
    if (behaviour === 'busy') return void response.writeHead(503).end();
    const etag = `"${createHash('sha256').update(content).digest('hex')}"`;
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
    response.writeHead(200, { etag, 'content-length': content.length });
    if (behaviour === 'good') return void response.end(content);
    if (behaviour === 'growing') {
      response.end(content);
      content += 'R900;Later;9.00\n';
      return;
    }
    response.write(content.slice(0, 20), () => response.destroy());
  }).listen(0, '127.0.0.1');
  await once(web, 'listening');
});
after(async () => {
  web.closeAllConnections();
  web.close();
  await sources.api.close();
});

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const urlOf = (path: string): string => `http://127.0.0.1:${portOf(web)}${path}`;

test('http: a feed is taken once, again when it changed, and recorded as skipped when it only says it did', async () => {
  const source = await sources.source({
    kind: 'http',
    settings: { url: urlOf('/secret.csv') },
    secret: { token: 'right' },
  });
  assert.deepEqual((await source.poll()).statuses, ['queued']);
  await sources.runImports(source.id);
  assert.deepEqual(await sources.statusesOf(source.id), ['completed']);
  const found = await sources.api.call('GET', '/api/v1/products?limit=10');
  assert.equal(found.body.items.length, 3);
  assert.deepEqual((await source.poll()).names, []);
  assert.equal(requests.at(-1)!.headers['if-none-match']?.length, 66);
  content = csv(3, '13.00');
  assert.deepEqual((await source.poll()).statuses, ['queued']);
  const { imports } = sources.api.system.databases;
  await imports.updateTable('import_sources').set({ cursor: '{}' }).where('id', '=', source.id).execute();
  assert.deepEqual((await source.poll()).statuses, ['skipped']);
  const listed = await sources.api.call('GET', `/api/v1/import-sources/${source.id}/files`);
  assert.deepEqual(
    listed.body.items.map(({ outcome }) => outcome),
    ['skipped', 'imported', 'imported'],
  );
  assert.equal((await source.shown())['lastError'], null);
});

test('http: a transfer that breaks off makes no import and is tried again', async () => {
  const source = await sources.source({ kind: 'http', settings: { url: urlOf('/feed.csv') } });
  content = csv(5);
  behaviour = 'cut';
  await assert.rejects(source.poll(), { code: 'sources.broke_off', retryable: true });
  behaviour = 'busy';
  await assert.rejects(source.poll(), { code: 'sources.unreachable', retryable: true });
  assert.deepEqual(await sources.statusesOf(source.id), []);
  assert.deepEqual([(await source.shown())['state'], (await source.shown())['failureCount']], ['active', 2]);
  behaviour = 'good';
  assert.deepEqual((await source.poll()).statuses, ['queued']);
  assert.equal((await source.shown())['failureCount'], 0);
});

test('http: a file that is still being written is left until it is whole', async () => {
  const source = await sources.source({ kind: 'http', settings: { url: urlOf('/feed.csv') } });
  content = csv(7);
  behaviour = 'growing';
  const early = await source.poll();
  assert.deepEqual([early.names, early.growing, await sources.statusesOf(source.id)], [[], ['feed.csv'], []]);
  behaviour = 'good';
  assert.deepEqual((await source.poll()).names, ['feed.csv']);
});

test('http: a wrong secret stops the source until it is mended; what it is is shown nowhere', async () => {
  const source = await sources.source({
    kind: 'http',
    settings: { url: urlOf('/secret.csv') },
    secret: { token: 'wrong-marker' },
  });
  await assert.rejects(source.poll(), { code: 'sources.sign_in_refused', retryable: false });
  const asked = requests.length;
  assert.deepEqual((await source.poll()).names, []);
  assert.equal(requests.length, asked);
  const broken = await source.shown();
  assert.deepEqual([broken['state'], broken['secretSet']], ['broken', true]);
  assert.match(JSON.stringify(broken['lastError']), /correct them in the source/);
  assert.doesNotMatch(JSON.stringify(broken), /wrong-marker/);
  const moved = await sources.api.call('PATCH', `/api/v1/import-sources/${source.id}`, {
    settings: { url: 'http://localhost:1/elsewhere' },
  });
  assert.equal(moved.body['code'], 'sources.secret_needed');
  const tested = await sources.api.call('POST', `/api/v1/import-sources/${source.id}/test`);
  assert.deepEqual([tested.status, tested.body['ok']], [200, false]);
  await sources.api.call('PATCH', `/api/v1/import-sources/${source.id}`, { secret: { token: 'right' } });
  content = csv(6);
  assert.deepEqual((await source.poll()).names, ['secret.csv']);
});

test('http: a secret header does not follow a redirect to another origin', async () => {
  const source = await sources.source({
    kind: 'http',
    settings: { url: urlOf('/elsewhere'), headerName: 'X-Key' },
    secret: { header: 'header-marker' },
  });
  await source.poll();
  const [first, second] = requests.slice(-2);
  assert.deepEqual([first!.headers['x-key'], second!.headers['x-key']], ['header-marker', undefined]);
});

test('folder: a file is taken once it is whole, its copy is skipped, partial names and links are left', async () => {
  const source = await sources.source({
    kind: 'folder',
    settings: { path: inbox, pattern: '*.csv', settleSeconds: 0.4 },
  });
  writeFileSync(join(inbox, 'a.csv'), csv(4));
  writeFileSync(join(inbox, 'b.csv.part'), csv(2));
  writeFileSync(join(inbox, 'notes.txt'), 'no');
  symlinkSync('/etc/passwd', join(inbox, 'link.csv'));
  assert.deepEqual(await source.poll(), { names: ['a.csv'], growing: [], statuses: ['queued'] });
  assert.deepEqual((await source.poll()).names, []);
  writeFileSync(join(inbox, 'copy.csv'), csv(4));
  assert.deepEqual(await source.poll(), { names: ['copy.csv'], growing: [], statuses: ['skipped'] });

  const growing = source.poll();
  writeFileSync(join(inbox, 'c.csv'), csv(2).slice(0, 40));
  const more = delay(200).then(() => appendFileSync(join(inbox, 'c.csv'), csv(2).slice(40)));
  assert.deepEqual(await growing, { names: [], growing: ['c.csv'], statuses: [] });
  await more;
  assert.deepEqual((await source.poll()).names, ['c.csv']);
  renameSync(join(inbox, 'b.csv.part'), join(inbox, 'b.csv'));
  assert.deepEqual((await source.poll()).statuses, ['skipped']);
});

test('folder: only below the folders that the operator named', async () => {
  const source = await sources.source({ kind: 'folder', settings: { path: `${inbox}/../secrets` } });
  await assert.rejects(source.poll(), { code: 'sources.folder_not_allowed' });
});

test('a source that nobody can be read from says what is wrong with it', async () => {
  const { api } = sources;
  const { body: configs } = await api.call('GET', '/api/v1/import-configs');
  const refused = await api.call('POST', '/api/v1/import-sources', {
    name: 'Wrong',
    kind: 'ftp',
    configId: configs.items[0]!['id'],
    settings: { host: 'ftp.example.com', folder: 'a\r\nDELE b', frequency: 3 },
    secret: { token: 'x' },
  });
  assert.deepEqual([refused.status, refused.body['code']], [400, 'sources.invalid']);
  for (const part of ['user', 'folder', 'frequency', 'secret/token'])
    assert.match(String(refused.body['detail']), new RegExp(part));
});

test('a file of a configuration that only plans waits for somebody, and they are told', async () => {
  const { api } = sources;
  const configs = await api.call('GET', '/api/v1/import-configs');
  const url = `/api/v1/import-configs/${String(configs.body.items[0]!['id'])}`;
  assert.equal((await api.call('PATCH', url, { mode: 'preview' })).status, 200);
  const source = await sources.source({ kind: 'http', settings: { url: urlOf('/feed.csv') } });
  content = csv(8);
  assert.deepEqual((await source.poll()).names, ['feed.csv']);
  await sources.runImports(source.id);
  assert.deepEqual(await sources.statusesOf(source.id), ['awaiting_confirmation']);
  const waiting = (await api.call('GET', '/api/v1/review')).body.items;
  assert.deepEqual(
    waiting.map(({ kind }) => kind),
    ['import.planned'],
  );
  const job = await api.call('GET', String(waiting[0]!['address']).replace('/imports', '/api/v1/imports'));
  const confirmed = await api.call('POST', `/api/v1/imports/${String(waiting[0]!['id'])}/confirm`, {
    planId: job.body['operationId'],
  });
  assert.equal(confirmed.status, 202, JSON.stringify(confirmed.body));
  await sources.runImports(source.id);
  assert.deepEqual(await sources.statusesOf(source.id), ['completed']);
});
