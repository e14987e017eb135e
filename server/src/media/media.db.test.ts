import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createSafeFetch } from '../platform/http/safe-fetch.ts';
import { createTestApi, type Answer, type TestApi } from '../../test/support/api.ts';
import { fetchDue } from './fetching/fetch-media.ts';

let api: TestApi;
let server: Server;
let address: string;
let asked: string[] = [];
let now = new Date('2026-11-27T12:00:00Z');
const png = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d4948445200000140000000f0', 'hex'),
  Buffer.alloc(64),
]);
const signal = new AbortController().signal;

before(async () => {
  api = await createTestApi();
  server = createServer((request, response) => {
    asked.push(request.url!);
    if (request.url === '/busy.png' && asked.filter((url) => url === '/busy.png').length < 2)
      return void response.writeHead(503).end();
    if (request.url === '/page.png') return void response.end('<html>sign in</html>');
    if (request.url === '/gone.png') return void response.writeHead(404).end();
    response.end(png);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(async () => {
  server.close();
  await api.close();
});

let files = 0;
async function imported(lines: readonly string[], fields: Record<string, string> = {}): Promise<Answer> {
  const path = join(api.installation.dataDir, `media-${++files}.csv`);
  writeFileSync(path, `Référence;Désignation;Images\n${lines.join('\n')}\n`);
  const sent = await api.upload({ supplier: 'Pictures', mode: 'apply', ...fields }, path);
  assert.equal(sent.status, 202, JSON.stringify(sent.body));
  const id = String(sent.body['id']);
  await api.system.importRunner.run(id, { signal });
  return api.call('GET', `/api/v1/imports/${id}`);
}
const rowsOf = ({ body }: Answer): unknown[] => {
  const { created, updated, unchanged, rejected } = body['rows'] as Record<string, number>;
  return [created, updated, unchanged, rejected];
};
async function pictures(reference: string): Promise<Answer['body']['items']> {
  const { body } = await api.call('GET', `/api/v1/products?supplierReference=${reference}`);
  return (await api.call('GET', `/api/v1/products/${String(body.items[0]!['id'])}/media`)).body.items;
}
const named = async (reference: string): Promise<unknown[]> =>
  (await pictures(reference)).map(({ source, role }) => [source, role]);
const fetchAll = (): Promise<number> =>
  fetchDue(
    {
      db: api.system.databases.media,
      storage: api.system.storage,
      fetchSafely: createSafeFetch({ allows: () => true }),
      now: () => now,
    },
    signal,
  );
const mediaCount = async (): Promise<number> =>
  (await api.system.databases.pools.media.query<{ n: number }>('select count(*)::int as n from media'))
    .rows[0]!.n;

test('a file’s pictures are kept in their order, compared, changed, and taken back with their import', async () => {
  const first = await imported([
    'P1;One;https://x.example/a.jpg|https://x.example/b.jpg',
    'P2;Two;front.jpg',
    'P3;None;',
  ]);
  assert.deepEqual(rowsOf(first), [3, 0, 0, 0]);
  const [a, b] = ['https://x.example/a.jpg', 'https://x.example/b.jpg'];
  assert.deepEqual(await named('P1'), [
    [a, 'main'],
    [b, 'gallery'],
  ]);
  assert.deepEqual([await named('P2'), await named('P3')], [[['front.jpg', 'main']], []]);
  assert.equal((await pictures('P2'))[0]!['state'], 'awaiting_upload');

  const same = await imported([`P1;One;${a}, ${b}`, 'P2;Two;front.jpg', 'P3;None;']);
  assert.deepEqual(rowsOf(same), [0, 0, 3, 0]);
  const turned = await imported([`P1;One;${b}|https://x.example/c.jpg|${a}`, 'P2;Two;', 'P3;None;']);
  assert.deepEqual(rowsOf(turned), [0, 1, 2, 0]);
  assert.deepEqual(await named('P1'), [
    [b, 'main'],
    ['https://x.example/c.jpg', 'gallery'],
    [a, 'gallery'],
  ]);
  const { body } = await api.call('GET', '/api/v1/products?supplierReference=P1');
  const history = await api.call('GET', `/api/v1/products/${String(body.items[0]!['id'])}/history`);
  assert.match(JSON.stringify(history.body), /"image","old":\["https:\/\/x.example\/a.jpg"|"field":"image"/);

  const undo = await api.call('POST', `/api/v1/imports/${String(turned.body['id'])}/undo`, {});
  await api.system.undos.run(String(undo.headers['operation-id']), { signal });
  assert.deepEqual(await named('P1'), [
    [a, 'main'],
    [b, 'gallery'],
  ]);
});

test('a name that is none is said and left out; its row is taken', async () => {
  const job = await imported(['W1;Wrong;javascript:alert(1)|https://x.example/w.jpg']);
  assert.deepEqual([rowsOf(job), await named('W1')], [[1, 0, 0, 0], [['https://x.example/w.jpg', 'main']]]);
  assert.ok((job.body['warnings'] as { code: string }[]).some(({ code }) => code === 'image.not_an_address'));
});

test('each address is recorded once and fetched; what fails says why, and what may still come is tried again', async () => {
  await api.system.referenceFollower.catchUp(signal);
  const before = await mediaCount();
  await imported(
    [
      `F1;Good;${address}/good.png`,
      `F2;Same;${address}/good.png`,
      `F3;Page;${address}/page.png`,
      `F4;Gone;${address}/gone.png`,
      `F5;Busy;${address}/busy.png`,
    ],
    { force: 'true' },
  );
  await api.system.referenceFollower.catchUp(signal);
  await api.system.referenceFollower.catchUp(signal);
  assert.equal((await mediaCount()) - before, 4);
  assert.equal((await pictures('F1'))[0]!['id'], (await pictures('F2'))[0]!['id']);
  assert.equal((await pictures('F1'))[0]!['state'], 'to_fetch');
  await api.system.databases.pools.media.query(
    `update media set next_try_at = 'infinity' where address not like '${address}%'`,
  );
  now = new Date();
  await fetchAll();

  const [good] = await pictures('F1');
  assert.deepEqual(
    [good!['state'], good!['type'], good!['width'], good!['height'], good!['failure']],
    ['ready', 'image/png', 320, 240, null],
  );
  const opened = await api.app.inject({ method: 'GET', url: String(good!['url']) });
  assert.deepEqual([opened.statusCode, opened.rawPayload.equals(png)], [200, true]);
  const failure = async (reference: string): Promise<unknown[]> => {
    const [picture] = await pictures(reference);
    return [picture!['state'], (picture!['failure'] as { code: string } | null)?.code];
  };
  assert.deepEqual(await failure('F3'), ['failed', 'media.not_an_image']);
  assert.deepEqual(await failure('F4'), ['failed', 'media.http_status']);
  assert.deepEqual(await failure('F5'), ['to_fetch', 'media.http_status']);
  assert.equal(await fetchAll(), 0);
  now = new Date(now.getTime() + 11 * 60_000);
  assert.equal(await fetchAll(), 1);
  assert.deepEqual(await failure('F5'), ['ready', undefined]);
  assert.deepEqual(asked.filter((url) => url === '/good.png').length, 1);
});

test('pictures that nobody has hold up no row', async () => {
  server.close();
  const job = await imported(['N1;Nowhere;http://127.0.0.1:9/none.png']);
  assert.deepEqual([job.body['status'], rowsOf(job)], ['completed', [1, 0, 0, 0]]);
});
