import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../../platform/errors.ts';
import type { OnRecord } from '../csv-scanner.ts';
import type { Detection, GivenDialect, Sheet } from '../detection.ts';
import type { FileKind } from '../file-kind.ts';
import type { ReadEnd } from '../open-file.ts';
import { chooseSheet, findHeaderRow, type SampledSheet } from './choose-sheet.ts';
import type { ExtractEnd, ExtractMessage, ExtractRequest } from './protocol.ts';

/** Enough rows to tell a column's meaning and its decimal sign. */
const SAMPLE_RECORDS = 500;
/** Heap of the process that reads: the texts of a workbook of 100,000 rows take a third of it. */
const HEAP_MEGABYTES = 256;
/** A reader that says nothing for so long never will. */
const SILENCE_MS = 60_000;

/** Looks at a workbook, XML or JSON: which sheet or element the products are, and under which columns. */
export async function inspectExtracted(
  path: string,
  kind: Exclude<FileKind, 'csv'>,
  given: GivenDialect,
): Promise<Detection> {
  const sheets: SampledSheet[] = [];
  let known: readonly Sheet[] = [];
  const end = await extract(
    {
      path,
      kind,
      sample: SAMPLE_RECORDS,
      sheet: given.sheet ?? null,
      recordPath: given.recordPath ?? null,
      fromRow: 1,
      columns: null,
    },
    (message) => {
      if (Array.isArray(message)) {
        const [line, ...cells] = message as [number, ...string[]];
        if (sheets.length === 0) sheets.push({ name: null, rows: [] });
        sheets.at(-1)!.rows.push({ line, cells });
      } else if ('sheets' in message) known = message.sheets;
      else if ('sheet' in message) sheets.push({ name: message.sheet, rows: [] });
    },
  );
  return end.columns ? ofNamedColumns(end, sheets[0]) : ofSheet(end, chooseSheet(sheets), known);
}

/** Records that name their values have no heading line. */
function ofNamedColumns(end: ExtractEnd, sampled: SampledSheet | undefined): Detection {
  const columns = end.columns ?? [];
  if (!sampled || sampled.rows.length === 0)
    throw new AppError('imports.file_without_rows', { message: 'The file holds no record' });
  return {
    encoding: 'utf-8',
    delimiter: '',
    headerRow: null,
    headers: columns,
    columns: columns.length,
    sample: sampled.rows.map(({ cells }) => columns.map((_, index) => cells[index] ?? '')),
    extraction: { format: end.format, sheet: null, sheets: [], recordPath: end.recordPath },
  };
}

function ofSheet(end: ExtractEnd, { name, rows }: SampledSheet, sheets: readonly Sheet[]): Detection {
  if (rows.length === 0)
    throw new AppError('imports.file_empty', {
      message: `The workbook holds no row with a value${name ? ` on its sheet "${name}"` : ''}`,
      params: { sheet: name },
    });
  const at = findHeaderRow(rows);
  const header = at === null ? null : rows[at]!;
  const sample = rows.slice(at === null ? 0 : at + 1).map(({ cells }) => cells);
  if (header && sample.length === 0)
    throw new AppError('imports.file_without_rows', {
      message: `Row ${header.line} of the sheet "${name}" is the last one: it has headings but no rows`,
      params: { line: header.line, sheet: name },
    });
  return {
    encoding: 'utf-8',
    delimiter: '',
    headerRow: header?.line ?? null,
    headers: header ? header.cells.map((cell) => cell.trim()) : null,
    columns: Math.max(header?.cells.length ?? 1, ...sample.map((cells) => cells.length)),
    sample,
    extraction: { format: end.format, sheet: name, sheets, recordPath: null },
  };
}

/** All records of a file that was looked at. */
export async function readExtracted(
  path: string,
  detection: Detection,
  onRecord: OnRecord,
  onChunk?: (share: number) => Promise<void>,
): Promise<Pick<ReadEnd, 'lateColumns'>> {
  const { format, sheet, recordPath } = detection.extraction!;
  let share = 0;
  const end = await extract(
    {
      path,
      kind: format === 'jsonl' ? 'json' : format,
      sample: null,
      sheet,
      recordPath,
      fromRow: detection.headerRow ?? 1,
      columns: sheet === null ? detection.headers : null,
    },
    (message) => {
      if (Array.isArray(message)) {
        const [line, ...cells] = message as [number, ...string[]];
        onRecord(cells, line);
      } else if ('share' in message) share = message.share;
    },
    async () => onChunk?.(share),
  );
  await onChunk?.(1);
  return { lateColumns: end.lateColumns };
}

/** Runs the reading process to its end. @throws AppError with what was wrong in the file, or what it would have cost */
async function extract(
  request: ExtractRequest,
  onMessage: (message: ExtractMessage) => void,
  onChunk?: () => Promise<unknown>,
): Promise<ExtractEnd> {
  const child = spawn(
    process.execPath,
    [
      `--max-old-space-size=${HEAP_MEGABYTES}`,
      // What is read dies young and small: a larger young generation is memory without a gain here.
      '--max-semi-space-size=2',
      fileURLToPath(new URL('extract-process.ts', import.meta.url)),
      JSON.stringify(request),
    ],
    { stdio: ['ignore', 'pipe', 'ignore'], env: {} },
  );
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let silent = false;
  let timer = setTimeout(() => undefined, 0);
  const listen = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      silent = true;
      child.kill('SIGKILL');
    }, SILENCE_MS);
  };
  let end: ExtractEnd | null = null;
  let rest = '';
  listen();
  try {
    for await (const text of child.stdout.setEncoding('utf8') as AsyncIterable<string>) {
      const lines = (rest + text).split('\n');
      rest = lines.pop()!;
      for (const line of lines) {
        const message = JSON.parse(line) as ExtractMessage;
        if (!Array.isArray(message) && 'error' in message) throw failed(message.error);
        if (!Array.isArray(message) && 'end' in message) end = message.end;
        else onMessage(message);
      }
      // What the database takes its time for is no silence of the reader.
      clearTimeout(timer);
      await onChunk?.();
      listen();
    }
    await closed;
  } finally {
    clearTimeout(timer);
    child.kill('SIGKILL');
  }
  if (end) return end;
  throw new AppError('imports.file_too_costly', {
    message: silent
      ? `The file could not be read within ${SILENCE_MS / 1000} s without a record; it is damaged or made to do harm. Save it anew, or send it as CSV`
      : `Reading the file took more than ${HEAP_MEGABYTES} MB of memory; it is damaged or made to do harm. Save it anew, or send it as CSV`,
    params: { seconds: SILENCE_MS / 1000, megabytes: HEAP_MEGABYTES },
  });
}

const failed = ({ code, message, params }: { code: string; message: string; params: object }): AppError =>
  new AppError(code as 'imports.invalid', { message, params: params as Record<string, unknown> });
