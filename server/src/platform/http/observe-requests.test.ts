import assert from 'node:assert/strict';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { Type } from 'typebox';
import { captureLog } from '../../../test/support/captured-log.ts';
import { until } from '../../../test/support/until.ts';
import { loadConfig } from '../config.ts';
import type { AnsweredRequest } from './observe-requests.ts';
import { createHttpServer, type HttpServer, type RouteSet } from './server.ts';

const SECRET = 'correct-horse-battery';
const open = { permission: 'public' };
const captured = captureLog();
const answered: AnsweredRequest[] = [];
let hold: () => Promise<unknown> = async () => undefined;

const routes: RouteSet = (app) => {
  app.addHook('onRequest', async (request) => {
    request.principal = {
      kind: 'user',
      id: 'user-7',
      userId: 'user-7',
      name: 'Ada',
      permissions: new Set(),
      sessionId: null,
    };
  });
  app.get('/api/v1/things/:id', { config: open }, async () => ({ ok: true }));
  app.get('/api/v1/slow', { config: open }, async () => hold());
  app.post('/api/v1/things', { config: open, schema: { body: Type.Unknown() } }, async (request) => {
    await delay(1);
    captured.log.info('somebody far inside');
    request.log.info({ headers: request.headers, body: request.body }, 'careless');
    throw Object.assign(new Error(`password=${SECRET}`), { headers: request.headers });
  });
};

let app: HttpServer;
before(async () => {
  app = await createHttpServer({
    config: loadConfig({}),
    log: captured.log,
    authenticate: async () => null,
    routes: [routes],
    observer: { answered: (request) => void answered.push(request) },
    web: async (request, response) => {
      response.statusCode = request.url === '/gone' ? 404 : 200;
      response.end('page');
    },
  });
});
after(() => app.close());
beforeEach(() => {
  captured.clear();
  answered.length = 0;
});

async function listen(): Promise<number> {
  if (!app.server.listening) {
    await app.listen({ host: '127.0.0.1', port: 0 });
    assert.equal(captured.text(), '', 'where it listens is no line of the log');
  }
  return (app.server.address() as AddressInfo).port;
}

const accessLines = (): Record<string, unknown>[] =>
  captured.lines().filter(({ msg }) => msg === 'request answered');

test('one line for a request: route, status, duration and who', async () => {
  await app.inject({ url: '/api/v1/things/42', headers: { 'x-request-id': 'r-1' } });
  const [line, ...more] = await until(
    async () => accessLines(),
    (lines) => lines.length > 0,
  );
  assert.deepEqual(more, []);
  const { requestId, method, route, status, principalId, level } = line!;
  assert.deepEqual(
    { requestId, method, route, status, principalId, level },
    {
      requestId: 'r-1',
      method: 'GET',
      route: '/api/v1/things/:id',
      status: 200,
      principalId: 'user-7',
      level: 30,
    },
  );
  assert.ok(Number(line!['ms']) > 0 && answered[0]!.seconds > 0);
});

test('every line of a request names it once, also behind a body that comes late and of parts that know nothing of it', async () => {
  const port = await listen();
  const socket = connect(port, '127.0.0.1');
  const head = [
    'POST /api/v1/things HTTP/1.1',
    `Host: localhost:${port}`,
    'X-Request-Id: r-2',
    'Content-Type: application/json',
  ];
  socket.write(`${head.join('\r\n')}\r\nContent-Length: 2\r\n\r\n`);
  // A turn of the server in between: the body comes in the course of the socket, and Fastify leads it back.
  await app.inject({ url: '/api/v1/things/1', headers: { 'x-request-id': 'other' } });
  socket.end('{}');
  const lines = await until(
    async () => captured.lines().filter(({ requestId }) => requestId !== 'other'),
    (all) => all.length >= 4,
  );
  assert.deepEqual(lines.map(({ msg }) => msg).sort(), [
    'careless',
    'request answered',
    'request failed',
    'somebody far inside',
  ]);
  for (const line of lines) assert.equal(line['requestId'], 'r-2', String(line['msg']));
  for (const text of captured.text().trim().split('\n')) assert.equal(text.split('"requestId"').length, 2);
});

test('a secret of headers, address or body is in no line', async () => {
  await app.inject({
    method: 'POST',
    url: `/api/v1/things`,
    headers: { authorization: `Bearer ${SECRET}`, cookie: `sid=${SECRET}` },
    payload: { user: { password: SECRET, tokens: [{ refreshToken: SECRET }] } },
  });
  await app.inject({ url: `/api/v1/things/1?token=${SECRET}` });
  await app.inject({ url: `/nowhere/${SECRET}` });
  await until(
    async () => accessLines(),
    (lines) => lines.length >= 3,
  );
  assert.ok(captured.lines().some(({ msg }) => msg === 'careless'));
  assert.doesNotMatch(captured.text(), new RegExp(SECRET));
});

test('addresses without a route share a name, and what cannot be read is counted too', async () => {
  for (const url of ['/products/1', '/products/2', '/gone', '/api/v1/a', '/api/v1/b', '/api/v1/%ZZ'])
    await app.inject({ url });
  await until(
    async () => answered,
    (all) => all.length >= 6,
  );
  assert.deepEqual(
    answered.map(({ route, status }) => [route, status]),
    [
      ['(page)', 200],
      ['(page)', 200],
      ['(none)', 404],
      ['(none)', 404],
      ['(none)', 404],
      ['(none)', 400],
    ],
  );
});

test('a caller who goes away is counted once, as one who went away', async () => {
  let release: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => {
    hold = async () => {
      resolve();
      await new Promise<void>((go) => (release = go));
      return {};
    };
  });
  const port = await listen();
  const socket = connect(port, '127.0.0.1');
  socket.write(`GET /api/v1/slow HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
  await reached;
  socket.destroy();
  await until(
    async () => answered,
    (all) => all.length > 0,
  );
  release();
  await app.inject({ url: '/api/v1/things/1' });
  await until(
    async () => answered,
    (all) => all.length > 1,
  );
  assert.deepEqual(
    answered.map(({ status }) => status),
    [499, 200],
  );
});
