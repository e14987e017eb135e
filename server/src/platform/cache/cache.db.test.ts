import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import {
  createCachedSearch,
  createProductCache,
  createProductEditor,
  createProductService,
} from '../../catalog/index.ts';
import { buildProduct } from '../../../test/support/build-product.ts';
import { createTestDatabases, type TestDatabases } from '../../../test/support/databases.ts';
import { startRedis, withoutRedis, type TestRedis } from '../../../test/support/redis-server.ts';
import { startSilentProxy, type SilentProxy } from '../../../test/support/silent-proxy.ts';
import { until } from '../../../test/support/until.ts';
import { inTransaction } from '../databases/transactions.ts';
import { originOfProgram } from '../origin.ts';
import { createLog } from '../telemetry/log.ts';
import { createCache, type Cache } from './cache.ts';
import { jsonCodec } from './codecs.ts';
import { listenForInvalidations } from './invalidation-listener.ts';
import { announceInvalidations } from './invalidation.queries.ts';
import { createRedisLevel } from './redis-level.ts';

/** What is promised after a change, in every other process and whatever is down. */
const PROMISE_MS = 5_000;
const log = createLog({ level: 'silent', name: 'test' });
const skip = { skip: withoutRedis };
let shared: TestDatabases;
let proxy: SilentProxy;
let redis: TestRedis | null = null;
let client: Client;
const opened: Cache[] = [];

before(async () => {
  shared = await createTestDatabases();
  client = await shared.installation.connect();
  proxy = await startSilentProxy({ path: `${shared.installation.server.socketDir}/.s.PGSQL.5432` });
  if (!withoutRedis) redis = await startRedis();
});
after(async () => {
  await redis?.close();
  await client.end();
  await shared.close();
  await proxy.close();
});

afterEach(() => Promise.all(opened.splice(0).map((cache) => cache.close())));

interface Process {
  readonly cache: Cache;
  read(id: string): Promise<{ title: string; etag: string }>;
  rename(id: string, title: string): Promise<void>;
}

/** The parts of a process that read and edit products. `far`: its listener stands behind the proxy. */
function startProcess({ withRedis, far = false }: { withRedis: boolean; far?: boolean }): Process {
  const pool = shared.databases.pools.catalog;
  const here = shared.installation.server.urlFor('catalog');
  const now = (): number => performance.now();
  const cache = createCache({
    now,
    openRedis: withRedis
      ? (onInvalidation) => createRedisLevel({ url: redis!.url, namespace: 'pm:test', log, onInvalidation })
      : null,
    openListener: (database, handlers) =>
      listenForInvalidations({ database, url: far ? throughProxy(here) : here, log, now, ...handlers }),
  });
  opened.push(cache);
  const productCache = createProductCache(cache);
  const products = createProductService({ pool, search: async () => [], cache: productCache });
  const editor = createProductEditor({
    newId: randomUUID,
    cache: productCache,
    locales: async () => ({ defaultLocale: 'fr-FR', locales: ['fr-FR'] }),
  });
  return {
    cache,
    async read(id) {
      const { body, etag } = await products.read(id);
      return { title: (JSON.parse(body.toString()) as { title: string }).title, etag };
    },
    async rename(id, title) {
      const edit = { id, version: null, origin: originOfProgram('test') };
      const { product } = await inTransaction(pool, (client) => editor.patch(client, edit, { title }));
      editor.forget(product);
    },
  };
}

function throughProxy(url: string): string {
  const { pathname, username, password } = new URL(url.replace('@/', '@localhost/'));
  return `postgresql://${username}:${password}@127.0.0.1:${proxy.port}${pathname}`;
}

/** Read twice until memory answers, so that only an invalidation makes it read anew. */
async function warm(process: Process, id: string, withRedis: boolean): Promise<void> {
  await waitForListener(process, id);
  const ready = async () => !withRedis || process.cache.stats().redisUp;
  assert.equal(await until(ready, (up) => up === true), true);
  const hits = (): number => process.cache.stats().types.products.l1;
  await process.read(id);
  const before = hits();
  await process.read(id);
  assert.equal(hits(), before + 1);
}

/** Listening begins after the first read and forgets it; from the first notification on values stay. */
async function waitForListener(process: Process, id: string): Promise<void> {
  const misses = (): number => {
    const { loaded, l2 } = process.cache.stats().types.products;
    return loaded + l2;
  };
  await process.read(id);
  const heard = async (): Promise<boolean> => {
    const before = misses();
    await announceInvalidations(client, [{ type: 'products', key: id }]);
    await delay(20);
    await process.read(id);
    return misses() > before;
  };
  assert.equal(await until(heard, Boolean), true);
}

const terminateListeners = (): Promise<unknown> =>
  client.query(
    `select pg_terminate_backend(pid, 1000) from pg_stat_activity where application_name = 'products-manager/catalog cache'`,
  );

async function msUntil(read: () => Promise<string>, wanted: string): Promise<number> {
  const started = performance.now();
  await until(read, (title) => title === wanted, 10);
  return performance.now() - started;
}

for (const withRedis of [false, true]) {
  const name = withRedis ? 'with Redis' : 'without Redis';
  const options = withRedis ? skip : {};

  test(`${name}: what one process changes the other reads, and itself at once`, options, async () => {
    const [one, other] = [startProcess({ withRedis }), startProcess({ withRedis })];
    const id = await buildProduct(client, { title: 'v0' });
    for (const process of [one, other]) await warm(process, id, withRedis);
    for (let version = 1; version <= 20; version++) {
      const [writer, reader] = version % 2 ? [one, other] : [other, one];
      await writer.rename(id, `v${version}`);
      assert.equal((await writer.read(id)).title, `v${version}`, 'no delay where it was written');
      const ms = await msUntil(async () => (await reader.read(id)).title, `v${version}`);
      assert.ok(ms < PROMISE_MS, `${ms} ms`);
    }
  });

  test(`${name}: also while the listening connections are ended again and again`, options, async () => {
    const [one, other] = [startProcess({ withRedis }), startProcess({ withRedis })];
    const id = await buildProduct(client, { title: 'v0' });
    for (const process of [one, other]) await warm(process, id, withRedis);
    for (let version = 1; version <= 3; version++) {
      await other.read(id);
      await terminateListeners();
      // The change falls into the time in which nobody listens.
      await one.rename(id, `v${version}`);
      const ms = await msUntil(async () => {
        await terminateListeners();
        return (await other.read(id)).title;
      }, `v${version}`);
      assert.ok(ms < PROMISE_MS, `${ms} ms`);
    }
    await terminateListeners();
    await one.rename(id, 'heard again');
    await warm(other, id, withRedis);
    assert.equal((await other.read(id)).title, 'heard again');
  });

  test(`${name}: also while the listener is cut off without a word`, options, async () => {
    // Nobody else is there who would hear of it and tidy up in Redis.
    const other = startProcess({ withRedis, far: true });
    const id = await buildProduct(client, { title: 'v0' });
    await warm(other, id, withRedis);
    proxy.silence();
    try {
      // Past every service: nobody tells by Redis either.
      await client.query('begin');
      await client.query(`update products set title = 'unheard' where id = $1`, [id]);
      await announceInvalidations(client, [{ type: 'products', key: id }]);
      await client.query('commit');
      assert.equal((await other.read(id)).title, 'v0', 'it did not hear');
      const ms = await msUntil(async () => (await other.read(id)).title, 'unheard');
      assert.ok(ms < PROMISE_MS, `${ms} ms`);
    } finally {
      proxy.restore();
    }
    await warm(other, id, withRedis);
  });
}

test(
  'with Redis: a reader who loaded before the change brings the old value back nowhere',
  skip,
  async () => {
    const [one, other] = [startProcess({ withRedis: true }), startProcess({ withRedis: true })];
    const id = await buildProduct(client, { title: 'v0' });
    for (const process of [one, other]) await warm(process, id, true);
    const regions = [one, other].map(({ cache }) => cache.region<string>('products', jsonCodec()));
    const door = Promise.withResolvers<string>();
    const begun = Promise.withResolvers<void>();
    const early = regions[0]!.read('late', () => (begun.resolve(), door.promise));
    await begun.promise;
    assert.equal(await redis!.client.exists('pm:test:l:products:late'), 1, 'it has its lease');
    await announceInvalidations(client, [{ type: 'products', key: 'late' }]);
    const leases = () => redis!.client.exists('pm:test:l:products:late');
    // Sooner than the lease would end by itself.
    assert.equal(await until(leases, (found) => found === 0, 5), 0);
    door.resolve('old');
    assert.equal(await early, 'old', 'it asked before the change');
    for (const region of regions) assert.equal(await region.read('late', async () => 'new'), 'new');
  },
);

test('with Redis: the second process is answered by what the first one loaded', skip, async () => {
  const [one, other] = [startProcess({ withRedis: true }), startProcess({ withRedis: true })];
  const id = await buildProduct(client, { title: 'shared' });
  for (const process of [one, other]) await warm(process, await buildProduct(client, {}), true);
  const written = (await one.read(id)).etag;
  const keptCount = () => redis!.client.exists(`pm:test:v:products:${id}`);
  assert.equal(await until(keptCount, (found) => found === 1, 5), 1);
  const before = other.cache.stats().types.products;
  assert.deepEqual(await other.read(id), { title: 'shared', etag: written });
  const counts = other.cache.stats().types.products;
  assert.deepEqual([counts.l2 - before.l2, counts.loaded - before.loaded], [1, 0]);
});

test('with Redis frozen every read is answered, and edits are seen at once', skip, async () => {
  const process = startProcess({ withRedis: true });
  const id = await buildProduct(client, { title: 'v0' });
  await warm(process, id, true);
  redis!.freeze();
  try {
    for (let version = 1; version <= 5; version++) {
      await process.rename(id, `v${version}`);
      assert.equal((await process.read(id)).title, `v${version}`);
    }
    assert.equal((await process.cache.redisHealth()).status, 'down');
  } finally {
    redis!.thaw();
  }
  await until(
    async () => process.cache.stats().redisUp,
    (up) => up === true,
  );
  assert.equal((await process.read(id)).title, 'v5');
});

test('a rolled back change is announced to nobody', async () => {
  const process = startProcess({ withRedis: false });
  const id = await buildProduct(client, { title: 'v0' });
  await warm(process, id, false);
  const { loaded } = process.cache.stats().types.products;
  await client.query('begin');
  await announceInvalidations(client, [{ type: 'products' }]);
  await client.query('rollback');
  // A later one that is heard proves that the earlier would have been.
  await announceInvalidations(client, [{ type: 'products', key: 'another' }]);
  await announceInvalidations(client, [{ type: 'suppliers' }]);
  const suppliers = process.cache.region<number>('suppliers', jsonCodec());
  let reads = 0;
  await until(
    async () => {
      await announceInvalidations(client, [{ type: 'suppliers' }]);
      return suppliers.read('all', async () => ++reads);
    },
    (count) => count > 2,
  );
  await process.read(id);
  assert.equal(process.cache.stats().types.products.loaded, loaded);
});

test('a search is answered from memory until a product changes', async () => {
  const process = startProcess({ withRedis: false });
  const id = await buildProduct(client, { title: 'v0' });
  await warm(process, id, false);
  let asked = 0;
  const search = createCachedSearch({
    cache: process.cache,
    search: async () => (asked++, []),
  });
  await search('drill', 20);
  await search(' drill ', 20);
  assert.equal(asked, 1);
  await search('drill', 50);
  assert.equal(asked, 2, 'another depth is another answer');
  await process.rename(id, 'v1');
  await search('drill', 20);
  assert.equal(asked, 3);
});
