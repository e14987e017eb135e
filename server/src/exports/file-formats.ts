import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { AppError } from '../platform/errors.ts';
import type { Product } from '../catalog/index.ts';
import { neutralise } from './neutralise.ts';

export type ExportFormat = 'csv' | 'jsonl' | 'xlsx';
export const exportFormats: readonly ExportFormat[] = ['csv', 'jsonl', 'xlsx'];
export const delimiters: readonly string[] = [',', ';', '\t', '|'];

/** Writes products one by one; `done` ends the file. */
export interface FileWriter {
  write(product: Product, values: Readonly<Record<string, unknown>>): Promise<void>;
  done(): Promise<void>;
}

export async function createFileWriter(
  format: ExportFormat,
  sink: Writable,
  columns: readonly string[],
  delimiter = ',',
): Promise<FileWriter> {
  if (format === 'csv') return csvWriter(sink, columns, delimiter);
  if (format === 'jsonl') return jsonLinesWriter(sink);
  if (format === 'xlsx') return workbookWriter(sink, columns);
  throw new AppError('exports.invalid', {
    message: `There is no format "${String(format)}"; choose ${exportFormats.join(', ')}`,
  });
}

/** Characters written at a time: a write per row would be a system call per row. */
const FULL = 65_536;

const send = async (sink: Writable, text: string): Promise<void> => {
  if (sink.destroyed) throw sink.errored ?? new Error('the export has nobody to write to');
  if (!sink.write(text)) await once(sink, 'drain');
};

/** RFC 4180 with a BOM, by which spreadsheets read it as UTF-8. */
function csvWriter(sink: Writable, columns: readonly string[], delimiter: string): FileWriter {
  const special = new RegExp(`["\\r\\n\\${delimiter}]|^\\s|\\s$`);
  const quote = (cell: string): string => (special.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  let pending = `\ufeff${columns.map(quote).join(delimiter)}\r\n`;
  return {
    async write(_product, values) {
      pending += `${columns.map((column) => quote(neutralise(cellText(column, values[column])))).join(delimiter)}\r\n`;
      if (pending.length < FULL) return;
      const full = pending;
      pending = '';
      await send(sink, full);
    },
    done: () => send(sink, pending),
  };
}

/** Category paths are parted by `|`; one path with a comma or semicolon gets one too, so that it is read back as one. */
function cellText(column: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (column === 'category' && Array.isArray(value)) {
    const text = value.join(' | ');
    return value.length === 1 && /[,;]/.test(text) ? `${text} |` : text;
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function jsonLinesWriter(sink: Writable): FileWriter {
  let pending = '';
  return {
    async write(product) {
      pending += `${JSON.stringify(product)}\n`;
      if (pending.length < FULL) return;
      const full = pending;
      pending = '';
      await send(sink, full);
    },
    done: () => send(sink, pending),
  };
}

const numericColumns = /^(price|stock|weight|length|width|height)\b/;
/** More characters than a sheet's cell can hold; the rest is cut there and only there. */
const LONGEST_CELL = 32_767;

/** Codes stay text, so that leading zeros survive; amounts are numbers. */
async function workbookWriter(sink: Writable, columns: readonly string[]): Promise<FileWriter> {
  // 35 MB that only this format needs.
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({
    stream: sink,
    useSharedStrings: false,
    useStyles: false,
  });
  const sheet = workbook.addWorksheet('Products');
  sheet.addRow([...columns]).commit();
  let rows = 0;
  return {
    async write(_product, values) {
      const cells = columns.map((column) => {
        const text = cellText(column, values[column]);
        if (text === '') return null;
        if (numericColumns.test(column) && Number.isFinite(Number(text)) && text.length <= 15)
          return Number(text);
        return neutralise(text).slice(0, LONGEST_CELL);
      });
      sheet.addRow(cells).commit();
      // The library buffers without looking at the sink; now and then it is given time to drain.
      if (++rows % 500 !== 0) return;
      if (sink.destroyed) throw sink.errored ?? new Error('the export has nobody to write to');
      await (sink.writableNeedDrain ? once(sink, 'drain') : new Promise((resolve) => setImmediate(resolve)));
    },
    async done() {
      sheet.commit();
      await workbook.commit();
    },
  };
}
