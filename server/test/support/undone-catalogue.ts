import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { digestCatalogue, restoreCatalogue, saveCatalogue, type Digest } from './catalogue-digest.ts';
import { runCommand } from './command-line.ts';
import { createInstallation } from './installation.ts';
import { writeSupplierFile } from './supplier-file.ts';

/** Twelve thousand rows are three batches of an undo, long enough to be hit in each step. */
const ROWS = 12_000;

interface Answer {
  readonly operationId: string;
  readonly counts: Record<string, number>;
}

/** A catalogue that one import made and another changed, and what clean undos of the second and the first leave. */
export async function createUndoneCatalogue() {
  const installation = await createInstallation();
  let client = await installation.connect();
  const { dataDir } = installation;
  const command = async (...args: string[]): Promise<Answer> => {
    const result = await runCommand([...args, '--json', '--data-dir', dataDir]);
    assert.equal(result.code, 0, result.stderr);
    return JSON.parse(result.stdout) as Answer;
  };
  const imported = async (supplier: string): Promise<string> => {
    const file = join(dataDir, `${supplier}.csv`);
    writeSupplierFile(file, { rows: ROWS, supplier, faults: 0 });
    return (await command('import', file, '--supplier', 'Grossiste')).operationId;
  };

  const made = await imported('Alpha');
  const changed = await imported('Omega');
  await saveCatalogue(client);
  const started = Date.now();
  const walked = (await command('undo', changed)).counts['updated'];
  const afterChanged = await digestCatalogue(client);
  const deleted = (await command('undo', made)).counts['deleted'];
  const spanMs = (Date.now() - started) / 2;
  const afterMade = await digestCatalogue(client);
  assert.deepEqual([walked, deleted], [ROWS, ROWS]);
  assert.deepEqual([afterChanged['products']!.rows, afterMade['products']!.rows], [ROWS, 0]);

  const connectAgain = async (): Promise<void> => {
    await client.end().catch(() => undefined);
    // The server recovers what was restored last.
    for (let tries = 0; ; tries++) {
      try {
        client = await installation.connect();
        return;
      } catch (error) {
        if (tries > 240) throw error;
        await delay(250);
      }
    }
  };
  return {
    args: (operation: string): string[] => ['undo', operation, '--data-dir', dataDir],
    /** How long one clean undo takes, with the start of its process. */
    spanMs,
    /** The operations to be undone in this order, each with what the catalogue says afterwards. */
    undos: [
      [changed, afterChanged],
      [made, afterMade],
    ] as [operation: string, expected: Digest][],
    restore: (): Promise<void> => restoreCatalogue(client),
    /** State and batches of the last undo. */
    async lastUndo(): Promise<{ state: string; done: number; all: number }> {
      const { rows } = await client.query<{ state: string; done: number; all: number }>(
        `select u.state, count(b.applied_at)::int as done, count(b.batch)::int as all from change_sets u
         left join change_set_batches b on b.change_set_id = u.id where u.kind = 'undo' group by u.id, u.state order by u.id desc limit 1`,
      );
      return rows[0] ?? { state: 'none', done: 0, all: 0 };
    },
    /** The same command goes on where the killed one stopped. */
    async finish(operation: string, expected: Digest, label: string): Promise<void> {
      const result = await runCommand(['undo', operation, '--json', '--data-dir', dataDir]);
      // One that was killed after its end has nothing left to do, and says so.
      if (result.code !== 0) assert.match(result.stderr, /was undone by/, label);
      assert.deepEqual(await digestCatalogue(client), expected, label);
    },
    async killDatabase(): Promise<void> {
      const path = join(dataDir, 'postgres', 'cluster', 'postmaster.pid');
      process.kill(Number(readFileSync(path, 'utf8').split('\n')[0]), 'SIGKILL');
      await connectAgain();
    },
    async remove(): Promise<void> {
      await client.end();
      await installation.remove();
    },
  };
}
