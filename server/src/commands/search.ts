import { Option, type Command } from 'commander';
import { createSystem } from '../composition.ts';
import { catchUpSearch } from './catch-up-search.ts';
import { createProgressBar, exitCodes, print, printJson } from './terminal.ts';

export const dataDirOption = (): Option =>
  new Option('--data-dir <folder>', 'where the embedded database and the files live');

export function addSearchCommand(program: Command): void {
  program
    .command('search')
    .description('find products by code, name, brand, category or description')
    .argument('<text>', 'what to look for')
    .option('--limit <n>', 'most products to show', '20')
    .option('--json', 'print one JSON object')
    .addOption(dataDirOption())
    .action(async (text: string, options: { limit: string; json?: boolean; dataDir?: string }) => {
      const system = await createSystem({ name: 'search', share: 'interactive', dataDir: options.dataDir });
      try {
        const bar = createProgressBar();
        await catchUpSearch(system, AbortSignal.timeout(600_000), bar);
        const items = await system.search(text, Math.min(200, Math.max(1, Number(options.limit) || 20)));
        if (options.json) printJson({ query: text, items });
        else
          for (const hit of items)
            print(
              `${(hit.gtin ?? '').padEnd(14)}  ${hit.sku.padEnd(24)}  ${hit.title ?? ''}${hit.brand ? ` — ${hit.brand}` : ''}  [${hit.matched.map(({ field }) => field).join(', ')}]`,
            );
        process.exitCode = items.length > 0 ? exitCodes.done : exitCodes.failed;
        if (items.length === 0 && !options.json) print(`Nothing found for "${text}"`);
      } finally {
        await system.close();
      }
    });
}
