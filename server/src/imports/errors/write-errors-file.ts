import type { Mapping } from '../mapping/suggest-mapping.ts';
import type { Encoding } from '../reading/detect-encoding.ts';
import { readRecords, type Detection } from '../reading/open-file.ts';
import { byteOrderMark, encodeText } from './encode-text.ts';
import { reasonOf, type Language } from './error-texts.ts';
import type { LineFinding } from './rejected-lines.queries.ts';

/** Columns that are added; a mended file is read without them. */
export const addedHeadings = ['error_line', 'error_reasons'] as const;

interface Line {
  readonly cells: readonly string[];
  readonly line: number;
}

/**
 * Writes the rejected rows of a file as the file has them, in its delimiter and encoding, and the reasons behind
 * them; a workbook or a document becomes CSV with `;`. In flat memory: rows of one piece of the file at a time.
 */
export async function writeErrorsFile(options: {
  path: string;
  detection: Detection;
  mapping: Mapping;
  rejected: ReadonlySet<number>;
  findingsBetween: (range: { from: number; to: number }) => Promise<readonly LineFinding[]>;
  language: Language;
  write: (bytes: Buffer) => Promise<void>;
}): Promise<void> {
  const { detection, rejected } = options;
  const { delimiter, encoding, bom } = dialectOf(detection);
  const row = (cells: readonly string[]): string =>
    `${cells.map((cell) => quote(cell, delimiter)).join(delimiter)}\r\n`;
  const send = (text: string): Promise<void> => options.write(encodeText(text, encoding));
  let headings: readonly string[] | null = null;
  let columns = detection.columns;
  let waiting: Line[] = [];
  const onRecord = (cells: readonly string[], line: number): void => {
    if (headings === null) {
      headings = detection.headerRow === null ? namedColumns(detection, options.mapping) : [...cells];
      // The reasons of a file that was mended and is wrong again are not its own columns.
      const added = headings.indexOf(addedHeadings[0]);
      if (added >= 0) columns = added;
      if (detection.headerRow !== null) return;
    }
    if (rejected.has(line)) waiting.push({ cells, line });
  };
  const cut = (cells: readonly string[]): readonly string[] =>
    columns < detection.columns ? cells.slice(0, columns) : cells;
  await options.write(bom);
  let begun = false;
  await readRecords(options.path, detection, onRecord, async () => {
    if (headings === null) return;
    let text = begun ? '' : row([...padded(cut(headings), columns), ...addedHeadings]);
    begun = true;
    const lines = waiting;
    waiting = [];
    const reasons = lines.length ? await reasonsOf(lines, options) : new Map<number, string>();
    for (const { cells, line } of lines)
      text += row([...padded(cut(cells), columns), String(line), reasons.get(line) ?? '']);
    if (text !== '') await send(text);
  });
}

/** The reasons of a row in one cell. They begin with a letter of ours, so no spreadsheet runs them. */
async function reasonsOf(
  lines: readonly Line[],
  { findingsBetween, language }: Parameters<typeof writeErrorsFile>[0],
): Promise<Map<number, string>> {
  const findings = await findingsBetween({ from: lines[0]!.line, to: lines.at(-1)!.line });
  return new Map(
    [...Map.groupBy(findings, ({ line }) => line)].map(([line, own]) => [
      line,
      own
        .map(
          (finding) =>
            `${finding.cause}${inColumn(finding.header, language)}${language === 'fr' ? ' : ' : ': '}${reasonOf(finding, language)}`,
        )
        .join(' | '),
    ]),
  );
}

const inColumn = (header: string | null, language: Language): string =>
  header ? ` (${language === 'fr' ? 'colonne' : 'column'} ${header})` : '';

function dialectOf({ extraction, delimiter, encoding }: Detection): {
  delimiter: string;
  encoding: Encoding;
  bom: Buffer;
} {
  if (extraction) return { delimiter: ';', encoding: 'utf-8', bom: byteOrderMark('utf-8', true) };
  return { delimiter, encoding, bom: byteOrderMark(encoding, false) };
}

/** A file without headings gets those by which its columns mean the same when it is read again. */
function namedColumns({ columns }: Detection, mapping: Mapping): string[] {
  const names = new Map(mapping.columns.map(({ column, field }) => [column, field.name]));
  return Array.from({ length: columns }, (_, i) => names.get(i + 1) ?? `column ${i + 1}`);
}

/** Cells too many stay: they are what is wrong with the row. */
const padded = (cells: readonly string[], columns: number): readonly string[] =>
  cells.length >= columns ? cells : [...cells, ...Array<string>(columns - cells.length).fill('')];

/** Quoted where the cell would be read as something else, and nowhere else (RFC 4180). */
const quote = (cell: string, delimiter: string): string =>
  cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
