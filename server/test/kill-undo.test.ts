import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import { digestCatalogue, restoreCatalogue, saveCatalogue, type Digest } from './support/catalogue-digest.ts';
import {
  createInstallation,
  runCommand,
  startCommand,
  type TestInstallation,
} from './support/command-line.ts';
import { createRandom, writeSupplierFile } from './support/supplier-file.ts';

/** Twelve thousand rows are three batches of an undo, long enough to be hit in each step. */
const ROWS = 12_000;
const RANDOM_KILLS = 4;
const SEED = 20_261_127;

let installation: TestInstallation;
let client: Client;
const file = (name: string): string => join(installation.dataDir, `${name}.csv`);

interface Operation {
  readonly operationId: string;
  readonly id: string;
  readonly counts: Record<string, number>;
}

async function command(args: readonly string[]): Promise<Operation> {
  const result = await runCommand([...args, '--json', '--data-dir', installation.dataDir]);
  assert.equal(result.code, 0, result.stderr);
  return JSON.parse(result.stdout) as Operation;
}

const importFile = (name: string): Promise<Operation> =>
  command(['import', file(name), '--supplier', 'Grossiste']);

before(async () => {
  installation = await createInstallation();
  client = await installation.connect();
  writeSupplierFile(file('first'), { rows: ROWS, supplier: 'Alpha', faults: 0 });
  writeSupplierFile(file('second'), { rows: ROWS, supplier: 'Omega', faults: 0 });
});
after(async () => {
  await client.end();
  await installation.remove();
});

let made: string;
let changed: string;
let clean: { changed: Digest; made: Digest };
let spanMs: number;

/** One import makes everything, one changes it all; the second is undone, then the first. */
test('a clean undo of what was changed and of what was made', async () => {
  made = (await importFile('first')).operationId;
  changed = (await importFile('second')).operationId;
  await saveCatalogue(client);
  const started = Date.now();
  const first = await command(['undo', changed]);
  const walked = await digestCatalogue(client);
  const second = await command(['undo', made]);
  spanMs = (Date.now() - started) / 2;
  clean = { changed: walked, made: await digestCatalogue(client) };
  assert.deepEqual([first.counts['updated'], second.counts['deleted']], [ROWS, ROWS]);
  assert.deepEqual([walked['products']!.rows, clean.made['products']!.rows], [ROWS, 0]);
});

const undos = (): [operation: string, expected: Digest][] => [
  [changed, clean.changed],
  [made, clean.made],
];

async function killDatabase(): Promise<void> {
  const path = join(installation.dataDir, 'postgres', 'cluster', 'postmaster.pid');
  process.kill(Number(readFileSync(path, 'utf8').split('\n')[0]), 'SIGKILL');
  await client.end().catch(() => undefined);
  for (let tries = 0; ; tries++) {
    try {
      client = await installation.connect();
      return;
    } catch (error) {
      if (tries > 240) throw error;
      await delay(250);
    }
  }
}

/** The same command goes on where the killed one stopped. */
async function finish(operation: string, expected: Digest, label: string): Promise<void> {
  const result = await runCommand(['undo', operation, '--json', '--data-dir', installation.dataDir]);
  // One that was killed after its end has nothing left to do, and says so.
  if (result.code !== 0) assert.match(result.stderr, /was undone by/, label);
  assert.deepEqual(await digestCatalogue(client), expected, label);
}

for (const point of ['undo-planned', 'undo-batch:1', 'undo-batch:2', 'undo-applied', 'undo-finished'])
  test(`killed at ${point}, the next undo ends like a clean one`, async () => {
    await restoreCatalogue(client);
    for (const [operation, expected] of undos()) {
      const killed = await runCommand(['undo', operation, '--data-dir', installation.dataDir], {
        TEST_KILL_AT: point,
      });
      assert.equal(killed.signal, 'SIGKILL', killed.stderr);
      await finish(operation, expected, point);
    }
  });

test(`killed ${RANDOM_KILLS} times at random, each next undo ends like a clean one`, async (t) => {
  const random = createRandom(SEED);
  let inside = 0;
  for (let run = 0; run < RANDOM_KILLS; run++) {
    await restoreCatalogue(client);
    for (const [operation, expected] of undos()) {
      const running = startCommand(['undo', operation, '--data-dir', installation.dataDir]);
      await running.saw('undoing');
      await delay(random() * spanMs * 0.5);
      running.child.kill('SIGKILL');
      // The plan of an undo is unlogged: after a crash of the database it is gone, and is made again.
      if (run === RANDOM_KILLS - 1) await killDatabase();
      await running.result;
      const { rows } = await client.query<{ state: string; done: number; all: number }>(
        `select u.state, count(b.applied_at)::int as done, count(b.batch)::int as all from change_sets u
         left join change_set_batches b on b.change_set_id = u.id where u.kind = 'undo' group by u.id, u.state order by u.id desc limit 1`,
      );
      if (rows[0]?.state === 'open') inside++;
      t.diagnostic(`kill ${run + 1}: ${rows[0]?.state}, ${rows[0]?.done} of ${rows[0]?.all} batches`);
      await finish(operation, expected, `random kill ${run + 1} (seed ${SEED})`);
    }
  }
  assert.ok(inside >= RANDOM_KILLS / 2, `only ${inside} kills hit an undo`);
});
