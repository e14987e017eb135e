import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { startRedis, withoutRedis, type TestRedis } from '../../../test/support/redis-server.ts';
import { startSilentProxy } from '../../../test/support/silent-proxy.ts';
import { until } from '../../../test/support/until.ts';
import { createLog } from '../telemetry/log.ts';
import type { Invalidation } from './invalidation.ts';
import { createRedisLevel, type Lease, type RedisLevel } from './redis-level.ts';

const log = createLog({ level: 'silent', name: 'test' });
const skip = { skip: withoutRedis };
let redis: TestRedis;
let heard: Invalidation[];
/** Two processes that share one Redis. */
let one: RedisLevel;
let other: RedisLevel;

before(async () => {
  if (withoutRedis) return;
  redis = await startRedis();
  const open = (namespace: string): RedisLevel =>
    createRedisLevel({
      url: redis.url,
      namespace,
      log,
      onInvalidation: (invalidation) => heard.push(invalidation),
    });
  one = open('pm:test');
  other = open('pm:test');
});
after(async () => {
  if (withoutRedis) return;
  await Promise.all([one.close(), other.close()]);
  await redis.close();
});
beforeEach(async () => {
  if (withoutRedis) return;
  heard = [];
  await up();
  await redis.client.flushall();
});

const up = (): Promise<boolean> =>
  until(
    async () => one.isUp() && other.isUp(),
    (both) => both,
  );

async function lease(level: RedisLevel, key: string): Promise<Lease> {
  const found = await level.read('products', key);
  assert.ok(found && 'lease' in found, 'nothing is there yet');
  return found.lease;
}

async function put(level: RedisLevel, key: string, text: string): Promise<void> {
  await level.write('products', key, await lease(level, key), Buffer.from(text));
}

async function get(level: RedisLevel, key: string): Promise<string | null> {
  const found = await level.read('products', key);
  return found && 'bytes' in found ? found.bytes.toString() : null;
}

const product = (key: string): Invalidation => ({ type: 'products', key });

test('a value is shared, byte for byte, for the time of its type', skip, async () => {
  const bytes = Buffer.from([0, 10, 255, 13, 0x20]);
  await one.write('products', 'a', await lease(one, 'a'), bytes);
  const found = await other.read('products', 'a');
  assert.ok(found && 'bytes' in found);
  assert.deepEqual(found.bytes, bytes);
  const seconds = await redis.client.ttl('pm:test:v:products:a');
  assert.ok(seconds > 1_790 && seconds <= 1_800, `${seconds}`);
});

test(
  'who loaded before the change cannot keep what it read: one key, the whole type, all of Redis',
  skip,
  async () => {
    const losses: [string, () => Promise<void> | void][] = [
      ['key', () => other.forget([product('late')])],
      ['type', () => other.forget([{ type: 'products' }])],
      ['flush', async () => void (await redis.client.flushall())],
    ];
    for (const [name, lose] of losses) {
      const held = await lease(one, 'late');
      await lose();
      // Another reader is there already and has a lease of its own.
      const fresh = await lease(other, 'late');
      await one.write('products', 'late', held, Buffer.from('old'));
      assert.equal(await get(other, 'late'), null, name);
      await other.write('products', 'late', fresh, Buffer.from('new'));
      assert.equal(await get(one, 'late'), 'new', `${name}: who loaded after it keeps what it read`);
      await redis.client.flushall();
    }
  },
);

test('two who load at once may both keep what they read', skip, async () => {
  const [first, second] = [await lease(one, 'k'), await lease(other, 'k')];
  await other.write('products', 'k', second, Buffer.from('new'));
  await one.write('products', 'k', first, Buffer.from('new'));
  assert.equal(await get(one, 'k'), 'new');
});

test('a key is forgotten alone, a type with all its keys and no other', skip, async () => {
  await put(one, 'a', '1');
  await put(one, 'b', '2');
  await one.write(
    'suppliers',
    'all',
    ((await one.read('suppliers', 'all')) as { lease: Lease }).lease,
    Buffer.from('3'),
  );
  other.forget([product('a')]);
  assert.deepEqual([await get(other, 'a'), await get(other, 'b')], [null, '2']);
  other.forget([{ type: 'products' }]);
  assert.equal(await get(other, 'b'), null);
  assert.ok('bytes' in (await other.read('suppliers', 'all'))!);
});

test('a change is told to the other processes', skip, async () => {
  await until(
    async () => (await redis.client.pubsub('NUMSUB', 'pm:test:invalidations'))[1],
    (subscribers) => subscribers === 2,
  );
  one.publish([product('a b'), { type: 'search_results' }]);
  await until(
    async () => heard.length,
    (count) => count === 4,
  );
  assert.deepEqual(
    heard.map(({ type, key }) => [type, key]).sort(),
    [
      ['products', 'a b'],
      ['products', 'a b'],
      ['search_results', undefined],
      ['search_results', undefined],
    ].sort(),
  );
});

test(
  'frozen: one command waits, the next ones do not, and what was forgotten meanwhile stays so',
  skip,
  async () => {
    await put(one, 'a', 'old');
    redis.freeze();
    try {
      assert.equal(await one.read('products', 'a'), null);
      const times: number[] = [];
      for (let i = 0; i < 101; i++) {
        const started = performance.now();
        assert.equal(await one.read('products', `k${i}`), null);
        times.push(performance.now() - started);
      }
      const median = times.sort((a, b) => a - b)[50]!;
      assert.ok(median < 5, `${median} ms`);
      assert.equal((await one.health()).status, 'down');
      one.forget([product('a')]);
    } finally {
      redis.thaw();
    }
    await up();
    assert.equal(await get(one, 'a'), null);
  },
);

test(
  'a process that was busy for longer than a command may take does not think Redis silent',
  skip,
  async () => {
    await put(one, 'a', '1');
    const answer = get(one, 'a');
    const end = performance.now() + 250;
    while (performance.now() < end);
    assert.equal(await answer, '1');
    assert.equal(one.isUp(), true);
  },
);

test('an invalidation that was lost on its way is made good before Redis is asked again', skip, async (t) => {
  const proxy = await startSilentProxy({ host: '127.0.0.1', port: Number(new URL(redis.url).port) });
  const far = createRedisLevel({
    url: `redis://127.0.0.1:${proxy.port}`,
    namespace: 'pm:test',
    log,
    onInvalidation: () => undefined,
  });
  t.after(() => Promise.all([far.close(), proxy.close()]));
  const isUp = (wanted: boolean): Promise<boolean> =>
    until(
      async () => far.isUp(),
      (is) => is === wanted,
    );
  await isUp(true);
  await put(one, 'a', 'old');
  assert.equal(await get(far, 'a'), 'old');
  proxy.silence();
  far.forget([product('a')]);
  assert.equal(await isUp(false), false);
  assert.equal(await get(one, 'a'), 'old', 'it never arrived');
  proxy.restore();
  assert.equal(await isUp(true), true);
  assert.equal(await get(far, 'a'), null);
});

test('killed and started again: nothing is asked, then all is again', skip, async () => {
  await put(one, 'a', '1');
  await redis.kill();
  assert.equal(await one.read('products', 'a'), null);
  assert.deepEqual(await one.health(), { status: 'down', latencyMs: null });
  await redis.restart();
  await up();
  await put(one, 'a', '2');
  assert.equal(await get(other, 'a'), '2');
  assert.equal((await one.health()).status, 'up');
});

test(
  'out of memory: what is there is read and forgotten, nothing is added, the connection stays',
  skip,
  async () => {
    await put(one, 'a', 'old');
    await redis.client.config('SET', 'maxmemory-policy', 'noeviction');
    await redis.client.config('SET', 'maxmemory', '1');
    try {
      assert.equal(await get(one, 'a'), 'old');
      assert.equal(await one.read('products', 'b'), null, 'no lease');
      one.forget([product('a')]);
      assert.equal(await get(other, 'a'), null);
      other.forget([{ type: 'products' }]);
      assert.equal(await redis.client.exists('pm:test:g:products:'), 0);
      assert.equal(one.isUp(), true);
    } finally {
      await redis.client.config('SET', 'maxmemory', '0');
    }
    await put(one, 'b', 'new');
    assert.equal(await get(other, 'b'), 'new');
  },
);
