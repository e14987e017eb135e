import { load, withApi } from '../api.ts';
import type { Bench } from '../bench.ts';
import { ensureProducts } from '../commands.ts';
import { inMilliseconds, percentile } from '../measure.ts';

const PER_SECOND = 20;

/** The first page of a search: of four one by a GTIN, the others by three words of a title. */
export async function searchScenario(bench: Bench): Promise<void> {
  await ensureProducts(bench);
  const { rows: picked } = await bench.client.query<{ title: string; gtin: string }>(
    'select title, gtin from products tablesample bernoulli (2) where title is not null limit 500',
  );
  const requests = picked.map(({ title, gtin }, i) => {
    const asked = i % 4 === 0 && gtin ? gtin : title.split(' ').slice(0, 3).join(' ');
    return { path: `/api/v1/products?limit=20&q=${encodeURIComponent(asked)}` };
  });
  await withApi(bench, async (api) => {
    const runs: number[] = [];
    for (let run = 0; run < bench.runs; run++)
      runs.push(percentile(await load(api, requests, PER_SECOND), 0.95));
    bench.report({
      scenario: `search, ${PER_SECOND}/s, p95`,
      runs,
      floors: null,
      rows: null,
      megabytes: null,
      note: `ms: ${inMilliseconds(runs)}`,
    });
  });
}
