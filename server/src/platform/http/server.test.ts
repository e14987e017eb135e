import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Type } from 'typebox';
import { loadConfig } from '../config.ts';
import { AppError } from '../errors.ts';
import { createLog } from '../telemetry/log.ts';
import type { Authenticate } from './authorise.ts';
import { createHttpServer, type HttpServer, type RouteSet } from './server.ts';

const log = createLog({ level: 'silent', name: 'test' });
const config = loadConfig({});
const open = { permission: 'public' };
const Body = Type.Object(
  {
    name: Type.Optional(Type.Union([Type.String({ maxLength: 5 }), Type.Null()])),
    kind: Type.Optional(Type.Union([Type.Literal('one'), Type.Literal('two')])),
    more: Type.Optional(Type.Unknown()),
  },
  { additionalProperties: false },
);

const routes: RouteSet = (app) => {
  app.patch('/api/v1/echo', { schema: { body: Body }, config: open }, async (request) => request.body);
  app.get('/api/v1/plain', { config: open }, async () => ({ ok: true }));
  app.get('/api/v1/down', { config: open }, async () => {
    throw new AppError('database.unavailable', {
      message: 'connect ECONNREFUSED /run/secret.sock',
      params: { part: 'catalog' },
    });
  });
  app.get('/api/v1/guarded', { config: { permission: 'things:read' } }, async () => 'guarded');
  app.get('/api/v1/mine', { config: { permission: 'self' } }, async () => 'mine');
  app.get('/api/v1/lost', { config: open }, async () => {
    throw Object.assign(new Error('terminating connection'), { code: '57P01' });
  });
  app.get('/api/v1/broken', { config: open }, async () => {
    throw new Error('password=hunter2');
  });
};

/** `Bearer <permission>` is somebody with that permission. */
const authenticate: Authenticate = async (request) => {
  const permission = request.headers.authorization?.replace('Bearer ', '');
  if (!permission) return null;
  const permissions = new Set([permission]);
  return { kind: 'user', id: 'u', userId: 'u', name: 'Test', permissions, sessionId: null };
};

let app: HttpServer;
before(async () => {
  app = await createHttpServer({
    config,
    log,
    authenticate,
    routes: [routes],
    web: async (request, response) => {
      if (request.url === '/breaks') throw new Error('page broke');
      response.end(`page ${request.url}`);
    },
  });
});
after(() => app.close());

async function call(
  method: 'GET' | 'PATCH',
  url: string,
  payload?: object | string,
  headers: Record<string, string> = {},
) {
  const response = await app.inject({
    method,
    url,
    headers: { ...(typeof payload === 'string' ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(payload === undefined ? {} : { payload }),
  });
  const problem = (): Record<string, unknown> => {
    assert.match(String(response.headers['content-type']), /^application\/problem\+json/);
    return JSON.parse(response.body) as Record<string, unknown>;
  };
  return { status: response.statusCode, headers: response.headers, body: response.body, problem };
}

test('what is wrong with a body is named once per place, with what is allowed there', async () => {
  const answer = await call('PATCH', '/api/v1/echo', { name: 'too long', kind: 'three', colour: 1 });
  assert.equal(answer.status, 400);
  const { code, errors, requestId } = answer.problem();
  assert.equal(code, 'request.invalid');
  assert.equal(requestId, answer.headers['x-request-id']);
  assert.deepEqual(
    (errors as { path: string; code: string }[]).map((error) => [error.path, error.code]).sort(),
    [
      ['body/colour', 'unknown_field'],
      ['body/kind', 'enum'],
      ['body/name', 'maxLength'],
    ],
  );
});

test('a parameter is refused also by a route that knows none', async () => {
  const answer = await call('GET', '/api/v1/plain?colour=blue');
  assert.equal(answer.status, 400);
  assert.deepEqual(
    (answer.problem()['errors'] as { path: string }[]).map((error) => error.path),
    ['query/colour'],
  );
});

test('what no text column can hold is refused with its place', async () => {
  const nested = `{"more":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  for (const [payload, path] of [
    ['{"name":"a\\u0000"}', 'body/name'],
    ['{"more":{"x":["\\ud800"]}}', 'body/more/x/0'],
    ['{"more":{"\\u0000":1}}', 'body/more'],
    ['{"more":1e400}', 'body/more'],
    [nested, 'body'],
  ] as const) {
    const answer = await call('PATCH', '/api/v1/echo', payload);
    assert.equal(answer.status, 400, path);
    assert.deepEqual(
      (answer.problem()['errors'] as { path: string }[]).map((error) => error.path),
      [path],
    );
  }
  assert.equal((await call('PATCH', '/api/v1/echo', '{"more":{"pair":"\\ud83d\\ude00"}}')).status, 200);
});

test('bodies that are no JSON of ours', async () => {
  for (const [payload, type, status, code] of [
    ['{"name":', 'application/json', 400, 'request.malformed_json'],
    ['{"__proto__":{}}', 'application/json', 400, 'request.malformed_json'],
    ['{"more":{"constructor":{"prototype":{}}}}', 'application/json', 400, 'request.malformed_json'],
    ['<name/>', 'text/xml', 415, 'request.unsupported_type'],
    [`"${'x'.repeat(1024 * 1024)}"`, 'application/json', 413, 'request.too_large'],
  ] as const) {
    const answer = await call('PATCH', '/api/v1/echo', payload, { 'content-type': type });
    assert.equal(answer.status, status, payload.slice(0, 40));
    assert.equal(answer.problem()['code'], code);
  }
  const merge = await call('PATCH', '/api/v1/echo', '{"name":null}', {
    'content-type': 'application/merge-patch+json',
  });
  assert.deepEqual([merge.status, merge.body], [200, '{"name":null}']);
});

test('addresses that cannot be read are problems too', async () => {
  assert.equal((await call('GET', '/api/v1/%ZZ')).problem()['status'], 400);
  assert.equal((await call('GET', '/api/v1/nothing')).problem()['code'], 'route.not_found');
});

test('a part that is down is named, and when to come back, but not its address', async () => {
  const down = await call('GET', '/api/v1/down');
  assert.deepEqual([down.status, down.headers['retry-after']], [503, '2']);
  assert.deepEqual(down.problem()['params'], { part: 'catalog' });
  assert.doesNotMatch(down.body, /secret/);
  const lost = await call('GET', '/api/v1/lost');
  assert.deepEqual([lost.status, lost.problem()['code']], [503, 'database.unavailable']);
});

test('an unexpected error tells nothing of the inside', async () => {
  const answer = await call('GET', '/api/v1/broken');
  assert.deepEqual([answer.status, answer.problem()['code']], [500, 'internal']);
  assert.doesNotMatch(answer.body, /hunter2/);
});

test('texts follow Accept-Language', async () => {
  for (const [header, title] of [
    ['fr-FR', 'Introuvable'],
    ['de, fr;q=0.9, en;q=0.1', 'Introuvable'],
    ['en;q=0.9, fr;q=0.2', 'Not found'],
    ['de', 'Not found'],
    ['français', 'Not found'],
  ])
    assert.equal(
      (await call('GET', '/api/v1/nothing', undefined, { 'accept-language': header! })).problem()['title'],
      title,
      header,
    );
  const invalid = await call('PATCH', '/api/v1/echo', { colour: 1 }, { 'accept-language': 'fr' });
  assert.equal(invalid.problem()['detail'], 'body/colour est inconnu ici');
});

test('an id of the caller comes back, unless it is none', async () => {
  const id = async (given: string) =>
    (await call('GET', '/api/v1/plain', undefined, { 'x-request-id': given })).headers['x-request-id'];
  assert.equal(await id('abc-1'), 'abc-1');
  assert.match(String(await id('a'.repeat(500))), /^[0-9a-f-]{36}$/);
  assert.match(String(await id('{"a": 1}')), /^[0-9a-f-]{36}$/);
});

test('without a right nothing is answered, and what is lacking is named', async () => {
  const answer = (authorization?: string) =>
    call('GET', '/api/v1/guarded', undefined, authorization ? { authorization } : {});
  const nobody = await answer();
  assert.equal(nobody.status, 401);
  assert.equal(nobody.headers['www-authenticate'], 'Bearer');
  const other = await answer('Bearer things:write');
  assert.equal(other.status, 403);
  assert.deepEqual(other.problem()['params'], { permission: 'things:read' });
  assert.equal((await answer('Bearer things:read')).status, 200);
  assert.equal((await call('GET', '/api/v1/mine')).status, 401);
  assert.equal((await call('GET', '/api/v1/mine', undefined, { authorization: 'Bearer x' })).status, 200);
});

test('a route without a permission does not start', async () => {
  const without: RouteSet = (scope) => scope.get('/api/v1/free', async () => 'free');
  await assert.rejects(
    createHttpServer({ config, log, authenticate, routes: [without] }),
    /declares no permission/,
  );
  const hidden: RouteSet = (scope) =>
    scope.get('/api/v1/free', { schema: { hide: true } }, async () => 'free');
  await assert.rejects(
    createHttpServer({ config, log, authenticate, routes: [hidden] }),
    /declares no permission/,
  );
});

test('the rest of the addresses are pages, and one that breaks ends', async () => {
  assert.equal((await call('GET', '/products?page=2')).body, 'page /products?page=2');
  assert.equal((await call('GET', '/apiary')).body, 'page /apiary');
  assert.equal((await call('GET', '/breaks')).status, 500);
  for (const url of ['/api', '/api/v2', '/ws', '/metrics', '/health/nothing'])
    assert.equal((await call('GET', url)).status, 404, url);
});

test('answers carry the headers that keep a browser from guessing', async () => {
  const { headers } = await call('GET', '/api/v1/plain');
  assert.equal(headers['x-content-type-options'], 'nosniff');
  assert.equal(headers['content-security-policy'], "default-src 'none';frame-ancestors 'none'");
  const docs = await call('GET', '/docs/');
  assert.equal(docs.status, 200);
  assert.match(String(docs.headers['content-security-policy']), /^default-src 'self';/);
  assert.match(docs.body, /withDefaultFonts&quot;:false|withDefaultFonts":\s*false/);
});

test('a page may run its own scripts and styles and ask this server; an answer of the API may do nothing', async () => {
  const policy = async (url: string): Promise<string> =>
    String((await app.inject(url)).headers['content-security-policy']);
  for (const page of ['/', '/docs/']) {
    assert.match(
      await policy(page),
      /default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self'/,
      page,
    );
  }
  assert.equal(await policy('/api/v1/plain'), "default-src 'none';frame-ancestors 'none'");
});
