import Fastify from 'fastify';
import { load, withApi } from '../api.ts';
import type { Bench } from '../bench.ts';
import { ensureProducts } from '../commands.ts';
import { inMilliseconds, percentile } from '../measure.ts';

const PER_SECOND = 150;

/** A product by its id, beside bare Fastify with the same bytes. */
export async function readScenario(bench: Bench): Promise<void> {
  await ensureProducts(bench);
  await measureReads(bench, `read by id, ${PER_SECOND}/s, p95`);
}

export async function measureReads(bench: Bench, scenario: string): Promise<void> {
  const { rows: picked } = await bench.client.query<{ id: string }>(
    'select id from products tablesample bernoulli (2) limit 2000',
  );
  await withApi(bench, async (api) => {
    const requests = picked.map(({ id }) => ({ path: `/api/v1/products/${id}` }));
    const body = await (await fetch(`${api.base}${requests[0]!.path}`, { headers: api.headers })).text();
    const bare = Fastify();
    bare.get('/*', async (_request, reply) => reply.type('application/json').send(body));
    const floor = { base: await bare.listen({ port: 0 }), headers: {} };
    const [runs, floors]: [number[], number[]] = [[], []];
    // A process opens its connections, and plans its statements on each, in its first two seconds.
    await load(api, requests, PER_SECOND);
    for (let run = 0; run < bench.runs; run++) {
      floors.push(percentile(await load(floor, [{ path: '/x' }], PER_SECOND), 0.95));
      runs.push(percentile(await load(api, requests, PER_SECOND), 0.95));
    }
    await bare.close();
    const note = `ms: ${inMilliseconds(runs)}; bare Fastify ${inMilliseconds(floors)}`;
    bench.report({ scenario, runs, floors, rows: null, megabytes: null, note });
  });
}
