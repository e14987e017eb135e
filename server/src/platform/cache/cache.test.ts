import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCache, type Cache } from './cache.ts';
import { answerCodec, jsonCodec, reviveTimes } from './codecs.ts';
import { formatInvalidation, parseInvalidation } from './invalidation.ts';
import type { InvalidationHandlers } from './invalidation-listener.ts';

/** One process without Redis; the test is the clock and the listener. */
function build() {
  let now = 0;
  let silentSince = Infinity;
  let handlers: InvalidationHandlers | undefined;
  const opened: string[] = [];
  const cache: Cache = createCache({
    now: () => now,
    openRedis: null,
    openListener(database, given) {
      opened.push(database);
      handlers = given;
      return { provenAt: () => Math.min(now, silentSince), close: async () => undefined };
    },
  });
  let loads = 0;
  const region = cache.region<string>('products', jsonCodec());
  return {
    cache,
    opened,
    read: (key: string, load = async () => `${key} ${++loads}`) => region.read(key, load),
    pass: (ms: number) => (now += ms),
    listener: () => handlers!,
    fallSilent: () => (silentSince = now),
  };
}

const gate = () => Promise.withResolvers<string>();

test('a hundred readers of one key are one load', async () => {
  const { cache, read } = build();
  const door = gate();
  let loads = 0;
  const readers = Array.from({ length: 100 }, () => read('a', () => (loads++, door.promise)));
  door.resolve('value');
  assert.deepEqual(new Set(await Promise.all(readers)), new Set(['value']));
  assert.equal(loads, 1);
  assert.deepEqual(cache.stats().types.products, { l1: 0, l2: 0, shared: 99, loaded: 1 });
  await read('a');
  assert.equal(cache.stats().types.products.l1, 1);
  assert.equal(cache.stats().types.suppliers.l1, 0);
});

test('a load that fails fails all who wait for it, and is not kept', async () => {
  const { read } = build();
  const door = gate();
  const readers = [read('a', () => door.promise), read('a')];
  door.reject(new Error('absent'));
  for (const result of await Promise.allSettled(readers)) assert.equal(result.status, 'rejected');
  assert.equal(await read('a'), 'a 1');
});

test('memory keeps a value for 60 s, whatever its type', async () => {
  const { read, pass } = build();
  assert.equal(await read('a'), 'a 1');
  pass(59_999);
  assert.equal(await read('a'), 'a 1');
  pass(1);
  assert.equal(await read('a'), 'a 2');
});

test('a key is forgotten alone, a type whole, and no other type', async () => {
  const { cache, read } = build();
  const suppliers = cache.region<string>('suppliers', jsonCodec());
  await suppliers.read('all', async () => 'kept');
  for (const key of ['a', 'b']) await read(key);
  cache.forget({ type: 'products', key: 'a' });
  assert.deepEqual([await read('a'), await read('b')], ['a 3', 'b 2']);
  cache.forget({ type: 'products' });
  assert.deepEqual([await read('a'), await read('b')], ['a 4', 'b 5']);
  assert.equal(await suppliers.read('all', async () => 'loaded'), 'kept');
});

for (const [name, forget] of [
  ['its key', (cache: Cache) => cache.forget({ type: 'products', key: 'a' })],
  ['its type', (cache: Cache) => cache.forget({ type: 'products' })],
] as const) {
  test(`a load that began before ${name} was forgotten is neither kept nor joined`, async () => {
    const { cache, read } = build();
    const [before, afterwards] = [gate(), gate()];
    const early = read('a', () => before.promise);
    forget(cache);
    const late = read('a', () => afterwards.promise);
    afterwards.resolve('new');
    assert.equal(await late, 'new');
    before.resolve('old');
    assert.equal(await early, 'old');
    assert.equal(await read('a'), 'new');
  });
}

test('what no listener vouches for is trusted for 2 s', async () => {
  const { read, pass, fallSilent } = build();
  await read('a');
  pass(30_000);
  assert.equal(await read('a'), 'a 1');
  fallSilent();
  pass(1_999);
  assert.equal(await read('a'), 'a 1');
  pass(1);
  assert.equal(await read('a'), 'a 2');
  pass(1_999);
  assert.equal(await read('a'), 'a 2');
  pass(1);
  assert.equal(await read('a'), 'a 3');
});

test('when listening begins anew everything of that database is forgotten, also what is being loaded', async () => {
  const { read, listener } = build();
  await read('a');
  const door = gate();
  const early = read('b', () => door.promise);
  listener().onConnected();
  door.resolve('old');
  await early;
  assert.deepEqual([await read('a'), await read('b')], ['a 2', 'b 3']);
});

test('a listener is opened by the first read of its database, once', async () => {
  const { cache, read, opened } = build();
  cache.forget({ type: 'products' });
  assert.deepEqual(opened, []);
  await read('a');
  await read('b');
  await cache.region<number>('import_jobs', jsonCodec()).read('j', async () => 1);
  assert.deepEqual(opened, ['catalog', 'imports']);
});

test('memory is bounded in bytes, and one large value does not empty it', async () => {
  const { cache, read } = build();
  await read('small');
  await read('large', async () => 'x'.repeat(600 * 1024));
  assert.deepEqual(cache.stats().l1.entries, 1);
  for (let i = 0; i < 200; i++) await read(`k${i}`, async () => 'x'.repeat(500 * 1024));
  const { bytes, entries } = cache.stats().l1;
  assert.ok(bytes <= 64 * 1024 ** 2 && entries < 140 && entries > 120, `${bytes} bytes in ${entries}`);
});

test('an invalidation is read as it was written; one of an unknown type is none', () => {
  for (const invalidation of [{ type: 'products' }, { type: 'search_results', key: '20 two words' }] as const)
    assert.deepEqual(parseInvalidation(formatInvalidation(invalidation)), invalidation);
  assert.equal(parseInvalidation('unheard-of 1'), null);
  assert.equal(parseInvalidation('toString'), null);
});

test('answers and rows come back as they were', () => {
  const answer = { etag: '"3.0123456789abcdef"', body: Buffer.from('{"a":\n"é"}') };
  assert.deepEqual(answerCodec.decode(answerCodec.encode(answer)), answer);
  assert.throws(() => answerCodec.decode(Buffer.from('no etag')));
  const row = { at: 'text', made_at: new Date(5), ended_at: null, rows: { read: 1 } };
  const codec = jsonCodec<typeof row>(reviveTimes);
  assert.deepEqual(codec.decode(codec.encode(row)), row);
});
