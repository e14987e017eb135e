import { emptyCatalogue } from '../../server/test/support/catalogue-digest.ts';
import { fillCatalogue } from '../../server/test/support/large-catalogue.ts';
import { load, send, withApi, type Api, type Request } from '../api.ts';
import type { Bench } from '../bench.ts';
import { inMilliseconds, percentile } from '../measure.ts';
import { measureReads } from './read.ts';

const WRITES_PER_SECOND = 20;
const LARGE_READS_PER_SECOND = 10;
const STOCKS = 1_000;
const PUSHES = 20;

/**
 * A catalogue as large as they get: products with 40 values and 5 prices each, 3,000 definitions of attributes, one
 * product with 500 values. Reads, edits with their history and events, and stocks by SKU.
 */
export async function catalogueScenario(bench: Bench): Promise<void> {
  const products = bench.rows * 2;
  await emptyCatalogue(bench.client);
  await fillCatalogue(bench.client, { products });
  // What filling it left to write is not what is measured.
  await bench.client.query('checkpoint');
  await measureReads(bench, `read of ${products}, 150/s, p95`);
  await withApi(bench, async (api) => {
    await measureLargeProduct(bench, api);
    await measureEdits(bench, api, products);
    await measureStocks(bench, api, products);
  });
}

async function measureLargeProduct(bench: Bench, api: Api): Promise<void> {
  const { rows } = await bench.client.query<{ id: string }>(`select id from products where sku = 'SKU-1'`);
  const request = { path: `/api/v1/products/${rows[0]!.id}` };
  const bytes = await send(api, request);
  await measure(
    bench,
    `read with 500 values, ${LARGE_READS_PER_SECOND}/s, p95`,
    `${(bytes / 1000).toFixed(0)} kB`,
    () => load(api, [request], LARGE_READS_PER_SECOND),
  );
}

/** Of a title and a value of products that are taken evenly from the whole catalogue; each time another text. */
async function measureEdits(bench: Bench, api: Api, products: number): Promise<void> {
  const { rows } = await bench.client.query<{ id: string }>(
    `select id from products where sku = any(array(select 'SKU-' || n from generate_series(2, ${products}, ${Math.ceil(products / 500)}) n))`,
  );
  let round = 0;
  await measure(
    bench,
    `edit, ${WRITES_PER_SECOND}/s, p95`,
    'a title and a value, with history and event',
    () => {
      round++;
      const edits = rows.map(({ id }, i): Request => {
        const body = { title: `Edited ${round} ${i}`, attributes: { a2: `Edited ${round} ${i}` } };
        return { method: 'PATCH', path: `/api/v1/products/${id}`, body };
      });
      return load(api, edits, WRITES_PER_SECOND);
    },
  );
}

async function measureStocks(bench: Bench, api: Api, products: number): Promise<void> {
  let push = 0;
  await measure(bench, `${STOCKS} stocks by SKU, p95`, `${PUSHES} calls, one after the other`, async () => {
    const latencies: number[] = [];
    for (const end = push + PUSHES; push < end; push++) {
      const body = Array.from({ length: STOCKS }, (_, i) => ({
        sku: `SKU-${1 + ((push * STOCKS + i * 7) % products)}`,
        quantity: String(push),
      }));
      const started = performance.now();
      await send(api, { method: 'POST', path: '/api/v1/stocks/bulk', body });
      latencies.push((performance.now() - started) / 1000);
    }
    return latencies;
  });
}

async function measure(
  bench: Bench,
  scenario: string,
  what: string,
  work: () => Promise<readonly number[]>,
): Promise<void> {
  const runs: number[] = [];
  for (let run = 0; run < bench.runs; run++) runs.push(percentile(await work(), 0.95));
  const note = `${what}; ms: ${inMilliseconds(runs)}`;
  bench.report({ scenario, runs, floors: null, rows: null, megabytes: null, note });
}
