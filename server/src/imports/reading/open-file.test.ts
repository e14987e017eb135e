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
  await readRecords(path, detection, (cells) => rows.push(cells));
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

test('the line that tells Excel the delimiter is no record, and what it says is believed', async () => {
  const path = file('sep=|\r\nRéf|Nom, long|Prix\r\n1|a,b|2\r\n');
  const detection = await inspectFile(path);
  assert.equal(detection.delimiter, '|');
  assert.equal(detection.headerRow, 2);
  assert.deepEqual(detection.headers, ['Réf', 'Nom, long', 'Prix']);
  assert.deepEqual((await firstRow('sep=;\nean;nom\n1;x\n')).rows, [
    ['ean', 'nom'],
    ['1', 'x'],
  ]);
});

test('one long row does not widen the file, so that it can be told', async () => {
  const detection = await inspectFile(file('ean;nom\n1;a\n2;b;c;d\n3;e\n'));
  assert.equal(detection.columns, 2);
  const headless = await inspectFile(file('3400949497294;a;5\n3400949497706;b;6;x;y\n3400933208639;c;7\n'));
  assert.equal(headless.headerRow, null);
  assert.equal(headless.columns, 3);
});

test('headings: blank lines before them, quoted ones, none at all', async () => {
  const blank = await inspectFile(file('\n ;\n"ean";"nom"\n1;a\n'));
  assert.deepEqual([blank.headerRow, blank.headers], [3, ['ean', 'nom']]);
  const marked = await inspectFile(file('\ufeff"Référence";"Nom"\n1;a\n'));
  assert.deepEqual(marked.headers, ['Référence', 'Nom']);
  const unknown = await inspectFile(file('Alpha;Beta\n1;2\n3;4\n'));
  assert.deepEqual(unknown.headers, ['Alpha', 'Beta']);
  assert.equal((await inspectFile(file('4949729\tANASTROZOLE\t44,38\n4949770\tX\t1,02\n'))).headerRow, null);
});

test('a delimiter is not what stands in the texts most', async () => {
  const rows = Array.from({ length: 20 }, (_, i) => `R${i};"Un, deux, trois, quatre";12,5${i}`).join('\n');
  assert.equal((await inspectFile(file(`Réf;Nom;Prix\n${rows}\n`))).delimiter, ';');
  const html = Array.from({ length: 20 }, (_, i) => `R${i},"<p>a; b; c; d; e</p>",5`).join('\n');
  assert.equal((await inspectFile(file(`sku,name,price\n${html}\n`))).delimiter, ',');
  // Quotes that open nothing, as in inches, must not swallow the rows behind them.
  const inches = Array.from({ length: 20 }, (_, i) => `R${i}\tÉcran 5" plat\t5`).join('\n');
  const read = await firstRow(`Réf\tNom\tPrix\n${inches}\n`);
  assert.deepEqual([read.delimiter, read.rows.length], ['\t', 21]);
});

test('line ends may be mixed', async () => {
  const read = await firstRow('ean;nom\r\n1;a\n2;b\r3;c\r\n');
  assert.deepEqual(
    read.rows.map((row) => row[0]),
    ['ean', '1', '2', '3'],
  );
});

test('UTF-8 is judged by the whole file, with the line and byte far behind the sample', async () => {
  const head = 'ref;nom\n' + '1;été à la plage\n'.repeat(100_000);
  const bytes = Buffer.concat([Buffer.from(head), Buffer.from([0x41, 0xe9, 0x42, 0x0a])]);
  await assert.rejects(inspectFile(file(bytes)), /Line 100002, byte 2:/);
  // A character cut by the border of two chunks, read 1 MiB at a time, is no error.
  for (const shift of [1, 2]) {
    const before = 'ean;nom\n'.padEnd(1024 * 1024 - shift, '1;x\n');
    assert.equal(Buffer.byteLength(before), 1024 * 1024 - shift);
    assert.equal((await inspectFile(file(`${before}€;é\n`))).encoding, 'utf-8');
  }
});

test('Windows-1252 letters that look like UTF-8 by chance are Windows-1252', async () => {
  const rows = 'R;Crème brûlée à la façon\n'.repeat(200);
  const chance = Buffer.from(`ref;nom\n${rows}X;« CAFÉ»\n`, 'latin1');
  assert.equal((await inspectFile(file(chance))).encoding, 'windows-1252');
});

test('half a character in UTF-16 is an error with its line', async () => {
  const whole = Buffer.from('\ufeffean;nom\n1;a\n2;b\n', 'utf16le');
  const broken = Buffer.concat([whole, Buffer.from([0x00, 0xd8, 0x41, 0x00, 0x0a, 0x00])]);
  const read = async (bytes: Buffer): Promise<unknown> => firstRow(bytes);
  await assert.rejects(read(broken), /Line 4: not UTF-16LE/);
  await assert.rejects(read(whole.subarray(0, whole.length - 1)), /not UTF-16LE/);
});

test('names that every object has are no encodings and no delimiters', async () => {
  const path = file('ean;nom\n1;a\n');
  await assert.rejects(inspectFile(path, { encoding: 'constructor' }), /no encoding "constructor"/);
  await assert.rejects(inspectFile(path, { delimiter: 'constructor' }), /no delimiter/);
  for (const delimiter of ['"', '\n', '\r', ';;', 'ab'])
    await assert.rejects(inspectFile(path, { delimiter }));
  for (const [delimiter, sign] of [
    ['tab', '\t'],
    ['semicolon', ';'],
    ['|', '|'],
  ] as const)
    assert.equal((await inspectFile(path, { delimiter })).delimiter, sign);
});

test('hostile files far over the sample: the line where it went wrong', async () => {
  const text = 'x;"y" z\n'.repeat(200_000);
  const cases: [string, RegExp][] = [
    [`"ean;nom\n${text.replaceAll('"', '')}`, /Line 1, column 1: a quoted cell opens here/],
    [`ean;nom\n1;"open\n${text.replaceAll('"', '')}`, /Line 2, column 2: a quoted cell opens here/],
    [`ean;nom\n${'1;a\n'.repeat(300_000)}2;"open\n`, /Line 300002, column 2/],
    [`ean;nom\n${';'.repeat(10_000)}\n`, /Line 2: 10001 columns/],
    [`ean;nom\n1;${'x'.repeat(10_000_000)}\n`, /Line 2: a cell over 1 MiB/],
  ];
  for (const [content, message] of cases) await assert.rejects(firstRow(content), message);
});

test('a web page in UTF-16 and an old workbook are told as what they are', async () => {
  await assert.rejects(inspectFile(file(Buffer.from('\ufeff<!DOCTYPE html><html>', 'utf16le'))), /web page/);
  await assert.rejects(inspectFile(file(Buffer.from('d0cf11e0a1b11ae1', 'hex'))), /old Excel/);
  await assert.rejects(inspectFile(file('%PDF-1.7\n')), /PDF/);
});
