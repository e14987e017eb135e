import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { digestCatalogue, emptyCatalogue, type Digest } from './support/catalogue-digest.ts';
import { importArgs, runCommand, startCommand } from './support/command-line.ts';
import { createInstallation, type TestInstallation } from './support/installation.ts';
import { createRandom, writeSupplierFile } from './support/supplier-file.ts';

/** Twelve thousand rows are three batches: long enough to be hit in each step, short enough for 27 runs. */
const ROWS = 12_000;
const RANDOM_KILLS = 20;
const WITH_DATABASE = 5;
const SEED = 20_261_126;

let installation: TestInstallation;
let file: string;
let clean: { digest: Digest; rows: Record<string, number>; spanMs: number };

interface Report {
  readonly status: string;
  readonly rows: Record<string, number>;
}

const args = (): string[] => importArgs(installation.dataDir, file);

async function inCatalogue<Result>(
  work: (client: Awaited<ReturnType<TestInstallation['connect']>>) => Promise<Result>,
): Promise<Result> {
  // After a kill of the server the first connections meet its restart.
  for (let tries = 0; ; tries++) {
    try {
      const client = await installation.connect();
      try {
        return await work(client);
      } finally {
        await client.end().catch(() => undefined);
      }
    } catch (error) {
      if (tries > 40) throw error;
      await delay(250);
    }
  }
}

before(async () => {
  installation = await createInstallation();
  file = join(installation.dataDir, 'grossiste.csv');
  writeSupplierFile(file, { rows: ROWS, supplier: 'Alpha', faults: 0.05 });
  const { rows, spanMs } = await runClean();
  clean = { digest: await inCatalogue(digestCatalogue), rows, spanMs };
});

/** From the first row to the last one written; what follows is the search documents. */
async function runClean(): Promise<{ rows: Report['rows']; spanMs: number }> {
  const running = startCommand(args());
  await running.saw('staging');
  const started = Date.now();
  await running.saw('done');
  const spanMs = Date.now() - started;
  const result = await running.result;
  assert.equal(result.code, 0, result.stderr);
  return { rows: (JSON.parse(result.stdout) as Report).rows, spanMs };
}

after(() => installation.remove());

test('a clean run accounts for every row', () => {
  const { read, ...outcomes } = clean.rows;
  assert.equal(read, ROWS);
  assert.equal(
    Object.values(outcomes).reduce((sum, n) => sum + n, 0),
    ROWS,
  );
  assert.ok(outcomes['rejected']! > 0 && outcomes['skipped']! > 0 && outcomes['updated']! > 0);
});

async function finishAndCompare(label: string): Promise<void> {
  let result = await runCommand(args());
  // The server may still be restarting for a run that comes at once.
  for (let tries = 0; result.code !== 0 && tries < 5; tries++) {
    await delay(1_000);
    result = await runCommand(args());
  }
  assert.equal(result.code, 0, `${label}: ${result.stderr}`);
  const report = JSON.parse(result.stdout) as Report;
  assert.deepEqual(await inCatalogue(digestCatalogue), clean.digest, label);
  // A run that was killed after its end is followed by a new one, which finds nothing to change.
  if (report.rows['created'] !== 0) assert.deepEqual(report.rows, clean.rows, label);
}

async function stateAtKill(): Promise<{ step: string; rows: number }> {
  const client = await installation.connect('imports').catch(() => null);
  if (!client) return { step: 'database down', rows: 0 };
  try {
    const { rows } = await client.query<{ status: string; progress: number }>(
      'select status, progress from import_jobs order by id desc limit 1',
    );
    return { step: rows[0]?.status ?? 'none', rows: Math.round((rows[0]?.progress ?? 0) * ROWS) };
  } finally {
    await client.end().catch(() => undefined);
  }
}

for (const point of ['staging', 'staged', 'planned', 'batch:1', 'batch:2', 'applied', 'finished']) {
  test(`killed at ${point}, the next run ends like a clean one`, async () => {
    await inCatalogue(emptyCatalogue);
    const killed = await runCommand(args(), { TEST_KILL_AT: point });
    assert.equal(killed.signal, 'SIGKILL', killed.stderr);
    await finishAndCompare(point);
  });
}

test(`killed ${RANDOM_KILLS} times at random, each next run ends like a clean one`, async (t) => {
  const random = createRandom(SEED);
  let inside = 0;
  // The fastest of three: on a machine with other work the first may have taken twice as long as the rest will.
  let { spanMs } = clean;
  for (let again = 0; again < 2; again++) {
    await inCatalogue(emptyCatalogue);
    spanMs = Math.min(spanMs, (await runClean()).spanMs);
  }
  for (let run = 0; run < RANDOM_KILLS; run++) {
    await inCatalogue(emptyCatalogue);
    const running = startCommand(args());
    await running.saw('staging');
    await delay(random() * spanMs * 0.9);
    running.child.kill('SIGKILL');
    const withDatabase = run % Math.floor(RANDOM_KILLS / WITH_DATABASE) === 0;
    const state = await stateAtKill();
    if (withDatabase) {
      const pid = Number(
        readFileSync(join(installation.dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split(
          '\n',
        )[0],
      );
      process.kill(pid, 'SIGKILL');
    }
    await running.result;
    if (['staging', 'planning', 'applying'].includes(state.step)) inside++;
    else if (state.step !== 'database down') spanMs *= 0.9;
    t.diagnostic(
      `kill ${run + 1}: step ${state.step}, about row ${state.rows}${withDatabase ? ', PostgreSQL too' : ''}`,
    );
    await finishAndCompare(`random kill ${run + 1} (seed ${SEED})`);
  }
  assert.ok(inside >= 15, `only ${inside} of ${RANDOM_KILLS} kills hit stage, plan or apply`);
});
