import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { once } from 'node:events';
import { createRowMapper } from '../server/src/imports/mapping/row-mapper.ts';
import { suggestMapping } from '../server/src/imports/mapping/suggest-mapping.ts';
import { inspectFile, readRecords } from '../server/src/imports/reading/open-file.ts';

/** A file's rows, parsed and mapped beforehand, as COPY text. */
export interface ParsedFile {
  readonly chunks: readonly Buffer[];
  readonly columns: number;
  readonly rows: number;
}

export async function parseForFloor(path: string): Promise<ParsedFile> {
  const detection = await inspectFile(path);
  const mapping = suggestMapping({
    detection,
    own: false,
    given: [],
    defaults: { currency: 'EUR', locale: 'fr-FR' },
    pricesIncludeTax: true,
  });
  const mapper = createRowMapper({ mapping, detection, onError: () => undefined });
  const chunks: Buffer[] = [];
  let [rows, header] = [0, true];
  let text = '';
  const onRecord = (cells: string[], line: number): void => {
    if (header) {
      header = false;
      return;
    }
    rows++;
    const values = mapper.map(cells, line).values;
    text += `${values.map((value) => (value ?? '').replace(/[\\\t\n\r]/g, ' ')).join('\t')}\n`;
  };
  await readRecords(path, detection, onRecord, async () => {
    if (text !== '') chunks.push(Buffer.from(text));
    text = '';
  });
  return { chunks, columns: mapper.fields.length, rows };
}

/** The floor of an import: COPY of the same fields into one plain table without index. @returns seconds */
export async function copyFloor(client: pg.Client, file: ParsedFile): Promise<number> {
  const names = Array.from({ length: file.columns }, (_, i) => `c${i} text`);
  await client.query(`drop table if exists bench_floor; create table bench_floor (${names.join(', ')})`);
  await client.query('checkpoint');
  const started = performance.now();
  const copy = client.query(copyFrom('copy bench_floor from stdin'));
  for (const chunk of file.chunks) if (!copy.write(chunk)) await once(copy, 'drain');
  copy.end();
  await once(copy, 'finish');
  const seconds = (performance.now() - started) / 1000;
  await client.query('drop table bench_floor');
  return seconds;
}

/** What the file's last row is known by at its supplier. */
export const lastReference = (file: ParsedFile): string =>
  file.chunks.at(-1)!.toString().trimEnd().split('\n').at(-1)!.split('\t')[0]!;
