import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createSystem, type System } from '../composition.ts';
import type { ImportReport } from '../imports/jobs/import-report.ts';
import { AppError } from '../platform/errors.ts';
import { originOfProgram } from '../platform/origin.ts';
import { catchUpSearch } from './catch-up-search.ts';
import { importFile } from './import-file.ts';
import { createProgressBar, exitCodes, note, print, printJson } from './terminal.ts';

interface ImportOptions {
  supplier?: string;
  own?: boolean;
  map: string[];
  encoding?: string;
  delimiter?: string;
  sheet?: string;
  recordPath?: string;
  template?: string;
  dryRun?: boolean;
  yes?: boolean;
  strict?: boolean;
  errors?: string;
  force?: boolean;
  createSupplier?: boolean;
  json?: boolean;
  dataDir?: string;
}

export function addImportCommand(program: Command): void {
  program
    .command('import')
    .description("import a supplier's file into the catalogue")
    .argument('<file>', 'CSV, XLSX, XLS, XML, JSON or JSONL, also gzipped or in a ZIP archive')
    .option('--supplier <name>', 'whose file it is; made when there is none of that name')
    .option('--own', 'the file is our own catalogue: its references are our SKUs')
    .option(
      '--map <field=column>',
      'say which column a field is (heading, or number from 1); repeatable',
      collect,
      [],
    )
    .option('--template <name>', 'mapping template that reads the file; --map stands before it')
    .option('--encoding <name>', 'utf-8, utf-16le, utf-16be, windows-1252 or iso-8859-1')
    .option('--delimiter <sign>', ', ; tab or |')
    .option('--sheet <name>', 'sheet of a workbook, by name or by number from 1')
    .option(
      '--record-path <path>',
      'where one product is, as in catalogue/product (XML) or data.products (JSON)',
    )
    .option('--dry-run', 'stop after the plan; nothing is changed')
    .option('--yes', 'apply without asking')
    .option('--force', 'pass the feed guard, and nothing else')
    .option('--strict', 'rejected rows make the exit code 1')
    .option('--errors <file>', 'write the rejected rows with their reasons, to be mended and imported again')
    .option('--create-supplier', 'make the supplier although a name is close')
    .option('--json', 'print one JSON object')
    .option('--data-dir <folder>', 'where the embedded database and the files live')
    .action(async (file: string, options: ImportOptions) => {
      process.exitCode = await runImportCommand(file, options);
    });
}

const collect = (value: string, before: string[]): string[] => [...before, value];

async function runImportCommand(path: string, options: ImportOptions): Promise<number> {
  if (Boolean(options.supplier) === Boolean(options.own)) {
    throw new AppError('usage.invalid', {
      message: 'Say whose file it is: --supplier NAME, or --own for our own catalogue',
    });
  }
  if (!existsSync(path)) throw new AppError('usage.invalid', { message: `There is no file ${path}` });
  const system = await createSystem({ name: 'import', share: 'batch', dataDir: options.dataDir });
  const stop = new AbortController();
  process.once('SIGINT', () =>
    stop.abort(new AppError('imports.cancelled', { message: 'The import was cancelled', status: 409 })),
  );
  try {
    const asks =
      process.stdin.isTTY && process.stderr.isTTY && !options.yes && !options.json && !options.dryRun;
    let report = await importOnce(
      system,
      path,
      options,
      asks || options.dryRun ? 'preview' : 'apply',
      stop.signal,
    );
    if (asks && report.status === 'planned') {
      note(describe(report));
      if (!(await confirmed())) return exitCodes.waits;
      // Who saw the plan has decided.
      report = await importOnce(system, path, { ...options, force: true }, 'apply', stop.signal);
    }
    if (options.json) printJson(report);
    else print(describe(report));
    if (report.status === 'held_by_guard') return exitCodes.waits;
    if (options.errors) await writeErrors(system, report.id, options.errors);
    else if ((report.rows['rejected'] ?? 0) > 0)
      note(`Rejected rows: GET /api/v1/imports/${report.id}/errors.csv, or --errors FILE`);
    if (!options.dryRun) await catchUpSearch(system, stop.signal, createProgressBar());
    return options.strict && (report.rows['rejected'] ?? 0) > 0 ? exitCodes.failed : exitCodes.done;
  } finally {
    await system.close();
  }
}

function importOnce(
  system: System,
  path: string,
  options: ImportOptions,
  mode: 'preview' | 'apply',
  signal: AbortSignal,
): Promise<ImportReport> {
  const input = {
    supplier: options.own ? null : (options.supplier ?? ''),
    insistOnSupplier: options.createSupplier ?? false,
    map: options.map.map(parsePair),
    encoding: options.encoding,
    delimiter: options.delimiter,
    sheet: options.sheet,
    recordPath: options.recordPath,
    force: options.force ?? false,
    ...(options.template ? { template: { name: options.template } } : {}),
    mode,
    origin: originOfProgram('command line'),
  };
  return importFile(system, path, input, { signal, bar: createProgressBar() });
}

async function writeErrors(system: System, importId: string, path: string): Promise<void> {
  const file = system.importErrors.errorsFiles(await system.imports.get(importId));
  const out = await open(path, 'w');
  try {
    await file.write('en', async (bytes) => void (await out.writeFile(bytes)));
  } finally {
    await out.close();
  }
}

function parsePair(text: string): { field: string; column: string } {
  const at = text.indexOf('=');
  if (at > 0 && at < text.length - 1) return { field: text.slice(0, at), column: text.slice(at + 1) };
  throw new AppError('usage.invalid', {
    message: `--map ${text}: write FIELD=COLUMN, for example --map gtin="Code EAN"`,
  });
}

async function confirmed(): Promise<boolean> {
  const ask = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await ask.question('Apply this? [y/N] ');
  ask.close();
  return /^(y|yes|o|oui)$/i.test(answer.trim());
}

/** The report for people. */
export function describe(report: ImportReport): string {
  const { rows, file, mapping } = report;
  const columns = mapping.map((m) => `${m.header ?? `column ${m.column}`} → ${m.field}`).join(', ');
  const lines = [
    `${file.name}: ${report.status} (${describeFile(file)})`,
    `  mapped    ${columns}`,
    ...(report.ignoredColumns.length ? [`  ignored   ${report.ignoredColumns.join(', ')}`] : []),
    `  rows      ${
      Object.entries(rows)
        .filter(([, n]) => n > 0)
        .map(([name, n]) => `${n} ${name}`)
        .join(', ') || 'none'
    }`,
    ...report.guard.map((finding) => `  HELD      ${(finding as { message: string }).message}`),
    ...(report.status === 'held_by_guard'
      ? [`            nothing was applied; apply it as it is: products-manager confirm ${report.id}`]
      : []),
    ...report.errors.map((e) => `  error     ${describeGroup(e as Group)}`),
    ...report.warnings.map((w) => `  warning   ${(w as Warning).count} × ${(w as Warning).code}`),
    `  ${(report.durationMs / 1000).toFixed(1)} s, ${report.rowsPerSecond} rows/s · operation ${report.operationId}`,
  ];
  return lines.join('\n');
}

/** How the file was read, in a few words. */
function describeFile({ format, encoding, delimiter, sheet, recordPath }: ImportReport['file']): string {
  if (format === 'csv') return `${encoding}, delimiter "${delimiter === '\t' ? 'tab' : delimiter}"`;
  return [format, sheet && `sheet "${sheet}"`, recordPath].filter(Boolean).join(', ');
}

interface Group {
  cause: string;
  count: number;
  example: { line: number; header: string | null; value: string | null };
}

interface Warning {
  code: string;
  count: number;
}

const describeGroup = ({ cause, count, example }: Group): string =>
  `${count} × ${cause}, first in line ${example.line}${example.header ? `, ${example.header}` : ''}${example.value === null ? '' : `: "${example.value}"`}`;
