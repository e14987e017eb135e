import { once } from 'node:events';
import { createWriteStream, existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import ExcelJS from 'exceljs';
import type pg from 'pg';
import { inspectFile, readRecords } from '../../server/src/imports/reading/open-file.ts';
import { emptyCatalogue } from '../../server/test/support/catalogue-digest.ts';
import { startCommand } from '../../server/test/support/command-line.ts';
import type { Bench } from '../bench.ts';
import { makeFile } from '../files.ts';
import { peakOfTree } from '../measure.ts';

const formats = ['xlsx', 'xml'] as const;
type Format = (typeof formats)[number];

/** The rows of the CSV scenario as a workbook and as XML: with the start of the processes, the memory of all of them summed. */
export async function formatsScenario(bench: Bench): Promise<void> {
  const { client, folder, rows } = bench;
  for (const format of formats) {
    const file = await convert(makeFile(folder, rows, 0), format, folder);
    const runs: number[] = [];
    let peak = 0;
    for (let run = 0; run < bench.runs; run++) {
      await emptyCatalogue(client);
      const started = performance.now();
      const { child, result } = startCommand(
        ['import', file, '--supplier', 'Bench', '--yes', '--data-dir', bench.installation.dataDir],
        {},
      );
      const timer = setInterval(() => (peak = Math.max(peak, peakOfTree(child.pid ?? 0))), 50);
      const imported = await ended(client, rows, result);
      runs.push((imported - started) / 1000);
      const { code, stderr } = await result;
      clearInterval(timer);
      if (code !== 0) throw new Error(stderr);
    }
    bench.report({
      scenario: `import ${rows} from ${format.toUpperCase()}`,
      runs,
      floors: null,
      rows,
      megabytes: statSync(file).size / 1e6,
      note: `${basename(file)}, peak of all processes ${peak} MB`,
    });
  }
}

/** When all offers of the file are there; search documents follow by themselves. */
async function ended(
  client: pg.Client,
  rows: number,
  result: Promise<{ code: number | null }>,
): Promise<number> {
  let over = false;
  void result.then(() => (over = true));
  for (;;) {
    const { rows: found } = await client.query<{ n: number }>(
      'select count(*)::int as n from supplier_products',
    );
    if (found[0]!.n >= rows || over) return performance.now();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function convert(csv: string, format: Format, folder: string): Promise<string> {
  const path = join(folder, `${basename(csv, '.csv')}.${format}`);
  if (existsSync(path)) return path;
  const detection = await inspectFile(csv);
  const write = format === 'xlsx' ? createSheet(path) : createXml(path, detection.headers ?? []);
  let first = format === 'xml';
  await readRecords(
    csv,
    detection,
    (cells) => {
      if (first) first = false;
      else write.row(cells);
    },
    () => write.drained(),
  );
  await write.end();
  return path;
}

interface Rows {
  row(cells: readonly string[]): void;
  drained(): Promise<void>;
  end(): Promise<void>;
}

function createSheet(filename: string): Rows {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename, useSharedStrings: true });
  const sheet = book.addWorksheet('Products');
  return {
    row: (cells) => void sheet.addRow([...cells]).commit(),
    drained: async () => undefined,
    end: () => book.commit(),
  };
}

function createXml(path: string, headers: readonly string[]): Rows {
  const names = headers.map((header) =>
    header
      .normalize('NFD')
      .replace(/[^A-Za-z0-9]+/g, '_')
      .replace(/^_|_$/g, ''),
  );
  const escape = (text: string): string =>
    text.replace(/[<>&]/g, (sign) => ({ '<': '&lt;', '>': '&gt;', '&': '&amp;' })[sign]!);
  const file = createWriteStream(path);
  file.write('<?xml version="1.0" encoding="UTF-8"?>\n<catalogue>\n');
  let full = false;
  return {
    row(cells) {
      const values = cells.map((cell, i) =>
        cell === '' ? '' : `<${names[i]}>${escape(cell)}</${names[i]}>`,
      );
      full = !file.write(`<product>${values.join('')}</product>\n`);
    },
    async drained() {
      if (full) await once(file, 'drain');
      full = false;
    },
    async end() {
      file.end('</catalogue>\n');
      await once(file, 'finish');
    },
  };
}
