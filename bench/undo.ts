import type pg from 'pg';
import { emptyCatalogue } from '../server/test/support/catalogue-digest.ts';
import { startCommand } from '../server/test/support/command-line.ts';
import { makeFile } from './files.ts';
import type { Result } from './measure.ts';

interface Answer {
  readonly operationId: string;
  readonly id: string;
  readonly durationMs: number;
}

/** Undo of what an import changed, of what one made, and of the latter's undo; as the command measures itself. */
export async function undoScenario(bench: {
  client: pg.Client;
  dataDir: string;
  folder: string;
  rows: number;
  runs: number;
  report: (result: Result) => void;
}): Promise<void> {
  const { rows } = bench;
  const [first, next] = [makeFile(bench.folder, rows, 0), makeFile(bench.folder, rows, 0.1)];
  const run = async (...args: string[]): Promise<Answer> => {
    const result = await startCommand([...args, '--json', '--data-dir', bench.dataDir]).result;
    if (result.code !== 0) throw new Error(result.stderr);
    return JSON.parse(result.stdout) as Answer;
  };
  const importFile = (file: string): Promise<Answer> => run('import', file, '--supplier', 'Bench', '--yes');
  const timed: Record<'changed' | 'made' | 'restored', number[]> = { changed: [], made: [], restored: [] };
  for (let i = 0; i < bench.runs; i++) {
    await emptyCatalogue(bench.client);
    const made = (await importFile(first)).operationId;
    const changed = (await importFile(next)).operationId;
    timed.changed.push((await run('undo', changed)).durationMs / 1000);
    const undone = await run('undo', made);
    timed.made.push(undone.durationMs / 1000);
    timed.restored.push((await run('undo', undone.id)).durationMs / 1000);
  }
  const line = (scenario: string, runs: number[], count: number): void =>
    bench.report({ scenario, runs, floors: null, rows: count, megabytes: null, note: 'without search' });
  line(`undo of ${rows / 10} changed`, timed.changed, rows / 10);
  line(`undo of ${rows} new`, timed.made, rows);
  line(`undo of that undo`, timed.restored, rows);
}
