import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import papaparse from 'papaparse';
import { createCsvScanner } from './csv-scanner.ts';

function scan(text: string, delimiter = ';', chunk = text.length || 1): { cells: string[]; line: number }[] {
  const records: { cells: string[]; line: number }[] = [];
  const scanner = createCsvScanner(delimiter, (cells, line) => records.push({ cells: [...cells], line }));
  for (let at = 0; at < text.length; at += chunk) scanner.push(text.slice(at, at + chunk));
  scanner.end();
  return records;
}

const cells = (text: string, delimiter?: string): string[][] =>
  scan(text, delimiter).map((record) => record.cells);

test('quotes, line ends in cells, doubled quotes, an empty last cell', () => {
  assert.deepEqual(cells('a;b\r\n"x;y";"1\n2"\n"say ""hi""";\n'), [
    ['a', 'b'],
    ['x;y', '1\n2'],
    ['say "hi"', ''],
  ]);
});

test('a quote inside a cell is text', () => {
  assert.deepEqual(cells('5" screen;x"y"z\n'), [['5" screen', 'x"y"z']]);
});

test('a record has the line it starts in', () => {
  assert.deepEqual(
    scan('a;b\n"1\r\n2";x\n\nlast;y').map((record) => record.line),
    [1, 2, 5],
  );
});

test('LF, CRLF and CR end records', () => {
  assert.deepEqual(cells('a\nb\r\nc\rd'), [['a'], ['b'], ['c'], ['d']]);
});

test('a quote left open is named by the line where it opened', () => {
  assert.throws(() => scan('a;b\nc;d\ne;"open\nand\nmore'), /Line 3, column 2/);
});

test('cells and columns without end are refused', () => {
  assert.throws(() => scan(`"${'x'.repeat(1024 * 1024 + 10)}"\n`), /1 MiB/);
  assert.throws(() => scan(`${';'.repeat(2_001)}\n`), /2002 columns/);
});

test('reads what papaparse reads, however the text is cut into chunks', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      '',
      ' ',
      'é',
      'a;b',
      'line\nbreak',
      'cr\r\nlf',
      '"',
      'say "x"',
      '1 234,56',
      '\t',
      ';;',
      '""',
    ),
    fc.string({ maxLength: 12 }),
  );
  const record = fc.array(cell, { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(
      fc.array(record, { minLength: 1, maxLength: 12 }),
      fc.constantFrom('\n', '\r\n'),
      fc.integer({ min: 1, max: 40 }),
      fc.boolean(),
      (records, newline, chunk, ended) => {
        const quoted = records
          .map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(';'))
          .join(newline);
        const text = quoted + (ended ? newline : '');
        const expected = papaparse.parse<string[]>(text, {
          delimiter: ';',
          newline,
          skipEmptyLines: false,
        }).data;
        assert.deepEqual(
          scan(text, ';', chunk).map((r) => r.cells),
          ended ? expected.slice(0, records.length) : expected,
        );
      },
    ),
    { numRuns: 3_000 },
  );
});

test('unquoted files: what papaparse reads, blank lines left out', () => {
  const cell = fc.string({ maxLength: 10 }).map((text) => text.replace(/[";\r\n]/g, ' '));
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 1, max: 30 }),
      (records, chunk) => {
        const text = records.map((row) => row.join(';')).join('\n');
        const expected = papaparse
          .parse<string[]>(text, { delimiter: ';', newline: '\n' })
          .data.filter((row) => row.length > 1 || row[0] !== '');
        assert.deepEqual(
          scan(text, ';', chunk).map((r) => r.cells),
          expected,
        );
      },
    ),
    { numRuns: 2_000 },
  );
});
