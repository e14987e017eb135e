import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { until } from '../../../../test/support/until.ts';
import { acquireEmbeddedServer } from './server.ts';

function postmasters(dataDir: string): number {
  const path = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
  if (!existsSync(path)) return 0;
  const pid = Number(readFileSync(path, 'utf8').split('\n')[0]);
  try {
    process.kill(pid, 0);
    return 1;
  } catch {
    return 0;
  }
}

test('two first starts at once share one; it ends with its last process, also after kill -9', async () => {
  // A long path, so that the socket needs a folder elsewhere.
  const dataDir = join(mkdtempSync(join(tmpdir(), 'pm-embedded-')), 'x'.repeat(120));
  const holder = fileURLToPath(new URL('../../../../test/support/server-holder.ts', import.meta.url));
  const start = (): ReturnType<typeof spawn> =>
    spawn(process.execPath, [holder, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ready = (child: ReturnType<typeof spawn>): Promise<unknown> =>
    new Promise((resolve) => child.stdout!.once('data', resolve));
  const [one, two] = [start(), start()];
  await Promise.all([ready(one), ready(two)]);
  one.kill('SIGKILL');
  await delay(1_500);
  assert.equal(postmasters(dataDir), 1, 'the other process still holds it');
  two.kill('SIGKILL');
  await until(
    async () => postmasters(dataDir),
    (n) => n === 0,
    20,
  );
  assert.equal(postmasters(dataDir), 0, 'no orphan is left');
  const server = await acquireEmbeddedServer({ dataDir, maxConnections: 50 });
  process.kill(
    Number(readFileSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]),
    'SIGKILL',
  );
  await delay(500);
  const again = await acquireEmbeddedServer({ dataDir, maxConnections: 50 });
  assert.equal(postmasters(dataDir), 1, 'a server that was killed alone is started again');
  again.release();
  server.release();
  await until(
    async () => postmasters(dataDir),
    (n) => n === 0,
    20,
  );
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
});
