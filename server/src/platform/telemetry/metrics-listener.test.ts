import assert from 'node:assert/strict';
import { test } from 'node:test';
import { captureLog } from '../../../test/support/captured-log.ts';
import { listenForScrapes } from './metrics-listener.ts';
import { createMetrics } from './metrics.ts';

const metrics = createMetrics({ version: '1', role: 'worker', now: () => 0 });

test('a worker answers scrapes of this machine, or for the token, and nothing else', async () => {
  const { log } = captureLog();
  const listener = await listenForScrapes({ metrics, port: 0, token: 'the-token', log });
  const ask = async (path: string, headers: Record<string, string> = {}): Promise<[number, string]> => {
    const answer = await fetch(`http://127.0.0.1:${listener!.port}${path}`, { headers });
    return [answer.status, await answer.text()];
  };
  metrics.jobs.ended({ queue: 'imports', job: 'imports.run-import', outcome: 'failed', seconds: 2 });
  const [status, text] = await ask('/metrics');
  assert.equal(status, 200);
  assert.match(text, /^pm_job_failures_total\{queue="imports"\} 1$/m);
  assert.match(
    text,
    /^pm_job_duration_seconds_sum\{queue="imports",job="imports.run-import",outcome="failed"\} 2$/m,
  );
  const forwarded = { 'X-Forwarded-For': '10.0.0.5' };
  assert.deepEqual(await ask('/metrics', forwarded), [401, '']);
  assert.equal((await ask('/metrics', { ...forwarded, Authorization: 'Bearer the-token' }))[0], 200);
  assert.equal((await ask('/'))[0], 404);
  await listener!.close();
  await assert.rejects(ask('/metrics'));
});

test('a taken port is said once and stops no work', async () => {
  const { log, lines } = captureLog();
  const first = await listenForScrapes({ metrics, port: 0, token: null, log });
  assert.equal(await listenForScrapes({ metrics, port: first!.port, token: null, log }), null);
  assert.equal(lines().length, 1);
  assert.match(String(lines()[0]!['msg']), /METRICS_PORT is taken/);
  await first!.close();
});
