import type { Command } from 'commander';
import { createProductCache, createProductService, productHistory, type Executor } from '../catalog/index.ts';
import { createSystem } from '../composition.ts';
import { shortFieldName } from '../imports/jobs/import-report.ts';
import { AppError } from '../platform/errors.ts';
import { dataDirOption } from './search.ts';
import { print, printJson } from './terminal.ts';

export function addCatalogueCommands(program: Command): void {
  program
    .command('history')
    .description('what happened to a product: values, when, and which file, line or person set them')
    .argument('<code>', 'SKU, GTIN in any form, supplier reference, MPN or ASIN')
    .option('--field <name>', 'one field only')
    .option('--json', 'print one JSON object')
    .addOption(dataDirOption())
    .action(showHistory);
}

async function showHistory(
  code: string,
  options: { field?: string; json?: boolean; dataDir?: string },
): Promise<void> {
  const system = await createSystem({ name: 'history', share: 'interactive', dataDir: options.dataDir });
  try {
    const pool = system.databases.pools.catalog;
    const cache = createProductCache(system.cache);
    const product = await createProductService({ pool, search: system.search, cache }).findByCode(code);
    if (!product)
      throw new AppError('products.not_found', {
        message: `No product has the code "${code}"`,
        params: { code },
      });
    const entries = await productHistory(pool as unknown as Executor, product.id, options.field ?? null);
    const { defaultCurrency } = await system.settings.current();
    const shown = entries.map((entry) => ({
      ...entry,
      changes: entry.changes.map((change) => ({
        ...change,
        field: shortFieldName(change.field, defaultCurrency),
      })),
    }));
    if (options.json) {
      printJson({
        product: { id: product.id, sku: product.sku, gtin: product.gtin, title: product.title },
        items: shown,
      });
      return;
    }
    print(`${product.sku}  ${product.gtin ?? ''}  ${product.title ?? ''}`);
    for (const { at, kind, cause, changes } of shown) {
      print(
        `${at}  ${kind} by ${cause.supplier ?? cause.by}${cause.file ? `, ${cause.file}` : ''}${cause.line ? `, line ${cause.line}` : ''}`,
      );
      for (const { field, old, new: value } of changes) print(`    ${field}: ${show(old)} → ${show(value)}`);
    }
  } finally {
    await system.close();
  }
}

function show(value: unknown): string {
  if (value === null || value === undefined) return '—';
  const text = Array.isArray(value) ? value.join(' | ') : String(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
