import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Command } from 'commander';
import { createProductService, parseJsonFilter, productHistory, type Executor } from '../catalog/index.ts';
import { createSystem } from '../composition.ts';
import { exportCatalogue } from '../exports/export-catalogue.ts';
import { exportFormats, type ExportFormat } from '../exports/file-formats.ts';
import { shortFieldName } from '../imports/import-report.ts';
import { AppError } from '../platform/errors.ts';
import { dataDirOption } from './search.ts';
import { createProgressBar, exitCodes, note, print, printJson } from './terminal.ts';

export function addCatalogueCommands(program: Command): void {
  program
    .command('history')
    .description('what happened to a product: values, when, and which file, line or person set them')
    .argument('<code>', 'SKU, GTIN in any form, supplier reference, MPN or ASIN')
    .option('--field <name>', 'one field only')
    .option('--json', 'print one JSON object')
    .addOption(dataDirOption())
    .action(showHistory);
  program
    .command('export')
    .description('write the catalogue, or the products of a filter, to a file')
    .option('--format <format>', `${exportFormats.join(', ')} (default: by the file's ending, else csv)`)
    .option('--out <file>', 'file to write; standard output without it')
    .option('--filter <json>', '{"all": [{"field": "status", "op": "eq", "value": "active"}]}')
    .option('--fields <names>', 'columns, separated by commas')
    .option('--json', 'print one JSON object (with --out)')
    .addOption(dataDirOption())
    .action(runExport);
}

async function showHistory(
  code: string,
  options: { field?: string; json?: boolean; dataDir?: string },
): Promise<void> {
  const system = await createSystem({ name: 'history', share: 'interactive', dataDir: options.dataDir });
  try {
    const pool = system.databases.pools.catalog;
    const product = await createProductService({ pool, search: system.search }).findByCode(code);
    if (!product)
      throw new AppError('products.not_found', {
        message: `No product has the code "${code}"`,
        params: { code },
      });
    const entries = await productHistory(pool as unknown as Executor, product.id, options.field ?? null);
    const shown = entries.map((entry) => ({
      ...entry,
      changes: entry.changes.map((change) => ({
        ...change,
        field: shortFieldName(change.field, system.config.defaultCurrency),
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

interface ExportCommand {
  format?: string;
  out?: string;
  filter?: string;
  fields?: string;
  json?: boolean;
  dataDir?: string;
}

async function runExport(options: ExportCommand): Promise<void> {
  const ending = options.out ? /\.(csv|jsonl|xlsx)$/i.exec(options.out)?.[1]?.toLowerCase() : undefined;
  const format = (options.format ?? ending ?? 'csv') as ExportFormat;
  if (!exportFormats.includes(format)) {
    throw new AppError('usage.invalid', {
      message: `--format ${format}: choose ${exportFormats.join(', ')}`,
    });
  }
  const filter = options.filter ? parseJsonFilter(options.filter) : {};
  const fields = options.fields ? options.fields.split(',').map((name) => name.trim()) : null;
  const system = await createSystem({ name: 'export', share: 'batch', dataDir: options.dataDir });
  const started = Date.now();
  const bar = createProgressBar();
  try {
    const draft = options.out ? `${options.out}.${process.pid}.part` : null;
    const sink = draft ? createWriteStream(draft) : new PassThrough();
    if (!draft) (sink as PassThrough).pipe(process.stdout);
    const written = await exportCatalogue(
      system.databases.pools.catalog,
      { format, filter, fields },
      sink,
      (done, total) => bar.update('exporting', total ? done / total : 1, `${done} products`),
    ).catch(async (error: unknown) => {
      sink.destroy();
      if (draft) await rm(draft, { force: true });
      throw error;
    });
    if (!sink.writableEnded) sink.end();
    await (draft ? finished(sink) : once(sink, 'end'));
    // The file appears under its name only when it is whole.
    if (draft && options.out) await rename(draft, options.out);
    bar.end();
    const durationMs = Date.now() - started;
    if (options.json && options.out) printJson({ file: options.out, format, products: written, durationMs });
    else note(`${written} products in ${(durationMs / 1000).toFixed(1)} s`);
    process.exitCode = exitCodes.done;
  } finally {
    await system.close();
  }
}
