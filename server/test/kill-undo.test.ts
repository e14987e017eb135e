import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import { digestCatalogue, emptyCatalogue, type Digest } from './support/catalogue-digest.ts';
import {
  createInstallation,
  runCommand,
  startCommand,
  type TestInstallation,
} from './support/command-line.ts';
import { createRandom, writeSupplierFile } from './support/supplier-file.ts';

/** Twelve thousand rows are three batches of an undo, long enough to be hit in each step. */
const ROWS = 12_000;
const RANDOM_KILLS = 8;
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

/** One import that made everything and one that changed it; the second is undone, or the first. */
async function prepare(): Promise<{ made: string; changed: string }> {
  await emptyCatalogue(client);
  const made = (await importFile('first')).operationId;
  return { made, changed: (await importFile('second')).operationId };
}

const undoneBoth = async (operations: { made: string; changed: string }): Promise<Digest> => {
  await command(['undo', operations.changed]);
  const walked = await digestCatalogue(client);
  const { deleted } = (await command(['undo', operations.made])).counts;
  assert.equal(deleted, ROWS);
  return { ...walked, products: walked['products']! };
};

let clean: Digest;
let empty: Digest;
let spanMs: number;

test('a clean undo of a change and of what was made', async () => {
  const operations = await prepare();
  const started = Date.now();
  clean = await undoneBoth(operations);
  spanMs = (Date.now() - started) / 2;
  empty = await digestCatalogue(client);
  assert.deepEqual([clean['products']!.rows, empty['products']!.rows, empty['offers']!.rows], [ROWS, 0, 0]);
});

/** The same command goes on where the killed one stopped. */
async function finish(operation: string, expected: Digest, label: string): Promise<void> {
  const result = await runCommand(['undo', operation, '--json', '--data-dir', installation.dataDir]);
  // One that was killed after its end has nothing left to do, and says so.
  if (result.code !== 0) assert.match(result.stderr, /was undone by/, label);
  assert.deepEqual(await digestCatalogue(client), expected, label);
}

for (const point of ['undo-planned', 'undo-batch:1', 'undo-batch:2', 'undo-applied', 'undo-finished'])
  test(`killed at ${point}, the next undo ends like a clean one`, async () => {
    const { made, changed } = await prepare();
    for (const [operation, expected] of [
      [changed, clean],
      [made, empty],
    ] as const) {
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
    const { made, changed } = await prepare();
    for (const [operation, expected] of [
      [changed, clean],
      [made, empty],
    ] as const) {
      const running = startCommand(['undo', operation, '--data-dir', installation.dataDir]);
      await running.saw('undoing');
      await delay(random() * spanMs * 0.5);
      running.child.kill('SIGKILL');
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
