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

/** Plain where it may be, quoted where it must be or chance says so. */
function written(text: string, delimiter: string, quoted: boolean): string {
  const must = text.includes(delimiter) || /["\r\n]/.test(text);
  return must || quoted ? `"${text.replaceAll('"', '""')}"` : text;
}

const mixedFile = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  newline: fc.constantFrom('\n', '\r\n', '\r'),
  chunk: fc.integer({ min: 1, max: 25 }),
  rows: fc.array(
    fc.array(
      fc.record({
        text: fc.oneof(
          fc.constantFrom('', ' ', 'a"b', '"', '""', ',;', '\n', '\r\n', '\r', '\r\r\n', 'é€', '\u{1f600}'),
          fc.string({ maxLength: 8, unit: 'binary' }),
        ),
        quoted: fc.boolean(),
      }),
      { minLength: 2, maxLength: 5 },
    ),
    { minLength: 1, maxLength: 8 },
  ),
});

test('quoted and plain cells mixed, any delimiter, any line end, any chunk border: what was written is read', () => {
  fc.assert(
    fc.property(mixedFile, ({ delimiter, newline, chunk, rows }) => {
      const lines = rows.map((row) =>
        row.map(({ text, quoted }) => written(text, delimiter, quoted)).join(delimiter),
      );
      const text = lines.join(newline) + newline;
      const expected = rows.map((row) => row.map((cell) => cell.text));
      const read = scan(text, delimiter, chunk);
      assert.deepEqual(
        read.map((record) => record.cells),
        expected,
      );
      // papaparse knows one line end a file, so it is asked where no cell holds another.
      const { data } = papaparse.parse<string[]>(text, { delimiter, newline });
      assert.deepEqual(data.slice(0, rows.length), expected);
      let line = 1;
      for (const [i, record] of read.entries()) {
        assert.equal(record.line, line);
        line += 1 + (lines[i]!.match(/\r\n|\r|\n/g)?.length ?? 0);
      }
    }),
    { numRuns: 3_000 },
  );
});

test('any text at all gives the same records however it is cut, or the same error', () => {
  const outcome = (text: string, chunk: number): unknown => {
    try {
      return scan(text, ';', chunk);
    } catch (error) {
      return String(error);
    }
  };
  const piece = fc.constantFrom('"', '""', ';', '\n', '\r', '\r\n', 'a', ' ', 'x"y', '";"');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.integer({ min: 1, max: 9 }), (pieces, chunk) => {
      const text = pieces.join('');
      assert.deepEqual(outcome(text, chunk), outcome(text, text.length || 1), JSON.stringify(text));
    }),
    { numRuns: 5_000 },
  );
});

test('a plain cell over 1 MiB is refused with its line, a long line of short cells is not', () => {
  const large = `a;b\n1;${'x'.repeat(1024 * 1024 + 1)}\n2;y\n`;
  assert.throws(() => scan(large), /Line 2: a cell over 1 MiB/);
  const wide = Array.from({ length: 1_500 }, () => 'x'.repeat(1_000)).join(';');
  assert.equal(cells(`${wide}\n`)[0]!.length, 1_500);
});
