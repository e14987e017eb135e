import { readFile, stat } from 'node:fs/promises';
import XLSX from '@e965/xlsx';
import { isDateFormat, shownDate, shownNumber, zeroPadding } from './cell-values.ts';
import { ExtractError, type ExtractEnd, type ExtractRequest, type ExtractSink } from './protocol.ts';
import { chosenSheets } from './sheet-choice.ts';

/** The old format ends at 65,536 rows a sheet; the whole workbook is held in memory. */
const MAX_BYTES = 64 * 1024 ** 2;
const ROWS_PER_TURN = 500;

/** Excel 97–2003 (BIFF8). */
export async function readXls(request: ExtractRequest, sink: ExtractSink): Promise<ExtractEnd> {
  const { size } = await stat(request.path);
  if (size > MAX_BYTES)
    throw new ExtractError(
      'imports.file_too_large',
      `An old Excel workbook may have ${MAX_BYTES / 1024 ** 2} MiB; this one has ${Math.ceil(size / 1024 ** 2)}. Save it as .xlsx or CSV`,
      { bytes: size, limit: MAX_BYTES },
    );
  const workbook = XLSX.read(await readFile(request.path), {
    dense: true,
    cellNF: true,
    cellText: false,
    ...(request.sample === null ? {} : { sheetRows: request.fromRow + request.sample }),
  });
  const system = workbook.Workbook?.WBProps?.date1904 ? 1904 : 1900;
  const sheets = workbook.SheetNames.map((name, index) => ({
    name,
    hidden: (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0,
  }));
  sink.say({ sheets });
  for (const { name } of chosenSheets(sheets, request.sheet)) {
    sink.say({ sheet: name });
    // A dense sheet keeps its rows as arrays; the types know the other form only.
    const sheet = workbook.Sheets[name] as unknown as { '!data'?: (XLSX.CellObject | undefined)[][] };
    const rows = sheet['!data'] ?? [];
    for (let at = request.fromRow - 1; at < rows.length; at++) {
      const cells = [...(rows[at] ?? [])].map((cell) => shownCell(cell, system));
      if (cells.some((cell) => cell !== '')) sink.record(at + 1, cells);
      if (at % ROWS_PER_TURN !== 0) continue;
      sink.say({ share: at / rows.length });
      await sink.drained();
    }
  }
  return { format: 'xls', recordPath: null, columns: null, lateColumns: [] };
}

function shownCell(cell: XLSX.CellObject | undefined, system: 1900 | 1904): string {
  if (cell?.v === undefined || cell.v === null) return '';
  if (cell.t === 'b') return cell.v ? 'true' : 'false';
  if (cell.t !== 'n') return String(cell.w ?? cell.v);
  const code = typeof cell.z === 'string' && cell.z !== 'General' ? cell.z : undefined;
  const stored = String(cell.v);
  return isDateFormat(0, code)
    ? shownDate(stored, system)
    : shownNumber(stored).padStart(zeroPadding(code), '0');
}
