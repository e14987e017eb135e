import { join, resolve } from 'node:path';
import { InvalidArgumentError, type Command } from 'commander';
import { createSystem, type System } from '../composition.ts';
import { hasProducts } from '../demo/catalogue.queries.ts';
import { loadDemo, type DemoReport } from '../demo/load-demo.ts';
import { demoProduct } from '../demo/products.ts';
import { suppliers, type SupplierKey } from '../demo/suppliers.ts';
import { demoFiles, writeDemoFiles, type DemoFile } from '../demo/write-files.ts';
import type { ImportReport } from '../imports/jobs/import-report.ts';
import { AppError } from '../platform/errors.ts';
import { originOfProgram } from '../platform/origin.ts';
import { catchUpSearch } from './catch-up-search.ts';
import { importFile } from './import-file.ts';
import { dataDirOption } from './search.ts';
import { createProgressBar, exitCodes, note, print, printJson, type ProgressBar } from './terminal.ts';

interface DemoOptions {
  readonly products: number;
  readonly filesOnly?: boolean;
  readonly out?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
  readonly dataDir?: string;
}

/** Fewer would leave families without a product; more are a benchmark, not a demonstration. */
const [FEWEST, MOST] = [50, 100_000];

export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description(
      'fill an empty catalogue with made-up products of four suppliers, by ordinary imports of their files',
    )
    .option('--products <n>', `how many, from ${FEWEST} to ${MOST}`, parseCount, 10_000)
    .option('--files-only', 'write the files into --out, and nothing else')
    .option('--out <folder>', 'where --files-only writes them')
    .option('--yes', 'also where there are products already; definitions of the same codes are changed')
    .option('--json', 'print one JSON object')
    .addOption(dataDirOption())
    .addHelpText(
      'after',
      '\nThe files stay in DATA_DIR/demo, with a later edition of the first one to be imported by hand. The same number\nof products makes the same files, and doing it again changes nothing. Each import is an operation that `undo` takes back.',
    )
    .action(async (options: DemoOptions) => {
      process.exitCode = await runDemo(options);
    });
}

function parseCount(text: string): number {
  const count = Number(text);
  if (/^\d{1,7}$/.test(text) && count >= FEWEST && count <= MOST) return count;
  throw new InvalidArgumentError(`It is no whole number from ${FEWEST} to ${MOST}.`);
}

async function runDemo(options: DemoOptions): Promise<number> {
  if (Boolean(options.filesOnly) !== Boolean(options.out))
    throw new AppError('usage.invalid', { message: '--files-only and --out FOLDER go together' });
  if (options.out) {
    const files = await makeFiles(options.products, options.out);
    if (options.json) printJson({ folder: resolve(options.out), files: files.map(shown) });
    else describeFiles(options.out, files);
    return exitCodes.done;
  }
  const system = await createSystem({ name: 'demo', share: 'batch', dataDir: options.dataDir });
  try {
    return await fillCatalogue(system, options);
  } finally {
    await system.close();
  }
}

async function fillCatalogue(system: System, options: DemoOptions): Promise<number> {
  if (!options.yes && (await hasProducts(system.databases.pools.catalog)))
    throw new AppError('demo.catalogue_not_empty', {
      message:
        'The catalogue has products already; --yes adds those of the demonstration to them, and DATA_DIR=FOLDER makes another catalogue beside it',
      status: 409,
    });
  const stop = new AbortController();
  process.once('SIGINT', () =>
    stop.abort(new AppError('imports.cancelled', { message: 'The import was cancelled', status: 409 })),
  );
  const started = performance.now();
  const bar = createProgressBar();
  bar.update('files', 0, '');
  const folder = join(system.config.dataDir, 'demo');
  const files = await makeFiles(options.products, folder);
  const report = await loadDemo(system, {
    importFile: (supplier) => importOf(system, { folder, files, supplier }, stop.signal),
    onStep: (step) => bar.update(step, 0, ''),
    signal: stop.signal,
  });
  await catchUpSearch(system, stop.signal, bar);
  bar.end();
  const durationMs = Math.round(performance.now() - started);
  if (options.json) printJson({ folder: resolve(folder), files: files.map(shown), ...report, durationMs });
  else {
    describeFiles(folder, files);
    describe(report, durationMs);
  }
  return report.imports.some(({ status }) => status === 'held_by_guard') ? exitCodes.waits : exitCodes.done;
}

async function makeFiles(count: number, folder: string): Promise<DemoFile[]> {
  const files = demoFiles(Array.from({ length: count }, (_, index) => demoProduct(index)));
  await writeDemoFiles(folder, files);
  return files;
}

/** The ordinary import, with its steps counted among those of the other files. */
function importOf(
  system: System,
  { folder, files, supplier }: { folder: string; files: readonly DemoFile[]; supplier: SupplierKey },
  signal: AbortSignal,
): Promise<ImportReport> {
  const firsts = files.filter(({ isLater }) => !isLater);
  const at = firsts.findIndex((file) => file.supplier === supplier);
  const bar = createProgressBar();
  const counted: ProgressBar = {
    update: (label, share, detail) => bar.update(`${at + 1}/${firsts.length} ${label}`, share, detail),
    end: bar.end,
  };
  const input = {
    supplier: suppliers[supplier].name,
    insistOnSupplier: false,
    map: [],
    mode: 'apply',
    origin: originOfProgram('demo'),
  } as const;
  return importFile(system, join(folder, firsts[at]!.name), input, { signal, bar: counted });
}

const shown = ({ name, supplier, rows, content }: DemoFile) => ({
  name,
  supplier: suppliers[supplier].name,
  rows,
  bytes: content.length,
});

function describeFiles(folder: string, files: readonly DemoFile[]): void {
  print(`files in ${folder}`);
  for (const file of files)
    print(
      `  ${file.name.padEnd(26)} ${String(file.rows).padStart(6)} rows  ${suppliers[file.supplier].name}`,
    );
}

function describe({ definitions, pictures, imports, catalogue }: DemoReport, durationMs: number): void {
  const count = definitions.map(
    ({ kind, read, created }) => `${read} ${kind}${created ? '' : ' (unchanged)'}`,
  );
  print(`definitions  ${count.join(', ')}; ${pictures} new pictures`);
  for (const { kind, errors } of definitions) for (const { message } of errors) note(`${kind}: ${message}`);
  for (const { file, status, rows, operationId } of imports) {
    const told = Object.entries(rows).filter(([, number]) => number > 0);
    print(`${file.name}: ${status}, ${told.map(([name, number]) => `${number} ${name}`).join(', ')}`);
    print(`  operation ${operationId}`);
  }
  const { products, shared, withoutGtin } = catalogue;
  print(
    `${products} products, ${shared} of several suppliers, ${withoutGtin} without a GTIN; ${(durationMs / 1_000).toFixed(1)} s`,
  );
}
