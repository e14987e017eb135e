import type { Sheet } from '../detection.ts';
import { columnOfReference, isDateFormat, shownDate, shownNumber, zeroPadding } from './cell-values.ts';
import { ExtractError, type ExtractEnd, type ExtractRequest, type ExtractSink } from './protocol.ts';
import { parseXml, strictUtf8, withLocalNames, type SaxHandlers } from './sax-stream.ts';
import { chosenSheets } from './sheet-choice.ts';
import { readMergedRows } from './merged-cells.ts';
import { createTextList, type TextList } from './text-list.ts';
import { openWorkbook, type WorkbookArchive } from './workbook-archive.ts';

/** Excel's own limit is 16,384; a feed has a few hundred. */
const MAX_COLUMNS = 2_000;
const MAX_SHARED_CHARACTERS = 120 * 1024 ** 2;

interface WorkbookSheet extends Sheet {
  readonly part: string;
}

interface Workbook {
  readonly archive: WorkbookArchive;
  readonly sheets: readonly WorkbookSheet[];
  readonly system: 1900 | 1904;
  readonly strings: TextList;
  /** By the number of a cell's style: how its number is shown. */
  readonly styles: readonly { date: boolean; padding: number }[];
}

/** Office Open XML (ECMA-376): rows of each wanted sheet as their cells are shown, formulas by their kept values. */
export async function readXlsx(request: ExtractRequest, sink: ExtractSink): Promise<ExtractEnd> {
  const workbook = await readWorkbook(await openWorkbook(request.path));
  sink.say({ sheets: workbook.sheets.map(({ name, hidden }) => ({ name, hidden })) });
  for (const sheet of chosenSheets(workbook.sheets, request.sheet)) {
    sink.say({ sheet: sheet.name });
    await readSheet(workbook, sheet, request, sink);
  }
  return { format: 'xlsx', recordPath: null, columns: null, lateColumns: [] };
}

async function parsePart(archive: WorkbookArchive, name: string, handlers: SaxHandlers): Promise<void> {
  await parseXml(await archive.open(name), strictUtf8(), withLocalNames(handlers), () => false);
}

const nothing: SaxHandlers = { open: () => undefined, text: () => undefined, close: () => undefined };

async function readWorkbook(archive: WorkbookArchive): Promise<Workbook> {
  const main = archive.names.find((name) => /^xl\/workbook\d*\.xml$/.test(name));
  if (!main)
    throw new ExtractError(
      'imports.file_damaged',
      'The archive is no Excel workbook: it lacks xl/workbook.xml. Send one file in it, or an .xlsx',
    );
  const found: { name: string; hidden: boolean; relation: string }[] = [];
  let system: 1900 | 1904 = 1900;
  await parsePart(archive, main, {
    ...nothing,
    open(name, attributes) {
      if (name === 'workbookPr' && /^(1|true)$/.test(attributes['date1904'] ?? '')) system = 1904;
      if (name !== 'sheet') return;
      const relation = Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key))?.[1] ?? '';
      found.push({
        name: attributes['name'] ?? '',
        hidden: (attributes['state'] ?? 'visible') !== 'visible',
        relation,
      });
    },
  });
  const targets = await readRelations(archive, main);
  const sheets = found.flatMap(({ name, hidden, relation }) => {
    const part = targets.get(relation);
    // Charts and macros are sheets without rows.
    return part && archive.names.includes(part) && part.includes('worksheets')
      ? [{ name, hidden, part }]
      : [];
  });
  return {
    archive,
    sheets,
    system,
    strings: await readStrings(archive),
    styles: await readStyles(archive),
  };
}

async function readRelations(archive: WorkbookArchive, main: string): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  await parsePart(archive, main.replace(/([^/]+)$/, '_rels/$1.rels'), {
    ...nothing,
    open(tag, { Id, Target }) {
      if (tag !== 'Relationship' || !Id || !Target) return;
      targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target.replace(/^\.\//, '')}`);
    },
  });
  return targets;
}

/** Texts that cells share; phonetic hints and the runs of rich text are no text of their own. */
async function readStrings(archive: WorkbookArchive): Promise<TextList> {
  const name = archive.names.find((part) => /^xl\/sharedStrings\.xml$/i.test(part));
  const strings = createTextList();
  if (!name) return strings;
  let [text, inText, phonetic, total] = ['', false, false, 0];
  await parsePart(archive, name, {
    open(tag) {
      if (tag === 'si') text = '';
      if (tag === 'rPh') phonetic = true;
      inText = tag === 't' && !phonetic;
    },
    text(part) {
      if (inText) text += part;
    },
    close(tag) {
      inText = false;
      if (tag === 'rPh') phonetic = false;
      if (tag !== 'si') return;
      total += text.length;
      if (total > MAX_SHARED_CHARACTERS)
        throw new ExtractError(
          'imports.file_harmful',
          `The workbook's texts are longer than ${MAX_SHARED_CHARACTERS / 1024 ** 2} MiB together; split it, or send it as CSV`,
        );
      strings.add(unescaped(text));
    },
  });
  return strings;
}

/** `_x000D_` is a character that XML cannot hold (ECMA-376 22.9.2.19). */
const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    : text;

async function readStyles(archive: WorkbookArchive): Promise<{ date: boolean; padding: number }[]> {
  const name = archive.names.find((part) => /^xl\/styles\.xml$/i.test(part));
  if (!name) return [];
  const codes = new Map<number, string>();
  const styles: { date: boolean; padding: number }[] = [];
  let inCells = false;
  await parsePart(archive, name, {
    ...nothing,
    open(tag, attributes) {
      if (tag === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
      if (tag === 'cellXfs') inCells = true;
      if (tag !== 'xf' || !inCells || styles.length > 100_000) return;
      const id = Number(attributes['numFmtId'] ?? 0);
      const code = codes.get(id);
      styles.push({ date: isDateFormat(id, code), padding: zeroPadding(code) });
    },
    close(tag) {
      if (tag === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

async function readSheet(
  workbook: Workbook,
  sheet: WorkbookSheet,
  request: ExtractRequest,
  sink: ExtractSink,
): Promise<void> {
  const { archive, strings, styles, system } = workbook;
  const spread = await readMergedRows(() => archive.open(sheet.part));
  const size = Math.max(1, spread.bytes);
  let [row, column, sent] = [0, 0, 0];
  let cells: string[] = [];
  let [type, style, value, taking] = ['', 0, '', false];

  function endCell(): void {
    let shown = value;
    if (type === 's') shown = strings.get(Number(value));
    else if (type === 'inlineStr' || type === 'str') shown = unescaped(value);
    else if (type === 'b') shown = value === '1' ? 'true' : 'false';
    else if ((type === '' || type === 'n') && value !== '') {
      const { date, padding } = styles[style] ?? { date: false, padding: 0 };
      shown = date ? shownDate(value, system) : shownNumber(value).padStart(padding, '0');
    }
    if (shown === '') return;
    if (column >= MAX_COLUMNS)
      throw new ExtractError(
        'imports.too_many_columns',
        `Row ${row} of the sheet "${sheet.name}" has a value in column ${column + 1}; the limit is ${MAX_COLUMNS}`,
        { line: row, columns: column + 1, sheet: sheet.name },
      );
    while (cells.length < column) cells.push('');
    cells[column] = shown;
  }

  await parseXml(
    await archive.open(sheet.part),
    strictUtf8(),
    withLocalNames({
      open(tag, attributes) {
        if (tag === 'row') {
          row = Number(attributes['r'] ?? row + 1);
          [column, cells] = [-1, []];
        } else if (tag === 'c') {
          column = attributes['r'] ? columnOfReference(attributes['r']) : column + 1;
          [type, style, value] = [attributes['t'] ?? '', Number(attributes['s'] ?? 0), ''];
        } else taking = tag === 'v' || tag === 't';
      },
      text(part) {
        if (taking) value += part;
      },
      close(tag) {
        taking = false;
        if (tag === 'c') endCell();
        if (tag !== 'row') return;
        spread.fill(row, cells);
        if (row >= request.fromRow && sent !== request.sample && cells.some((cell) => cell !== '')) {
          sink.record(row, cells);
          sent++;
        }
      },
    }),
    async (bytes) => {
      sink.say({ share: Math.min(1, bytes / size) });
      await sink.drained();
      return request.sample !== null && sent >= request.sample;
    },
  );
}
