import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { PassThrough, type Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Command } from 'commander';
import { parseJsonFilter } from '../catalog/index.ts';
import { createSystem } from '../composition.ts';
import { exportCatalogue } from '../exports/export-catalogue.ts';
import { delimiters, exportFormats, type ExportFormat } from '../exports/file-formats.ts';
import { AppError } from '../platform/errors.ts';
import { dataDirOption } from './search.ts';
import { createProgressBar, exitCodes, note, printJson } from './terminal.ts';

export function addExportCommand(program: Command): void {
  program
    .command('export')
    .description('write the catalogue, or the products of a filter, to a file')
    .option('--format <format>', `${exportFormats.join(', ')} (default: by the file's ending, else csv)`)
    .option('--out <file>', 'file to write; standard output without it')
    .option('--filter <json>', '{"all": [{"field": "status", "op": "eq", "value": "active"}]}')
    .option('--fields <names>', 'columns, separated by commas')
    .option('--delimiter <character>', 'of a CSV file: , ; | or tab', ',')
    .option('--json', 'print one JSON object (with --out)')
    .addOption(dataDirOption())
    .action(runExport);
}

interface ExportCommand {
  format?: string;
  out?: string;
  filter?: string;
  fields?: string;
  delimiter: string;
  json?: boolean;
  dataDir?: string;
}

async function runExport(options: ExportCommand): Promise<void> {
  const { format, delimiter } = readFormat(options);
  const filter = options.filter ? parseJsonFilter(options.filter) : {};
  const fields = options.fields ? options.fields.split(',').map((name) => name.trim()) : null;
  const system = await createSystem({ name: 'export', share: 'batch', dataDir: options.dataDir });
  const started = Date.now();
  const bar = createProgressBar();
  try {
    const write = (sink: Writable): Promise<number> =>
      exportCatalogue(
        system.databases.pools.catalog,
        { format, filter, fields, delimiter },
        sink,
        (done, total) => bar.update('exporting', total ? done / total : 1, `${done} products`),
      );
    const products = await (options.out ? toFile(options.out, write) : toStandardOutput(write));
    bar.end();
    const durationMs = Date.now() - started;
    if (options.json && options.out) printJson({ file: options.out, format, products, durationMs });
    else note(`${products} products in ${(durationMs / 1000).toFixed(1)} s`);
    process.exitCode = exitCodes.done;
  } finally {
    await system.close();
  }
}

function readFormat(options: ExportCommand): { format: ExportFormat; delimiter: string } {
  const ending = options.out ? /\.(csv|jsonl|xlsx)$/i.exec(options.out)?.[1]?.toLowerCase() : undefined;
  const format = (options.format ?? ending ?? 'csv') as ExportFormat;
  if (!exportFormats.includes(format)) {
    throw new AppError('usage.invalid', {
      message: `--format ${format}: choose ${exportFormats.join(', ')}`,
    });
  }
  const delimiter = options.delimiter === 'tab' ? '\t' : options.delimiter;
  if (!delimiters.includes(delimiter))
    throw new AppError('usage.invalid', { message: `--delimiter ${delimiter}: choose , ; | or tab` });
  return { format, delimiter };
}

/** The file appears under its name only when it is whole and on disk. */
async function toFile(path: string, write: (sink: Writable) => Promise<number>): Promise<number> {
  const draft = `${path}.${process.pid}.part`;
  const sink = createWriteStream(draft, { flush: true });
  try {
    await once(sink, 'open');
    const products = await write(sink);
    if (!sink.writableEnded) sink.end();
    await finished(sink);
    await rename(draft, path);
    return products;
  } catch (error) {
    sink.destroy();
    await rm(draft, { force: true });
    if (!isSystemError(error)) throw error;
    throw new AppError('exports.unwritable', {
      message: `Cannot write ${path}: ${error.code}`,
      cause: error,
    });
  }
}

/** A reader that has seen enough, as `head` has, ends the export without an error. */
async function toStandardOutput(write: (sink: Writable) => Promise<number>): Promise<number> {
  const sink = new PassThrough();
  process.stdout.on('error', (error) => sink.destroy(error));
  sink.on('error', () => undefined).pipe(process.stdout);
  try {
    const products = await write(sink);
    if (!sink.writableEnded) sink.end();
    await finished(sink);
    return products;
  } catch (error) {
    if (isSystemError(error) && error.code === 'EPIPE') return 0;
    throw error;
  }
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException & { code: string } =>
  error instanceof Error && 'syscall' in error && 'code' in error;
