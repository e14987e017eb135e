import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import {
  definitionKinds,
  loadDefinitions,
  loadGoogleTaxonomy,
  requiredHeadings,
  type DefinitionKind,
  type DefinitionRecord,
  type LoadReport,
} from '../catalog/index.ts';
import { createSystem, type System } from '../composition.ts';
import { inspectFile, readRecords } from '../imports/reading/open-file.ts';
import { AppError } from '../platform/errors.ts';
import { dataDirOption } from './search.ts';
import { exitCodes, note, print, printJson } from './terminal.ts';

const GOOGLE = 'google-taxonomy';

interface LoadOptions {
  readonly kind: DefinitionKind | typeof GOOGLE;
  readonly locale?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly dataDir?: string;
}

export function addLoadDefinitionsCommand(program: Command): void {
  program
    .command('load-definitions')
    .description(
      'load attributes, options, families, family variants, categories or channels from the files of an Akeneo PIM, or the Google product taxonomy',
    )
    .argument(
      '<file>',
      'CSV with headings: code, label-fr_FR, …; of the Google product taxonomy its text file, best with ids',
    )
    .addOption(
      new Option('--kind <kind>', 'what the file defines')
        .choices([...definitionKinds, GOOGLE])
        .makeOptionMandatory(),
    )
    .option(
      '--locale <locale>',
      `language of a file of the kind ${GOOGLE}, such as fr-FR; else what its name says, as taxonomy-with-ids.fr-FR.txt`,
    )
    .option('--encoding <name>', 'utf-8, utf-16le, utf-16be, windows-1252 or iso-8859-1')
    .option('--delimiter <sign>', ', ; tab or |')
    .option('--strict', 'rejected lines make the exit code 1')
    .option('--json', 'print one JSON object')
    .addOption(dataDirOption())
    .addHelpText(
      'after',
      `\nThey need each other in this order: ${definitionKinds.join(', ')}. Loading a file again changes nothing.\n--kind ${GOOGLE} takes taxonomy-with-ids.<locale>.txt: one language after the other, all become labels of the tree "google". A newer edition renames and moves what it has; what it lacks is listed and kept.\nWhich attributes are filterable is not taken over: at most 64 may be, say so by PATCH /attributes/{code}.`,
    )
    .action(async (file: string, options: LoadOptions) => {
      process.exitCode = await runLoad(file, options);
    });
}

async function runLoad(path: string, options: LoadOptions): Promise<number> {
  if (!existsSync(path)) throw new AppError('usage.invalid', { message: `There is no file ${path}` });
  const load = await prepare(path, options);
  const system = await createSystem({
    name: 'load-definitions',
    share: 'batch',
    dataDir: options.dataDir,
  });
  try {
    const report = await load(system);
    if (options.json) printJson(report);
    else describe(report);
    return options.strict && report.rejected > 0 ? exitCodes.failed : exitCodes.done;
  } finally {
    await system.close();
  }
}

type LoadInto = (system: System) => Promise<LoadReport>;

/** Definitions are few: a file is read whole, before anything is opened. */
async function prepare(path: string, { kind, ...options }: LoadOptions): Promise<LoadInto> {
  if (kind === GOOGLE) {
    const locale = options.locale ?? /\.([a-z]{2,3}-[A-Z]{2})\.txt$/.exec(path)?.[1] ?? '';
    if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(locale))
      throw new AppError('usage.invalid', {
        message: `--locale ${locale || 'is missing: it'} must say the language of the file, such as fr-FR`,
      });
    const text = await readFile(path, 'utf8');
    return ({ databases, definitions }) =>
      loadGoogleTaxonomy({ db: databases.catalog, definitions }, { text, locale });
  }
  const records = await readRecordsOf(path, kind, options);
  return async ({ databases, definitions, settings }) => {
    const { defaultLocale } = await settings.current();
    return loadDefinitions({ db: databases.catalog, definitions, defaultLocale }, kind, records);
  };
}

async function readRecordsOf(
  path: string,
  kind: DefinitionKind,
  { encoding, delimiter }: Pick<LoadOptions, 'encoding' | 'delimiter'>,
): Promise<DefinitionRecord[]> {
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

function describe({
  kind,
  read,
  created,
  updated,
  unchanged,
  rejected,
  errors,
  vanished = [],
}: LoadReport): void {
  print(
    `${kind}: ${read} read, ${created} created, ${updated} updated, ${unchanged} unchanged, ${rejected} rejected`,
  );
  for (const { line, message } of errors) note(`line ${line}: ${message}`);
  for (const { code, path } of vanished) note(`no longer in the file, kept: ${code ?? 'without id'} ${path}`);
}
