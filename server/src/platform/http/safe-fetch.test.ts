import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { isPublicAddress } from './public-address.ts';
import { checkUrl, createSafeFetch, createSafeOpen, type SafeRequest } from './safe-fetch.ts';

const seen: { url: string; method: string; headers: IncomingMessage['headers']; body: string }[] = [];
const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  seen.push({ url: request.url!, method: request.method!, headers: request.headers, body });
  const [, path, argument] = request.url!.split('/');
  if (path === 'redirect')
    response
      .writeHead(Number(request.headers['x-status'] ?? 302), { location: decodeURIComponent(argument!) })
      .end();
  else if (path === 'steps')
    response
      .writeHead(302, { location: Number(argument) > 1 ? `/steps/${Number(argument) - 1}` : '/end' })
      .end();
  else if (path === 'broken')
    response
      .writeHead(200, { 'content-length': 10 })
      .write('half', () => setTimeout(() => response.destroy(), 20));
  else if (path === 'long') response.end('x'.repeat(5_000));
  else if (path !== 'silent') response.end('hello');
});
let base = '';
before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const limits = { timeoutMs: 5_000, maxBytes: 1_000 };
const onlyHere = (address: string): boolean => address === '127.0.0.1';
const here = createSafeFetch({ allows: onlyHere });
const get = (path: string, more: Partial<SafeRequest> = {}) => here({ url: base + path, ...limits, ...more });
const resolvingTo = (...addresses: string[]) =>
  createSafeFetch({
    lookup: (_host, done) =>
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      ),
  });
const notAllowed = { code: 'address.not_allowed' };

for (const host of [
  '127.0.0.1',
  '2130706433',
  '0177.0.0.1',
  '0x7f.0.0.1',
  '0x7f000001',
  '017700000001',
  '127.1',
  '127.0.1',
  '0',
  '0.0.0.0',
  '10.1.2.3',
  '0xa000001',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '2852039166',
  '0251.0376.0251.0376',
  '100.64.0.1',
  '192.0.0.8',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[0:0:0:0:0:ffff:a9fe:a9fe]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[2002:7f00:1::]',
  '[2001:0:7f00:1::]',
  '[fe80::1]',
  '[fc00::1]',
  '[fd12:3456::1]',
  '[fec0::1]',
  '[ff02::1]',
  '[2001:db8::1]',
  '１２７.0.0.1',
  '127。0。0。1',
])
  test(`refuses ${host} as it is written`, async () => {
    await assert.rejects(createSafeFetch()({ url: `http://${host}/`, ...limits }), notAllowed);
  });

test('lets addresses of the Internet pass', () => {
  for (const host of [
    '8.8.8.8',
    '172.32.0.1',
    '100.128.0.1',
    '[2606:4700::1111]',
    'example.com',
    '134744072',
  ])
    assert.doesNotThrow(() => checkUrl(`https://${host}:8443/hook?a=b`), host);
  for (const address of ['8.8.8.8', '2606:4700::1111']) assert.equal(isPublicAddress(address), true);
  for (const text of ['', 'localhost', '2606:4700::1111%eth0'])
    assert.equal(isPublicAddress(text), false, text);
});

test('refuses other schemes, and credentials without repeating them', () => {
  for (const url of [
    'ftp://example.com',
    'file:///etc/passwd',
    'gopher://127.0.0.1',
    '//example.com',
    'nonsense',
  ])
    assert.throws(() => checkUrl(url), notAllowed, url);
  assert.throws(
    () => checkUrl('https://user:hunter2@example.com/'),
    (error: Error) => !error.message.includes('hunter2'),
  );
});

test('a name is refused when one of its addresses is not public', async () => {
  for (const addresses of [
    ['127.0.0.1'],
    ['8.8.8.8', '10.0.0.1'],
    ['::ffff:10.0.0.1'],
    ['fd00::1', '8.8.8.8'],
    [],
  ])
    await assert.rejects(
      resolvingTo(...addresses)({ url: 'http://localhost/', ...limits }),
      notAllowed,
      addresses.join(),
    );
});

test('a name is refused by the system’s own answer too', async () => {
  const { port } = new URL(base);
  const before = seen.length;
  await assert.rejects(createSafeFetch()({ url: `http://localhost:${port}/`, ...limits }), notAllowed);
  assert.equal(seen.length, before, 'nothing was sent');
});

test('a name that leads elsewhere when it is connected to is refused on the connection', async () => {
  let asked = 0;
  const fickle = createSafeFetch({
    allows: () => ++asked < 2,
    lookup: (_host, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
  });
  const before = seen.length;
  await assert.rejects(fickle({ url: base.replace('127.0.0.1', 'localhost'), ...limits }), notAllowed);
  assert.equal(asked, 2);
  assert.equal(seen.length, before, 'nothing was sent');
});

test('each redirect is checked, and three are followed', async () => {
  for (const target of ['http://10.0.0.1/', 'http://2130706434/', 'ftp://127.0.0.1/', 'http://[::1]/'])
    await assert.rejects(get(`/redirect/${encodeURIComponent(target)}`), notAllowed, target);
  const answer = await get('/steps/3');
  assert.deepEqual([answer.status, answer.url, String(answer.body)], [200, `${base}/end`, 'hello']);
  await assert.rejects(get('/steps/4'), { code: 'address.redirects' });
});

test('what is posted is posted again, or not redirected at all', async () => {
  const to = `/redirect/${encodeURIComponent('/end')}`;
  const post = (status: string) =>
    get(to, { method: 'POST', body: '{"a":1}', headers: { 'x-status': status } });
  assert.equal((await post('302')).status, 302);
  assert.equal((await post('307')).status, 200);
  assert.deepEqual([seen.at(-1)!.url, seen.at(-1)!.method, seen.at(-1)!.body], ['/end', 'POST', '{"a":1}']);
});

test('credentials stay with the origin they were meant for', async () => {
  const target = base.replace('127.0.0.1', 'localhost');
  const fetch = createSafeFetch({
    allows: onlyHere,
    lookup: (_host, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
  });
  const headers = { Authorization: 'Bearer x', Accept: 'text/plain' };
  await fetch({ url: `${base}/redirect/${encodeURIComponent(`${target}/end`)}`, headers, ...limits });
  assert.deepEqual(
    [seen.at(-1)!.headers.authorization, seen.at(-1)!.headers.accept],
    [undefined, 'text/plain'],
  );
  await fetch({ url: `${base}/redirect/${encodeURIComponent('/end')}`, headers, ...limits });
  assert.equal(seen.at(-1)!.headers.authorization, 'Bearer x');
});

test('time and size have limits', async () => {
  await assert.rejects(get('/long'), { code: 'address.too_large' });
  assert.equal((await get('/long', { cut: true })).body.length, 1_000);
  await assert.rejects(get('/silent', { timeoutMs: 100 }), { code: 'address.unreachable', retryable: true });
  await assert.rejects(here({ url: 'http://127.0.0.1:1/', ...limits }), { code: 'address.unreachable' });
});

test('a line that breaks before anybody reads fails the reader, and nothing else', async () => {
  const { body, status } = await createSafeOpen({ allows: onlyHere })({
    url: `${base}/broken`,
    timeoutMs: 5_000,
    secretHeaders: ['X-Key'],
  });
  assert.equal(status, 200);
  await delay(100);
  await assert.rejects(async () => {
    for await (const chunk of body) assert.ok(chunk);
  }, /aborted/);
});
