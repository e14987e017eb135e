import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createTestDatabases, type TestDatabases } from '../../../test/support/databases.ts';
import { createPool, type ConnectionPool } from './pool.ts';

let shared: TestDatabases;
before(async () => {
  shared = await createTestDatabases();
});
after(() => shared.close());

const pool = (over: Partial<Parameters<typeof createPool>[0]> = {}): ConnectionPool =>
  createPool({
    name: 'core',
    url: shared.installation.server.urlFor('core'),
    size: 1,
    overflow: 1,
    timeoutMs: 300,
    recycleMs: 3_600_000,
    statementTimeoutMs: 0,
    overflowIdleMs: 200,
    ...over,
  });

test('a waiter is refused after the timeout and named the database', async () => {
  const small = pool({ overflow: 0 });
  const held = await small.connect();
  await assert.rejects(small.connect(), { code: 'database.unavailable', params: { part: 'core' } });
  held.release();
  await small.end();
});

const backend = async (from: ConnectionPool): Promise<number> =>
  (await from.query<{ pid: number }>('select pg_backend_pid() as pid', [])).rows[0]!.pid;

test('a connection over its age is replaced', async () => {
  const aging = pool({ recycleMs: 1_000 });
  const first = await backend(aging);
  assert.equal(await backend(aging), first, 'a young one is used again');
  await delay(1_300);
  assert.notEqual(await backend(aging), first);
  await aging.end();
});

test('a terminated backend is never handed out', async () => {
  const tested = pool();
  for (let round = 0; round < 12; round++) {
    const pid = await backend(tested);
    await shared.databases.pools.core.query('select pg_terminate_backend($1, 5000)', [pid]);
    if (round % 2) await delay(1_050);
    assert.notEqual(await backend(tested), pid);
  }
  await tested.end();
});

test('overflow opens under load and closes again, the kept ones stay', async () => {
  const tested = pool();
  const held = await Promise.all([tested.connect(), tested.connect()]);
  assert.equal(tested.stats().total, 2);
  for (const client of held) client.release();
  for (let tries = 0; tested.stats().total > 1 && tries < 50; tries++) await delay(100);
  assert.equal(tested.stats().total, 1);
  await tested.end();
});

test('a connection that ends in use fails its query and not the process', async () => {
  const tested = pool();
  const client = await tested.connect();
  const pid = (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]!.pid;
  const waiting = assert.rejects(client.query('select pg_sleep(30)'), /terminat/);
  await shared.databases.pools.core.query('select pg_terminate_backend($1, 5000)', [pid]);
  await waiting;
  // The event comes after the query's error; a process without a listener would end here.
  await delay(100);
  client.release(true);
  assert.notEqual(await backend(tested), pid);
  await tested.end();
});
