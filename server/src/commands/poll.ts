import type { Command } from 'commander';
import { createSystem, type System } from '../composition.ts';
import { reportImport, type ImportReport } from '../imports/jobs/import-report.ts';
import { dataDirOption } from './search.ts';
import { createProgressBar, exitCodes, note, print, printJson } from './terminal.ts';

interface PollOptions {
  readonly json?: boolean;
  readonly dataDir?: string;
}

export function addPollCommand(program: Command): void {
  program
    .command('poll')
    .description('ask a source for new files now, and import them in this process')
    .argument('<source>', 'name or id')
    .option('--json', 'print one JSON object')
    .addOption(dataDirOption())
    .action(async (source: string, options: PollOptions) => {
      process.exitCode = await runPoll(source, options);
    });
}

async function runPoll(text: string, options: PollOptions): Promise<number> {
  const system = await createSystem({ name: 'poll', share: 'batch', dataDir: options.dataDir });
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  try {
    const source = await system.importSources.sources.find(text);
    const { taken, growing, more } = await system.importSources.poll(source.id, {
      signal: stop.signal,
      byHand: true,
    });
    const imports: ImportReport[] = [];
    for (const { importId } of taken) imports.push(await finish(system, importId, stop.signal));
    if (options.json)
      printJson({ source: { id: source.id, name: source.name }, taken, growing, more, imports });
    else show(source.name, imports, growing, more);
    return exitCodeOf(imports);
  } finally {
    await system.close();
  }
}

/** A worker may have begun it: it was sent to the queue with its row, in case this process is killed. */
async function finish(system: System, importId: string, signal: AbortSignal): Promise<ImportReport> {
  const bar = createProgressBar();
  const { job } = await system.imports.get(importId);
  if (job.status !== 'skipped')
    await system.importRunner
      .run(importId, {
        signal,
        onProgress: ({ step, progress, rows }) => bar.update(step, progress, rows ? `${rows} rows` : ''),
      })
      .catch((error: unknown) => note(error instanceof Error ? error.message : String(error)));
  bar.end();
  const done = await system.imports.get(importId);
  return reportImport(done.job, done.file, (await system.settings.current()).defaultCurrency);
}

function exitCodeOf(imports: readonly ImportReport[]): number {
  if (imports.some(({ status }) => status === 'failed')) return exitCodes.failed;
  const waits = ['planned', 'held_by_guard', 'awaiting_confirmation'];
  return imports.some(({ status }) => waits.includes(status)) ? exitCodes.waits : exitCodes.done;
}

function show(
  name: string,
  imports: readonly ImportReport[],
  growing: readonly string[],
  more: boolean,
): void {
  if (imports.length === 0) print(`${name}: nothing new`);
  for (const { file, status, rows, id } of imports)
    print(
      `${file.name}: ${status}, ${rows['read']} rows, ${rows['created']} created, ${rows['updated']} updated · import ${id}`,
    );
  for (const file of growing) print(`${file}: still being written, not taken`);
  if (more) print('More files are there: poll again');
}
