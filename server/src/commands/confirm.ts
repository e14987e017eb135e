import type { Command } from 'commander';
import { createSystem, type System } from '../composition.ts';
import { checkDecision, confirmImport } from '../imports/jobs/decide-import.ts';
import { unfinishedStatuses } from '../imports/jobs/import-job.queries.ts';
import { reportImport } from '../imports/jobs/import-report.ts';
import { planOf } from '../imports/jobs/plan-of-job.ts';
import { originOfProgram } from '../platform/origin.ts';
import { catchUpSearch } from './catch-up-search.ts';
import { describe } from './import.ts';
import { dataDirOption } from './search.ts';
import { createProgressBar, exitCodes, print, printJson } from './terminal.ts';

interface ConfirmOptions {
  strict?: boolean;
  json?: boolean;
  dataDir?: string;
}

export function addConfirmCommand(program: Command): void {
  program
    .command('confirm')
    .description('apply the plan that an import waits with')
    .argument('<job>', 'id of the import')
    .option('--strict', 'apply nothing where anything moved since the plan')
    .option('--json', 'print one JSON object')
    .addOption(dataDirOption())
    .action(async (job: string, options: ConfirmOptions) => {
      const system = await createSystem({ name: 'confirm', share: 'batch', dataDir: options.dataDir });
      try {
        await runConfirmed(system, job, options);
      } finally {
        await system.close();
      }
      process.exitCode = exitCodes.done;
    });
}

async function runConfirmed(system: System, id: string, options: ConfirmOptions): Promise<void> {
  await confirmOnce(system, id, options.strict ?? false);
  const bar = createProgressBar();
  const { signal } = new AbortController();
  try {
    await system.importRunner.run(id, {
      signal,
      onProgress: ({ step, progress, rows }) => bar.update(step, progress, rows ? `${rows} rows` : ''),
    });
  } finally {
    bar.end();
  }
  const { job, file } = await system.imports.get(id);
  const report = reportImport(job, file, (await system.settings.current()).defaultCurrency);
  if (options.json) printJson(report);
  else print(describe(report));
  await catchUpSearch(system, signal, createProgressBar());
}

/** A confirmation that was killed is gone on with by saying it again. */
async function confirmOnce(system: System, id: string, strict: boolean): Promise<void> {
  const { job } = await system.imports.get(id);
  if (job.mode === 'confirmed' && unfinishedStatuses.some((status) => status === job.status)) return;
  const decision = strict ? { strict } : {};
  await system.databases.imports.transaction().execute(async (transaction) => {
    const origin = originOfProgram('command line');
    await confirmImport(transaction, job, { planId: job.plan_id ?? '', origin, decision });
    if (strict) await checkDecision(await planOf(job, system.changeSets), decision);
  });
}
