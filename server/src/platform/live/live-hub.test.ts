import assert from 'node:assert/strict';
import { request as requestHttp } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, test } from 'node:test';
import Fastify from 'fastify';
import { buildPrincipal, connectLive, type LiveClient } from '../../../test/support/live-client.ts';
import { until } from '../../../test/support/until.ts';
import type { Principal } from '../http/principal.ts';
import type { HttpServer } from '../http/server.ts';
import { createLog } from '../telemetry/log.ts';
import type { Bus, BusListener } from './bus.ts';
import { createLiveHub, liveLimits, type LiveLimits } from './live-hub.ts';
import type { LiveMessage } from './live-message.ts';
import { serveLive } from './serve-live.ts';

const log = createLog({ level: 'silent', name: 'test' });
const topics = [
  { pattern: /^imports\/\w+$/, permission: 'imports:read' },
  { pattern: /^products$/, permission: 'products:read' },
  { pattern: /^notifications$/, permission: null },
];

interface Setting {
  readonly url: string;
  readonly app: HttpServer;
  readonly alive: { value: boolean | Error; asked: number };
  publish(message: Partial<LiveMessage>): void;
  gap(): void;
  connect(
    principal?: Principal,
    headers?: Record<string, string>,
    answersPings?: boolean,
  ): Promise<LiveClient>;
}

const open: HttpServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((app) => app.close()));
});

/** A hub on a port of its own; what the bus would bring is said by `publish`. */
async function serve(limits: Partial<LiveLimits> = {}): Promise<Setting> {
  let listener: BusListener | undefined;
  const bus: Bus = {
    publish: async () => undefined,
    listen: async (given) => void (listener = given),
    close: async () => undefined,
  };
  const alive: Setting['alive'] = { value: true, asked: 0 };
  const isAlive = async (): Promise<boolean> => {
    alive.asked++;
    if (alive.value instanceof Error) throw alive.value;
    return alive.value;
  };
  const hub = createLiveHub({ bus, topics, isAlive, log, limits: { ...liveLimits, ...limits } });
  const app = Fastify({ forceCloseConnections: true }) as unknown as HttpServer;
  app.get('/plain', async () => ({ plain: true }));
  const tickets = new Map<string, Principal>();
  const redeem = async (ticket: string): Promise<Principal | null> => {
    const principal = tickets.get(ticket) ?? null;
    tickets.delete(ticket);
    return principal;
  };
  serveLive({ app, hub, redeem, origins: ['https://shop.example'], log });
  await app.listen({ host: '127.0.0.1', port: 0 });
  open.push(app);
  const url = `127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  let count = 0;
  return {
    url,
    app,
    alive,
    publish: (message) =>
      listener!.message({ type: 'products.changed', topics: ['products'], at: '', data: {}, ...message }),
    gap: () => listener!.gap(),
    connect(principal = buildPrincipal(), headers = {}, answersPings = true) {
      const ticket = `ticket${++count}`;
      tickets.set(ticket, principal);
      return connectLive(`ws://${url}/ws?ticket=${ticket}`, headers, answersPings);
    },
  };
}

const dataOf = ({ received }: LiveClient): unknown[] =>
  received.filter((message) => message['data']).map((message) => message['data']);

test('a client hears what it follows, numbered, and nothing else', async () => {
  const { connect, publish } = await serve();
  const client = await connect();
  client.send({ subscribe: ['imports/a', 'products'] });
  await client.sawType('subscribed');
  publish({ topics: ['imports/b', 'jobs'], data: { n: 1 } });
  publish({ topics: ['imports/a', 'jobs'], data: { n: 2 } });
  client.send({ unsubscribe: ['imports/a'], subscribe: [] });
  await client.saw(
    (message) => message['type'] === 'subscribed' && (message['topics'] as string[]).length === 1,
  );
  publish({ topics: ['imports/a'], data: { n: 3 } });
  publish({ data: { n: 4 } });
  const last = await client.saw((message) => (message['data'] as { n?: number })?.n === 4);
  assert.deepEqual(dataOf(client), [{ n: 2 }, { n: 4 }]);
  const first = client.received.find((message) => message['data'])!;
  assert.equal(Number(last['seq']) - Number(first['seq']), 2);
});

test('a topic needs its permission, and notifications are one’s own', async () => {
  const { connect, publish } = await serve();
  const other = 'a0000000-0000-4000-8000-000000000002';
  const client = await connect(buildPrincipal({ permissions: new Set(['products:read']) }));
  const key = await connect(buildPrincipal({ kind: 'api_key', id: other, userId: null }));
  client.send({ subscribe: ['imports/a', 'nothing', 'notifications', 'products'] });
  key.send({ subscribe: ['notifications', 'products'] });
  const answer = await client.sawType('subscribed');
  assert.deepEqual(answer['topics'], ['notifications', 'products']);
  await key.sawType('subscribed');
  const errors = client.received.filter((message) => message['type'] === 'error');
  assert.deepEqual(
    errors.map((error) => [error['topic'], error['code'], error['permission']]),
    [
      ['imports/a', 'live.forbidden', 'imports:read'],
      ['nothing', 'live.invalid', undefined],
    ],
  );
  publish({ topics: ['imports/a'], data: { for: 'nobody' } });
  publish({ topics: ['notifications'], userId: other, data: { for: 'another' } });
  publish({ topics: ['notifications'], userId: buildPrincipal().id, data: { for: 'me' } });
  publish({ data: { for: 'all' } });
  for (const heard of [client, key])
    await heard.saw((message) => (message['data'] as { for?: string })?.for === 'all');
  assert.deepEqual(dataOf(client), [{ for: 'me' }, { for: 'all' }]);
  assert.deepEqual(dataOf(key), [{ for: 'all' }]);
});

test('who comes back gets what was missed, or is told to read anew', async () => {
  const { connect, publish, gap } = await serve({ window: 10 });
  const first = await connect();
  first.send({ subscribe: ['products'] });
  await first.sawType('subscribed');
  publish({ data: { n: 0 } });
  const { seq } = await first.saw((message) => message['data'] !== undefined);
  first.socket.close();
  await first.closed;
  for (let n = 1; n <= 5; n++) publish({ data: { n } });
  publish({ topics: ['imports/a'], data: { n: 'other' } });
  const back = await connect();
  back.send({ subscribe: ['products'], after: seq });
  await back.saw((message) => (message['data'] as { n?: number })?.n === 5);
  assert.deepEqual(
    dataOf(back),
    [1, 2, 3, 4, 5].map((n) => ({ n })),
  );

  for (let n = 6; n <= 30; n++) publish({ data: { n } });
  for (const after of [seq as number, 0, Number.MAX_SAFE_INTEGER]) {
    const late = await connect();
    late.send({ subscribe: ['products'], after });
    assert.equal((await late.sawType('resync'))['type'], 'resync', String(after));
    assert.deepEqual(dataOf(late), []);
    late.socket.terminate();
    await late.closed;
  }

  const newest = back.received.at(-1)!['seq'];
  gap();
  await back.sawType('resync');
  const stranger = await connect();
  stranger.send({ subscribe: ['products'], after: newest });
  await stranger.sawType('resync');
  publish({ data: { n: 'after the gap' } });
  await back.saw((message) => (message['data'] as { n?: string })?.n === 'after the gap');
});

test('pages of other origins are refused', async () => {
  const { connect, url } = await serve();
  for (const origin of [
    'https://evil.example',
    'null',
    'http://127.0.0.1',
    `https://${url.replace(/:.*/, '')}:1`,
  ])
    await assert.rejects(connect(undefined, { origin }), { status: 403 }, origin);
  for (const origin of [`http://${url}`, 'https://shop.example'])
    (await connect(undefined, { origin })).socket.terminate();
});

test('no ticket, an unknown one and one that was used open nothing', async () => {
  const { url, connect } = await serve();
  await connect();
  for (const query of ['', '?ticket=', '?ticket=unknown', '?ticket=ticket1'])
    await assert.rejects(connectLive(`ws://${url}/ws${query}`), { status: 401 }, query);
});

test('other requests that offer an upgrade are answered as what they are', async () => {
  const { url } = await serve();
  const status = await new Promise((resolve, reject) => {
    const headers = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABk' };
    requestHttp(`http://${url}/plain`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  assert.equal(status, 200);
});

test('a frame over 64 kB closes with 1009, a flood of frames with 1008', async () => {
  const { connect } = await serve();
  const large = await connect();
  large.socket.send('x'.repeat(64 * 1024));
  await large.sawType('error');
  large.socket.send('x'.repeat(64 * 1024 + 1));
  assert.equal(await large.closed, 1009);
  const flood = await connect();
  for (let n = 0; n < 100; n++) flood.send({ subscribe: ['products'] });
  assert.equal(await flood.closed, 1008);
});

test('a client that does not read is dropped with 1013', async () => {
  const { connect, publish } = await serve({ bufferedBytes: 64 * 1024 });
  const [slow, quick] = [await connect(), await connect()];
  for (const client of [slow, quick]) {
    client.send({ subscribe: ['products'] });
    await client.sawType('subscribed');
  }
  slow.socket.pause();
  const data = { text: 'x'.repeat(7_000) };
  // As much as the system takes for a socket is more than anything of ours bounds.
  for (let n = 0; n < 3_000; n++) {
    publish({ data });
    if (n % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  publish({ type: 'last' });
  await quick.sawType('last');
  slow.socket.resume();
  assert.equal(await slow.closed, 1013);
  assert.equal(quick.socket.readyState, quick.socket.OPEN);
});

test('a principal has so many connections, and a place is free again when one ends', async () => {
  const { connect } = await serve({ connectionsPerPrincipal: 2 });
  const [first] = [await connect(), await connect()];
  await assert.rejects(connect(), { status: 429 });
  await connect(buildPrincipal({ id: 'a0000000-0000-4000-8000-000000000009' }));
  first.socket.close();
  await first.closed;
  await connect();
  await assert.rejects(connect(), { status: 429 });
});

test('connections end with the session, and not because nobody can say whether it ended', async () => {
  const { connect, alive } = await serve({ aliveMs: 20 });
  const client = await connect();
  alive.value = new Error('the database does not answer');
  const asked = await until(
    async () => alive.asked,
    (times) => times >= 3,
  );
  assert.ok(asked >= 3);
  assert.equal(client.socket.readyState, client.socket.OPEN);
  alive.value = false;
  assert.equal(await client.closed, 4401);
  assert.ok(liveLimits.aliveMs <= 4_000, 'within 5 s');
});

test('a client that answers no ping is cut off', async () => {
  const { connect } = await serve({ pingMs: 50 });
  const [present, silent] = [await connect(), await connect(undefined, {}, false)];
  assert.equal(await silent.closed, 1006);
  await new Promise((resolve) => present.socket.once('ping', resolve));
  assert.equal(present.socket.readyState, present.socket.OPEN);
});

test('a server that stops says so', async () => {
  const { connect, app } = await serve();
  const client = await connect();
  await app.close();
  assert.equal(await client.closed, 1001);
});
