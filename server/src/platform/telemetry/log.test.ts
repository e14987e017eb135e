import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { captureLog } from '../../../test/support/captured-log.ts';
import { AppError } from '../errors.ts';

const SECRET = 'correct-horse-battery';

test('a secret is blanked wherever it stands, and the line stays JSON with all the rest', () => {
  const { log, text, lines } = captureLog();
  const headers = {
    authorization: `Bearer ${SECRET}`,
    cookie: `sid=${SECRET}`,
    'set-cookie': [`sid=${SECRET}; HttpOnly`],
    'x-api-key': 'shown',
  };
  log.info({ headers, kept: 1 }, 'headers');
  log.info({ request: { body: { user: { password: SECRET, list: [{ clientSecret: SECRET }] } } } }, 'deep');
  log.info({ token: null, accessToken: { value: SECRET }, tokens: false, api_key: 12 }, 'kinds');
  log.warn({ err: Object.assign(new Error('refused'), { refresh_token: SECRET }) }, 'property of an error');
  const cause = new Error(`connect postgresql://app:${SECRET}@db/core`);
  log.error(new AppError('x.invalid', { message: 'no', params: { deep: { secret: SECRET } }, cause }));
  log.info(`GET /feeds?token=${SECRET}&page=2 with Bearer ${SECRET}`);
  log.info({ body: JSON.stringify({ name: 'Ada', password: SECRET }) }, 'JSON in a text');
  log.error({
    err: Object.assign(new Error('check'), { detail: `Failing row contains (1, "a", ${SECRET}).` }),
  });
  assert.doesNotMatch(text(), new RegExp(SECRET));
  const [first, , kinds, , , query, json] = lines();
  assert.equal(first!['kept'], 1);
  assert.deepEqual([kinds!['token'], kinds!['tokens'], kinds!['api_key']], [null, false, '[secret]']);
  assert.equal(query!['msg'], 'GET /feeds?token=[secret]&page=2 with Bearer [secret]');
  assert.deepEqual(JSON.parse(String(json!['body'])), { name: 'Ada', password: '[secret]' });
});

test('an error keeps its message, trace and reason', () => {
  const { log, lines } = captureLog();
  const cause = new Error('connection refused');
  log.error({ err: new AppError('database.unavailable', { message: 'catalog is down', cause }) }, 'failed');
  const err = lines()[0]!['err'] as Record<string, string>;
  assert.match(err['message']!, /^catalog is down.*connection refused/);
  assert.match(err['stack']!, /log\.test\.ts/);
  assert.equal(err['code'], 'database.unavailable');
});

test('what refers to itself ends, and is cut where it is deep', () => {
  const { log, lines } = captureLog();
  const loop: Record<string, unknown> = { name: 'loop' };
  loop['self'] = loop;
  log.info(loop, 'loop');
  assert.equal(lines()[0]!['msg'], 'loop');
});

test('lines of two that run at once name each its own, and outside of them neither', async () => {
  const { log, lines } = captureLog();
  const run = async (name: string): Promise<void> => {
    for (let step = 0; step < 3; step++) {
      await delay(1);
      log.info({ of: name }, 'step');
    }
  };
  await Promise.all([
    log.within({ requestId: 'r' }, () => run('r')),
    log.within({ jobId: 'j' }, () => run('j')),
  ]);
  log.info('after');
  const seen = lines().map(({ of, requestId, jobId }) => [of, requestId, jobId].join());
  assert.deepEqual(seen.sort(), [',,', ...Array(3).fill('j,,j'), ...Array(3).fill('r,r,')]);
});
