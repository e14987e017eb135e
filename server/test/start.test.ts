import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startCommand } from './support/command-line.ts';
import { createInstallation } from './support/installation.ts';
import { readScrape } from './support/scraped.ts';
import { until } from './support/until.ts';
import { freePort } from './support/free-port.ts';

/** Jobs stop at the end of a batch, pools close after them: 30 s are promised. */
const LONGEST_END_MS = 30_000;

test('start says where it is, nothing else; API and worker are scraped each at its own address', async () => {
  const installation = await createInstallation();
  const [port, metricsPort] = [await freePort(), await freePort()];
  const running = startCommand(
    ['start', '--no-web', '--port', String(port), '--data-dir', installation.dataDir],
    { METRICS_PORT: String(metricsPort), LOG_LEVEL: 'info' },
  );
  try {
    await running.saw('Working on');
    const scrape = async (of: number) =>
      readScrape(await (await fetch(`http://127.0.0.1:${of}/metrics`)).text());
    const worker = await until(
      () => scrape(metricsPort),
      (seen) => seen.value('pm_database_query_duration_seconds_count', { database: 'media' }) > 0,
    );
    assert.equal(worker.series('pm_build_info')[0]!['role'], 'worker');
    assert.ok(!worker.names.has('pm_queue_jobs'), 'what the databases know is told by one process');
    const api = await scrape(port);
    assert.equal(api.series('pm_build_info')[0]!['role'], 'api');
    assert.ok(api.names.has('pm_queue_jobs'));
  } finally {
    running.child.kill('SIGTERM');
  }
  // One that does not end by itself fails here instead of holding the tests.
  const impatience = setTimeout(() => running.child.kill('SIGKILL'), LONGEST_END_MS);
  const { stderr, code } = await running.result;
  clearTimeout(impatience);
  await installation.remove();
  assert.equal(code, 0, stderr);
  const lines = stderr.trim().split('\n');
  const logged = lines
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { msg: string });
  assert.deepEqual(
    logged.map(({ msg }) => msg),
    ['request answered'],
    'the one scrape of the API',
  );
  const said = lines.filter((line) => !line.startsWith('{')).map((line) => line.trim().split(' ')[0]);
  for (const word of ['ProductsManager', 'API', 'Make', 'Working'])
    assert.equal(said.filter((first) => first === word).length, 1, stderr);
});
