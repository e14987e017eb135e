import { startCommand } from '../server/test/support/command-line.ts';
import type { Bench } from './bench.ts';
import { makeFile } from './files.ts';

/** Runs a command to its end. @returns what it answers with `--json` */
export async function runCommand<Answer>(bench: Bench, ...args: string[]): Promise<Answer> {
  const { dataDir } = bench.installation;
  const result = await startCommand([...args, '--json', '--data-dir', dataDir]).result;
  if (result.code !== 0) throw new Error(result.stderr);
  return JSON.parse(result.stdout) as Answer;
}

/** Seconds of the work itself, as the import measured it, without the start of the process. */
export async function importSeconds(bench: Bench, file: string, ...extra: string[]): Promise<number> {
  const args = ['import', file, '--supplier', 'Bench', ...extra];
  return (await runCommand<{ durationMs: number }>(bench, ...args)).durationMs / 1000;
}

/** Imports a file if the catalogue has fewer products than it has rows. */
export async function ensureProducts(bench: Bench): Promise<void> {
  const { rows } = await bench.client.query<{ n: number }>('select count(*)::int as n from products');
  if (rows[0]!.n < bench.rows) await importSeconds(bench, makeFile(bench.folder, bench.rows, 0));
}
