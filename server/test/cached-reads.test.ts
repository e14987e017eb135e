import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createSystem, type System } from '../src/composition.ts';
import { exportFileJob, exportJobHandlers } from '../src/exports/export.jobs.ts';
import { cacheTypes, type CacheType } from '../src/platform/cache/cache-types.ts';
import type { HttpServer } from '../src/platform/http/server.ts';
import { createApi } from '../src/serve-api.ts';
import { createTestApi, type TestApi } from './support/api.ts';
import { startRedis, withoutRedis, type TestRedis } from './support/redis-server.ts';
import { until } from './support/until.ts';

/**
 * Everything is written through `writer` and read through `reader`: two processes but for the memory they run in.
 * The writer has no Redis, so that the commit alone tells the reader.
 */
let redis: TestRedis | null = null;
let writer: TestApi;
let reader: { system: System; app: HttpServer };

before(async () => {
  writer = await createTestApi();
  if (!withoutRedis) process.env['REDIS_URL'] = (redis = await startRedis()).url;
  const system = await createSystem({
    name: 'reader',
    share: 'interactive',
    dataDir: writer.installation.dataDir,
  });
  delete process.env['REDIS_URL'];
  reader = { system, app: await createApi(system) };
});
after(async () => {
  await reader.app.close();
  await reader.system.queue.stop();
  await reader.system.close();
  await writer.close();
  await redis?.close();
});

type Body = Record<string, unknown> & { items: Record<string, unknown>[] };

const ask = (url: string, headers: Record<string, string> = {}) =>
  reader.app.inject({ url, headers: { authorization: `Bearer ${writer.accessToken}`, ...headers } });

async function read(url: string): Promise<Body> {
  const response = await ask(url);
  assert.equal(response.statusCode, 200, response.body);
  return JSON.parse(response.body) as Body;
}

const countsOf = (type: CacheType) => reader.system.cache.stats().types[type];

/** Until two reads after each other come from memory: the next other answer is an invalidation's doing. */
async function warm(type: CacheType, url: string): Promise<void> {
  const hits = async (): Promise<number> => {
    const before = countsOf(type).l1;
    await read(url);
    await read(url);
    return countsOf(type).l1 - before;
  };
  const fromMemory = (count: number): boolean => count === 2;
  assert.equal(await until(hits, fromMemory), 2);
  // The listener is connected when a minute may pass without a load; before, values live 2 s.
  await until(
    async () => reader.system.cache.stats().listening,
    (databases) => databases.includes(cacheTypes[type].database),
  );
  assert.equal(await until(hits, fromMemory), 2);
}

/** Five seconds are promised. */
async function readsSoon(url: string, wanted: (body: Body) => boolean): Promise<Body> {
  const body = await until(() => read(url), wanted, 5);
  assert.ok(wanted(body), JSON.stringify(body));
  return body;
}

async function made(url: string, body: object): Promise<string> {
  const answer = await writer.call('POST', url, body);
  assert.ok(answer.status < 300, JSON.stringify(answer.body));
  return String(answer.body['id']);
}

async function upload(supplier: string, lines: readonly string[]): Promise<string> {
  const path = join(writer.installation.dataDir, `${supplier}.csv`);
  writeFileSync(path, `Référence;EAN;Désignation;Prix TTC\n${lines.join('\n')}\n`);
  return String((await writer.upload({ supplier, mode: 'apply' }, path)).body['id']);
}

const runImport = (id: string): Promise<void> =>
  writer.system.importRunner.run(id, { signal: new AbortController().signal });

test('a product from memory is the answer from the database, byte for byte, and is not sent twice', async () => {
  const id = await made('/api/v1/products', { sku: 'BYTES', title: 'Écrou "M8"', weight: '0.10' });
  const url = `/api/v1/products/${id}`;
  const loaded = await ask(url);
  await warm('products', url);
  const before = countsOf('products');
  const kept = await ask(url);
  assert.deepEqual(kept.rawPayload, loaded.rawPayload);
  for (const header of ['etag', 'content-type', 'content-length'])
    assert.equal(kept.headers[header], loaded.headers[header], header);
  assert.equal(kept.headers['content-type'], 'application/json; charset=utf-8');
  const { etag } = kept.headers;
  const known = await ask(url, { 'if-none-match': String(etag) });
  assert.deepEqual([known.statusCode, known.body, known.headers['etag']], [304, '', etag]);
  assert.deepEqual(countsOf('products'), { ...before, l1: before.l1 + 2 });
});

test('an id in capitals is the same product, also after an edit', async () => {
  const id = await made('/api/v1/products', { sku: 'CAPITALS', title: 'Before' });
  const url = `/api/v1/products/${id.toUpperCase()}`;
  await warm('products', url);
  await writer.call('PATCH', `/api/v1/products/${id}`, { title: 'After' });
  await readsSoon(url, (body) => body['title'] === 'After');
});

test('an import makes the products it changes new for readers, without naming them', async () => {
  await runImport(await upload('Imported', ['R1;3400930000014;Old title;1,00']));
  const { items } = await read('/api/v1/products?sku=IMPORTED-R1');
  const url = `/api/v1/products/${String(items[0]!['id'])}`;
  await warm('products', url);
  await runImport(await upload('Imported', ['R1;3400930000014;New title;2,00']));
  assert.equal((await writer.call('GET', url)).body['title'], 'New title', 'at once where it was written');
  await readsSoon(url, (body) => body['title'] === 'New title');
});

test('suppliers are new for readers when one is made and when one is changed', async () => {
  const list = '/api/v1/suppliers';
  await warm('suppliers', list);
  const id = await made(list, { name: 'Newcomer' });
  await readsSoon(list, (body) => body.items.some((item) => item['id'] === id));
  await warm('suppliers', `${list}/${id}`);
  await writer.call('PATCH', `${list}/${id}`, { priority: 77 });
  const changed = await readsSoon(`${list}/${id}`, (body) => body['priority'] === 77);
  assert.deepEqual(changed, (await writer.call('GET', `${list}/${id}`)).body);
  assert.equal((await ask(`${list}/${id}`)).headers['etag'], '"2"');
});

test('an import job is followed by readers to its end, and cancelled for them', async () => {
  const id = await upload('Followed', ['F1;;Followed;1,00']);
  const url = `/api/v1/imports/${id}`;
  await warm('import_jobs', url);
  assert.equal((await read(url))['status'], 'queued');
  await runImport(id);
  const done = await readsSoon(url, (body) => body['status'] === 'completed');
  assert.deepEqual(done, (await writer.call('GET', url)).body, 'times and counts survive being kept');
  const waiting = `/api/v1/imports/${await upload('Waiting', ['W1;;Waiting;1,00'])}`;
  await warm('import_jobs', waiting);
  assert.equal((await writer.call('POST', `${waiting}/cancel`)).body['status'], 'cancelled');
  await readsSoon(waiting, (body) => body['status'] === 'cancelled');
});

test('an export job is followed by readers to its end', async () => {
  const id = await made('/api/v1/export-jobs', { format: 'jsonl' });
  const url = `/api/v1/export-jobs/${id}`;
  await warm('export_jobs', url);
  assert.equal((await read(url))['status'], 'queued');
  const { system } = writer;
  const handlers = new Map(
    exportJobHandlers({
      db: system.databases.exports,
      catalog: system.databases.pools.catalog,
      storage: system.storage,
      cache: system.exportJobCache,
      announce: async () => undefined,
      announceLater: async () => undefined,
      showProgress: () => undefined,
      log: system.log,
    }),
  );
  await handlers.get(exportFileJob.id)!(
    { exportJobId: id },
    { jobId: id, attempt: 1, signal: new AbortController().signal },
  );
  const done = await readsSoon(url, (body) => body['status'] === 'completed');
  assert.deepEqual(done, (await writer.call('GET', url)).body);
});

test('a search is old when a product changes, and again when the documents have followed', async () => {
  const id = await made('/api/v1/products', { sku: 'SEARCHED', title: 'Perceuse visseuse' });
  const url = '/api/v1/products?q=visseuse';
  await warm('search_results', url);
  assert.deepEqual((await read(url)).items, [], 'no document yet');
  await writer.system.searchFollower.catchUp(new AbortController().signal, () => undefined);
  await readsSoon(url, (body) => body.items.some((item) => item['id'] === id));
});

test('health tells of Redis', { skip: withoutRedis }, async () => {
  const health = () => reader.app.inject('/health/redis');
  const up = await until(health, (response) => response.statusCode === 200);
  const { status, latencyMs } = JSON.parse(up.body) as { status: string; latencyMs: number };
  assert.deepEqual([status, typeof latencyMs], ['up', 'number']);
  redis!.freeze();
  const down = await health();
  redis!.thaw();
  assert.deepEqual([down.statusCode, JSON.parse(down.body)], [503, { status: 'down', latencyMs: null }]);
});

test('where none is configured health says so', async () => {
  const answer = await writer.call('GET', '/health/redis');
  assert.deepEqual([answer.status, answer.body], [200, { status: 'off', latencyMs: null }]);
});
