import type { Command } from 'commander';
import { createSystem } from '../composition.ts';
import { dataDirOption } from './search.ts';
import { exitCodes, print, printJson } from './terminal.ts';

export function addPruneCommand(program: Command): void {
  program
    .command('prune')
    .description('give up history, logs and stored files that are older than the settings keep them')
    .option('--dry-run', 'show what would go, and delete nothing')
    .option('--json', 'print one JSON object')
    .addOption(dataDirOption())
    .action(async (options: { dryRun?: boolean; json?: boolean; dataDir?: string }) => {
      const dryRun = options.dryRun ?? false;
      const system = await createSystem({ name: 'prune', share: 'batch', dataDir: options.dataDir });
      try {
        const pruned = await system.pruning.prune({ dryRun });
        if (options.json) printJson({ dryRun, ...pruned });
        else {
          for (const { name, bytes } of pruned.partitions) print(`${name.padEnd(28)} ${mebibytes(bytes)}`);
          print(`${String(pruned.files).padEnd(6)} stored files        ${mebibytes(pruned.fileBytes)}`);
          if (dryRun) print('nothing was deleted');
        }
      } finally {
        await system.close();
      }
      process.exitCode = exitCodes.done;
    });
}

const mebibytes = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
