import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { from as copyFrom } from 'pg-copy-streams';
import { createTestApi, type TestApi } from '../../../test/support/api.ts';
import { readScrape, type Scraped } from '../../../test/support/scraped.ts';
import { writeSupplierFile } from '../../../test/support/supplier-file.ts';
import { until } from '../../../test/support/until.ts';
import { databaseNames } from '../databases/names.ts';
import { queueNames } from '../queue/queue.ts';
import { createMetrics } from './metrics.ts';

let api: TestApi;
let clock = 0;

before(async () => {
  api = await createTestApi({
    metrics: createMetrics({ version: '1.2.3', role: 'api', now: () => clock }),
  });
});
after(() => api.close());

/** What a scraper sees that asks for the first time in a while. */
async function scrape(): Promise<Scraped> {
  clock += 60_000;
  const response = await api.app.inject({ url: '/metrics' });
  assert.equal(response.statusCode, 200, response.body);
  assert.match(String(response.headers['content-type']), /^text\/plain; version=0\.0\.4/);
  return readScrape(response.body);
}

test('a hundred products are one series, with a hundred answers in it', async () => {
  for (let i = 0; i < 100; i++) await api.call('GET', `/api/v1/products/${randomUUID()}`);
  const name = 'pm_http_request_duration_seconds_count';
  const seen = await scrape();
  const route = '/api/v1/products/:id';
  const series = seen.series(name).filter((labels) => labels['method'] === 'GET');
  assert.deepEqual(series, [{ method: 'GET', route, status: '4xx' }]);
  assert.equal(seen.value(name, { route }), 100);
});

test('every statement of a database is counted once: of the pool, of Kysely, one that fails, a COPY', async () => {
  const { pools, analytics } = api.system.databases;
  const count = async (): Promise<number> =>
    (await scrape()).value('pm_database_query_duration_seconds_count', { database: 'analytics' });
  // The first status of a scrape opens connections; what it asks of a queue is part of every later one alike.
  await count();
  const [first, second] = [await count(), await count()];
  const ofScrape = second - first;
  for (let i = 0; i < 5; i++) await pools.analytics.query('select 1');
  await sql`select ${1}::int`.execute(analytics);
  await assert.rejects(sql`select * from nowhere`.execute(analytics));
  const client = await pools.analytics.connect();
  await client.query('create temporary table copied (n int)');
  const copy = client.query(copyFrom('copy copied from stdin'));
  copy.end('1\n2\n');
  await once(copy, 'close');
  client.release(true);
  assert.equal((await count()) - second - ofScrape, 5 + 1 + 1 + 1 + 1);
});

test('all seven databases have their series before anybody asks them anything', async () => {
  const seen = await scrape();
  for (const name of [
    'pm_database_query_duration_seconds_count',
    'pm_database_connection_wait_seconds_count',
  ])
    assert.deepEqual(
      seen.series(name).map(({ database }) => database),
      [...databaseNames],
    );
});

test('connections that are out, and who waits for one and for how long', async () => {
  const { pools } = api.system.databases;
  const { poolSize } = api.system.config.databases.analytics;
  const most = Math.ceil(poolSize * 0.6) + api.system.config.maxOverflow;
  const before = await readWithoutSources();
  const asked = Array.from({ length: most + 1 }, () => pools.analytics.connect());
  await until(
    async () => pools.analytics.stats(),
    ({ total, waiting }) => total === most && waiting === 1,
  );
  const connections = (seen: Scraped): number[] =>
    ['open', 'idle', 'waiting'].map((state) =>
      seen.value('pm_database_connections', { database: 'analytics', state }),
    );
  await until(readWithoutSources, (seen) => connections(seen)[1] === 0);
  assert.deepEqual(connections(await readWithoutSources()), [most, 0, 1]);
  for (const client of asked) (await client).release();
  const after = await readWithoutSources();
  assert.deepEqual(connections(after).slice(1), [most, 0]);
  const name = 'pm_database_connection_wait_seconds_count';
  assert.equal(after.value(name) - before.value(name), most + 1);
});

/** The same within five seconds: nothing is asked of a database. */
async function readWithoutSources(): Promise<Scraped> {
  return readScrape((await api.app.inject({ url: '/metrics' })).body);
}

test('jobs by state and the age of the first that could run; read again after five seconds, not before', async () => {
  const { analytics } = api.system.databases.pools;
  const insert = (name: string, state: string, startAfter: string): Promise<unknown> =>
    analytics.query(
      `insert into queue.job (name, state, start_after) values ($1, $2::queue.job_state, now() + $3::interval)`,
      [name, state, startAfter],
    );
  await insert('analytics', 'created', '-90 seconds');
  await insert('analytics', 'retry', '4 hours');
  await insert('analytics', 'completed', '-1 day');
  await insert('analytics_dead', 'created', '-1 day');
  const state = (seen: Scraped, of: string): number =>
    seen.value('pm_queue_jobs', { queue: 'analytics', state: of });
  const seen = await scrape();
  assert.deepEqual(
    ['waiting', 'retrying', 'active', 'dead'].map((of) => state(seen, of)),
    [2, 1, 0, 1],
  );
  const age = seen.value('pm_queue_oldest_job_seconds', { queue: 'analytics' });
  assert.ok(age >= 90 && age < 600, `${age}: what waits for its hour, is done or is dead has no age`);
  assert.deepEqual(
    seen.series('pm_queue_oldest_job_seconds').map(({ queue }) => queue),
    [...queueNames],
  );
  await analytics.query(`delete from queue.job where start_after < now()`);
  assert.equal(state(await scrape(), 'waiting'), 1);
  assert.equal((await scrape()).value('pm_queue_oldest_job_seconds', { queue: 'analytics' }), 0);
  await analytics.query('delete from queue.job');
  clock += 4_999;
  assert.equal(state(await readWithoutSources(), 'waiting'), 1);
  clock += 1;
  assert.equal(state(await readWithoutSources(), 'waiting'), 0);
});

test('how far each consumer of events is behind, also one that never read any', async () => {
  const lag = async (): Promise<Record<string, number>[]> => {
    const seen = await scrape();
    return ['search-documents', 'search-descriptions'].map((consumer) => ({
      events: seen.value('pm_event_lag_events', { consumer }),
      seconds: seen.value('pm_event_lag_seconds', { consumer }),
    }));
  };
  for (const sku of ['LAG-1', 'LAG-2', 'LAG-3']) await api.call('POST', '/api/v1/products', { sku });
  await api.system.databases.pools.catalog.query(`update change_events set at = at - interval '1 hour'`);
  for (const { events, seconds } of await lag()) {
    assert.equal(events, 3);
    assert.ok(seconds! >= 3_600 && seconds! < 4_000, String(seconds));
  }
  await api.system.searchFollower.catchUp(new AbortController().signal, () => undefined);
  assert.deepEqual(await lag(), Array(2).fill({ events: 0, seconds: 0 }));
});

test('rows of an import count when it is applied, once, and stay when the job is deleted', async () => {
  const path = join(api.installation.dataDir, 'supplier.csv');
  writeSupplierFile(path, { rows: 200, supplier: 'ACME', faults: 0.3 });
  const { body } = await api.upload({ supplier: 'ACME' }, path);
  const id = String(body['id']);
  const rows = (seen: Scraped): [string, number][] =>
    seen
      .series('pm_import_rows_total')
      .map(({ outcome }): [string, number] => [
        outcome!,
        seen.value('pm_import_rows_total', { outcome: outcome! }),
      ])
      .filter(([, count]) => count > 0)
      .sort();
  assert.deepEqual(rows(await scrape()), []);
  const run = (): Promise<void> => api.system.importRunner.run(id, { signal: new AbortController().signal });
  await run();
  assert.deepEqual(rows(await scrape()), [], 'a plan changes nothing');
  const { operationId: planId } = (await api.call('GET', `/api/v1/imports/${id}`)).body;
  assert.equal((await api.call('POST', `/api/v1/imports/${id}/confirm`, { planId })).status, 202);
  await run();
  const { read, ...outcomes } = (await api.call('GET', `/api/v1/imports/${id}`)).body['rows'] as Record<
    string,
    number
  >;
  assert.ok(read! >= 200 && outcomes['created']! > 0 && outcomes['rejected']! > 0);
  const expected = Object.entries(outcomes)
    .filter(([, count]) => count > 0)
    .sort();
  for (let i = 0; i < 2; i++) assert.deepEqual(rows(await scrape()), expected);
  await api.system.databases.imports.deleteFrom('import_jobs').execute();
  assert.deepEqual(rows(await scrape()), expected);
});

test('a queue that cannot be read takes its own numbers with it and no others', async () => {
  const { core } = api.system.databases.pools;
  await core.query(`alter schema queue rename to away`);
  const seen = await scrape();
  await core.query(`alter schema away rename to queue`);
  assert.equal(seen.value('pm_metrics_source_up', { source: 'queue core' }), 0);
  assert.deepEqual(
    seen.series('pm_queue_oldest_job_seconds').map(({ queue }) => queue),
    queueNames.filter((queue) => queue !== 'core'),
  );
  for (const source of ['queue imports', 'events', 'disk', 'pm_import_rows_total'])
    assert.equal(seen.value('pm_metrics_source_up', { source }), 1, source);
  assert.ok(seen.value('pm_disk_free_bytes') > 0);
  assert.equal((await scrape()).value('pm_metrics_source_up', { source: 'queue core' }), 1);
});

test('the process itself: memory, handles, delay of the event loop, what runs', async () => {
  const seen = await scrape();
  for (const name of ['process_resident_memory_bytes', 'process_cpu_seconds_total', 'process_open_fds'])
    assert.ok(seen.value(name) > 0, name);
  assert.ok(seen.names.has('nodejs_eventloop_lag_p99_seconds'));
  assert.deepEqual(seen.series('pm_build_info'), [{ version: '1.2.3', node: process.version, role: 'api' }]);
});
