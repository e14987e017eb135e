import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { digestCatalogue, emptyCatalogue, type Digest } from './support/catalogue-digest.ts';
import { runCommand } from './support/command-line.ts';
import { createInstallation, type TestInstallation } from './support/installation.ts';
import { writeSupplierFile } from './support/supplier-file.ts';

/** Two batches, so that a kill between them leaves one of them applied. */
const ROWS = 6_000;
let installation: TestInstallation;
let clean: Digest;

const file = (): string => join(installation.dataDir, 'file.csv');
const command = (args: readonly string[], env?: Record<string, string>) =>
  runCommand([...args, '--json', '--data-dir', installation.dataDir], env);

async function catalogue<Result>(
  work: (client: Awaited<ReturnType<TestInstallation['connect']>>) => Promise<Result>,
): Promise<Result> {
  const client = await installation.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function preview(): Promise<string> {
  const planned = await command(['import', file(), '--supplier', 'ACME', '--dry-run']);
  const report = JSON.parse(planned.stdout) as { id: string; status: string };
  assert.deepEqual([planned.code, report.status], [0, 'planned'], planned.stderr);
  return report.id;
}

before(async () => {
  installation = await createInstallation();
  writeSupplierFile(file(), { rows: ROWS, supplier: 'Alpha', faults: 0.02 });
  const applied = await command(['import', file(), '--supplier', 'ACME']);
  assert.equal(applied.code, 0, applied.stderr);
  clean = await catalogue(digestCatalogue);
});
after(() => installation.remove());

for (const point of ['planned', 'batch', 'applied'])
  test(`a confirmation killed at "${point}" ends as an import that was not`, async () => {
    await catalogue(emptyCatalogue);
    const job = await preview();
    const killed = await command(['confirm', job], { TEST_KILL_AT: point });
    assert.notEqual(killed.code, 0, 'the run was not killed');
    const gone = await command(['confirm', job]);
    assert.equal(gone.code, 0, gone.stderr);
    assert.equal((JSON.parse(gone.stdout) as { status: string }).status.startsWith('completed'), true);
    assert.deepEqual(await catalogue(digestCatalogue), clean);
    assert.equal((await command(['confirm', job])).code, 1, 'it is not confirmed twice');
  });
