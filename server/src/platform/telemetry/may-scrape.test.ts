import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMetrics } from './metrics.ts';
import { captureLog } from '../../../test/support/captured-log.ts';
import { loadConfig } from '../config.ts';
import { createHttpServer } from '../http/server.ts';
import { metricsRoutes } from './metrics.routes.ts';

const metrics = createMetrics({ version: '1', role: 'api', now: () => 0 });

async function statusOf(
  request: { from?: string; headers?: Record<string, string> },
  token: string | null = 'the-token',
): Promise<number> {
  const app = await createHttpServer({
    config: loadConfig({}),
    log: captureLog('silent').log,
    authenticate: async () => null,
    routes: [metricsRoutes({ metrics, token })],
  });
  const answer = await app.inject({
    url: '/metrics',
    remoteAddress: request.from ?? '127.0.0.1',
    headers: request.headers ?? {},
  });
  await app.close();
  if (answer.statusCode === 401) {
    assert.equal(answer.json()['code'], 'metrics.unauthenticated');
    assert.equal(answer.headers['www-authenticate'], 'Bearer realm="metrics"');
    assert.doesNotMatch(answer.body, /pm_build_info/);
  } else assert.match(answer.body, /pm_build_info/);
  return answer.statusCode;
}

test('this machine reads without a token, in every form its address has', async () => {
  for (const from of ['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1'])
    assert.equal(await statusOf({ from }), 200, from);
  assert.equal(await statusOf({}, null), 200);
});

test('another machine is refused, and so is one behind a proxy of this machine', async () => {
  for (const from of ['10.0.0.5', '::ffff:10.0.0.5', 'fe80::1', '::127.0.0.1'])
    assert.equal(await statusOf({ from }), 401, from);
  for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])
    assert.equal(await statusOf({ headers: { [name]: '127.0.0.1' } }), 401, name);
});

test('the token opens from anywhere, another one or a part of it does not', async () => {
  const status = (authorization: string, token?: string | null): Promise<number> =>
    statusOf({ from: '10.0.0.5', headers: { authorization, 'x-forwarded-for': '10.0.0.5' } }, token);
  assert.equal(await status('Bearer the-token'), 200);
  assert.equal(await status('bearer the-token'), 200);
  for (const wrong of ['Bearer the-toke', 'Bearer the-token2', 'Bearer ', 'Basic the-token', 'the-token'])
    assert.equal(await status(wrong), 401, wrong);
  assert.equal(await status('Bearer null', null), 401);
});
