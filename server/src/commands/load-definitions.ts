import { existsSync } from 'node:fs';
import { Option, type Command } from 'commander';
import {
  definitionKinds,
  loadDefinitions,
  requiredHeadings,
  type DefinitionKind,
  type DefinitionRecord,
  type LoadReport,
} from '../catalog/index.ts';
import { createSystem } from '../composition.ts';
import { inspectFile, readRecords } from '../imports/reading/open-file.ts';
import { AppError } from '../platform/errors.ts';
import { dataDirOption } from './search.ts';
import { exitCodes, note, print, printJson } from './terminal.ts';

interface LoadOptions {
  readonly kind: DefinitionKind;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly dataDir?: string;
}

export function addLoadDefinitionsCommand(program: Command): void {
  program
    .command('load-definitions')
    .description('load attributes, options, families, categories or channels from the files of an Akeneo PIM')
    .argument('<file>', 'CSV with headings: code, label-fr_FR, …')
    .addOption(
      new Option('--kind <kind>', 'what the file defines').choices(definitionKinds).makeOptionMandatory(),
    )
    .option('--encoding <name>', 'utf-8, utf-16le, utf-16be, windows-1252 or iso-8859-1')
    .option('--delimiter <sign>', ', ; tab or |')
    .option('--strict', 'rejected lines make the exit code 1')
    .option('--json', 'print one JSON object')
    .addOption(dataDirOption())
    .addHelpText(
      'after',
      `\nThey need each other in this order: ${definitionKinds.join(', ')}. Loading a file again changes nothing.\nWhich attributes are filterable is not taken over: at most 64 may be, say so by PATCH /attributes/{code}.`,
    )
    .action(async (file: string, options: LoadOptions) => {
      process.exitCode = await runLoad(file, options);
    });
}

async function runLoad(path: string, options: LoadOptions): Promise<number> {
  if (!existsSync(path)) throw new AppError('usage.invalid', { message: `There is no file ${path}` });
  const records = await readFile(path, options);
  const system = await createSystem({
    name: 'load-definitions',
    share: 'batch',
    dataDir: options.dataDir,
  });
  try {
    const { defaultLocale } = await system.settings.current();
    const parts = { db: system.databases.catalog, definitions: system.definitions, defaultLocale };
    const report = await loadDefinitions(parts, options.kind, records);
    if (options.json) printJson(report);
    else describe(report);
    return options.strict && report.rejected > 0 ? exitCodes.failed : exitCodes.done;
  } finally {
    await system.close();
  }
}

/** Definitions are few: they are read whole. */
async function readFile(path: string, options: LoadOptions): Promise<DefinitionRecord[]> {
  const { kind, encoding, delimiter } = options;
  const detection = await inspectFile(path, { encoding, delimiter });
  const headers = detection.headers ?? [];
  const missing = requiredHeadings[kind].filter((heading) => !headers.includes(heading));
  if (missing.length > 0)
    throw new AppError('definitions.headings', {
      message: `${path} is no file of ${kind}: it has no column ${missing.join(', ')}; its columns are ${headers.join(', ')}`,
      params: { kind, missing, headers },
    });
  const records: DefinitionRecord[] = [];
  await readRecords(path, detection, (cells, line) => {
    if (line === detection.headerRow) return;
    records.push({ line, cells: Object.fromEntries(headers.map((name, i) => [name, cells[i] ?? ''])) });
  });
  return records;
}

function describe({ kind, read, created, updated, unchanged, rejected, errors }: LoadReport): void {
  print(
    `${kind}: ${read} read, ${created} created, ${updated} updated, ${unchanged} unchanged, ${rejected} rejected`,
  );
  for (const { line, message } of errors) note(`line ${line}: ${message}`);
}
