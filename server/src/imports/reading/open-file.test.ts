import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { inspectFile, readRecords } from './open-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'pm-open-'));
after(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

function file(content: Buffer | string): string {
  const path = join(folder, `${++files}.csv`);
  writeFileSync(path, content);
  return path;
}

async function firstRow(
  content: Buffer | string,
  given: { encoding?: string } = {},
): Promise<{ encoding: string; delimiter: string; header: boolean; rows: string[][] }> {
  const path = file(content);
  const detection = await inspectFile(path, given);
  const rows: string[][] = [];
  await readRecords(path, detection, (records) => {
    for (const record of records) rows.push(record.cells);
    return undefined;
  });
  return {
    encoding: detection.encoding,
    delimiter: detection.delimiter,
    header: detection.headerRow !== null,
    rows,
  };
}

const text = 'Référence;Désignation;Prix\r\n1;Écran “plat” 5 €;12,50\r\n2;Été;3,00\r\n';
const swap = (buffer: Buffer): Buffer => Buffer.from(buffer).swap16();

test('encodings: UTF-8 with and without mark, UTF-16 both ways, Windows-1252', async () => {
  const windows = Buffer.from(text.replace('“', '\x93').replace('”', '\x94').replace('€', '\x80'), 'latin1');
  const cases: [string, Buffer][] = [
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\ufeff${text}`)],
    ['utf-16le', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['utf-16be', swap(Buffer.from(`\ufeff${text}`, 'utf16le'))],
    ['utf-16le', Buffer.from(text, 'utf16le')],
    ['windows-1252', windows],
  ];
  for (const [encoding, bytes] of cases) {
    const read = await firstRow(bytes);
    assert.equal(read.encoding, encoding);
    assert.equal(read.header, true);
    assert.equal(read.rows[0]![0]!.replace('\ufeff', ''), 'Référence', encoding);
    assert.equal(read.rows[1]![1], 'Écran “plat” 5 €', encoding);
  }
});

test('ISO-8859-1 only where it is asked for', async () => {
  const read = await firstRow(Buffer.from('ref;nom\n1;é\n', 'latin1'), { encoding: 'iso-8859-1' });
  assert.equal(read.rows[1]![1], 'é');
});

test('UTF-8 with a stray byte is an error with line and byte', async () => {
  const bytes = Buffer.concat([
    Buffer.from('ref;nom\n1;été\n2;abc'),
    Buffer.from([0xe9]),
    Buffer.from(' x\n'),
  ]);
  await assert.rejects(
    inspectFile(file(bytes)),
    /Line 3, byte 6: the file is UTF-8 but for this byte \(0xe9\)/,
  );
});

test('delimiters', async () => {
  for (const delimiter of [',', ';', '\t', '|']) {
    const read = await firstRow(
      ['ean', 'name', 'price'].join(delimiter) + `\n3400949497294${delimiter}A${delimiter}5\n`,
    );
    assert.equal(read.delimiter, delimiter);
  }
});

test('files that are no product files are told so, with the line', async () => {
  const cases: [Buffer | string, RegExp][] = [
    ['', /empty/],
    ['  \n \n', /blank lines/],
    ['ean;name;price\n', /Line 1 is the last one/],
    ['ean;name\n1;"never closed\n2;x\n', /Line 2, column 2/],
    ['<!DOCTYPE html><html><body>Login</body></html>', /web page/],
    [Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), /PNG/],
    [Buffer.from('504b0304140000', 'hex'), /ZIP/],
    [
      Buffer.concat([Buffer.from('ean;name\n1;a'), Buffer.from([0, 1, 2]), Buffer.from('\n')]),
      /Line 2, byte 4/,
    ],
  ];
  for (const [content, message] of cases) {
    await assert.rejects(async () => {
      const path = file(content);
      const detection = await inspectFile(path);
      await readRecords(path, detection, () => undefined);
    }, message);
  }
});
