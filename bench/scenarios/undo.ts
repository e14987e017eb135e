import { emptyCatalogue } from '../../server/test/support/catalogue-digest.ts';
import type { Bench } from '../bench.ts';
import { runCommand } from '../commands.ts';
import { makeFile } from '../files.ts';

interface Answer {
  readonly operationId: string;
  readonly id: string;
  readonly durationMs: number;
}

/** Undo of what an import changed, of what one made, and of the latter's undo; as the command measures itself. */
export async function undoScenario(bench: Bench): Promise<void> {
  const { rows } = bench;
  const [first, next] = [makeFile(bench.folder, rows, 0), makeFile(bench.folder, rows, 0.1)];
  const importFile = (file: string): Promise<Answer> =>
    runCommand(bench, 'import', file, '--supplier', 'Bench', '--yes');
  const undo = (operation: string): Promise<Answer> => runCommand(bench, 'undo', operation);
  const timed: Record<'changed' | 'made' | 'restored', number[]> = { changed: [], made: [], restored: [] };
  for (let run = 0; run < bench.runs; run++) {
    await emptyCatalogue(bench.client);
    const made = (await importFile(first)).operationId;
    const changed = (await importFile(next)).operationId;
    timed.changed.push((await undo(changed)).durationMs / 1000);
    const undone = await undo(made);
    timed.made.push(undone.durationMs / 1000);
    timed.restored.push((await undo(undone.id)).durationMs / 1000);
  }
  const line = (scenario: string, runs: number[], count: number): void =>
    bench.report({ scenario, runs, floors: null, rows: count, megabytes: null, note: 'without search' });
  line(`undo of ${rows / 10} changed`, timed.changed, rows / 10);
  line(`undo of ${rows} new`, timed.made, rows);
  line(`undo of that undo`, timed.restored, rows);
}
