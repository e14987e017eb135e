import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readScrape } from '../../../test/support/scraped.ts';
import { createMetrics } from './metrics.ts';

test('hits of the cache by level and type, and misses, as the cache has counted them', async () => {
  const metrics = createMetrics({ version: '1', role: 'api', now: () => 0 });
  const reads = { product: { l1: 10, l2: 3, misses: 2 }, search: { l1: 0, l2: 1, misses: 5 } };
  metrics.sample({
    queues: {},
    consumers: async () => [],
    disk: async () => ({ freeBytes: 1, sizeBytes: 4 }),
    counters: [],
    cache: () => reads,
  });
  await metrics.text();
  reads.product.l1 = 11;
  const seen = readScrape(await metrics.text());
  const hits = (type: string, level: string): number => seen.value('pm_cache_hits_total', { type, level });
  assert.deepEqual(
    [hits('product', 'l1'), hits('product', 'l2'), hits('search', 'l1'), hits('search', 'l2')],
    [11, 3, 0, 1],
  );
  assert.equal(seen.value('pm_cache_misses_total', { type: 'search' }), 5);
  assert.equal(seen.value('pm_disk_free_bytes') / seen.value('pm_disk_size_bytes'), 0.25);
});

test('two registries in one process know nothing of each other', async () => {
  const [one, two] = ['api', 'worker'].map((role) => createMetrics({ version: '1', role, now: () => 0 }));
  one!.jobs.ended({ queue: 'media', job: 'media.x', outcome: 'failed', seconds: 1 });
  assert.equal(readScrape(await one!.text()).value('pm_job_failures_total'), 1);
  assert.equal(readScrape(await two!.text()).value('pm_job_failures_total'), 0);
});
