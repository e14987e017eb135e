import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { inspectFile } from '../reading/open-file.ts';
import { suggestMapping } from '../mapping/suggest-mapping.ts';
import { writeErrorsFile } from './write-errors-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'errors-file-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The file of the rejected rows, each with one finding. */
async function errorsOf(content: Buffer, rejected: readonly number[], header: string | null = 'Prix') {
  const path = join(folder, 'file');
  writeFileSync(path, content);
  const detection = await inspectFile(path);
  const mapping = suggestMapping({
    detection,
    own: false,
    given: [],
    defaults: { currency: 'EUR', locale: 'fr-FR' },
    pricesIncludeTax: true,
  });
  const written: Buffer[] = [];
  await writeErrorsFile({
    path,
    detection,
    mapping,
    rejected: new Set(rejected),
    findingsBetween: async ({ from, to }) =>
      rejected
        .filter((line) => line >= from && line <= to)
        .map((line) => ({
          line,
          header,
          value: 'x',
          cause: 'price.not_a_number',
          params: {},
          suggestion: null,
        })),
    language: 'en',
    write: async (bytes) => void written.push(bytes),
  });
  return Buffer.concat(written);
}

const REASON =
  'price.not_a_number (column Prix): this is no number; write digits with one decimal mark, or leave the cell empty';
const table = (...rows: string[]): string => `${rows.join('\r\n')}\r\n`;

test('cells come back exactly: quotes, line ends, blanks, formulas, and missing ones as empty', async () => {
  const rows = ['A1;"Lampe ""LED""; 5 W";x', 'A2;"deux\nlignes";x', 'A3; =1+1 ;x', 'A4;court', 'A5;bon;1,00'];
  const text = await errorsOf(Buffer.from(table('Réf;Désignation;Prix', ...rows)), [2, 3, 5, 6]);
  assert.equal(
    text.toString(),
    table(
      'Réf;Désignation;Prix;error_line;error_reasons',
      `A1;"Lampe ""LED""; 5 W";x;2;"${REASON}"`,
      `A2;"deux\nlignes";x;3;"${REASON}"`,
      `A3; =1+1 ;x;5;"${REASON}"`,
      `A4;court;;6;"${REASON}"`,
    ),
  );
});

/** Not by the encoder that is tested: `–`, `€` and `Œ` are what Windows-1252 has and Latin-1 lacks. */
const encoders: Readonly<Record<string, (text: string) => Buffer>> = {
  'utf-8': (text) => Buffer.from(text),
  'utf-16le': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'utf-16be': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  'windows-1252': (text) =>
    Buffer.from(text.replaceAll('–', '\x96').replaceAll('€', '\x80').replaceAll('Œ', '\x8c'), 'latin1'),
};

for (const [encoding, encode] of Object.entries(encoders))
  test(`a file in ${encoding} comes back in it`, async () => {
    const text = table('Réf\tDésignation\tPrix', 'A1\tŒuf – 5 €\tx', 'A2\tThé\t1,00', 'A3\tŒuf\t2,00');
    const expected = table(
      'Réf\tDésignation\tPrix\terror_line\terror_reasons',
      `A1\tŒuf – 5 €\tx\t2\t${REASON}`,
    );
    assert.deepEqual(await errorsOf(encode(text), [2]), encode(expected));
  });

test('a file without headings gets those that mean the same when it is read again', async () => {
  const rows = Array.from({ length: 30 }, (_, i) => `${3400930000014},Produit ${i},${i}.50`);
  const text = await errorsOf(Buffer.from(table(...rows)), [2], null);
  assert.match(
    text.toString(),
    /^gtin,column 2,column 3,error_line,error_reasons\r\n3400930000014,Produit 1,1\.50,2,/,
  );
});

test('a heading cannot make the reasons a formula', async () => {
  const text = await errorsOf(Buffer.from(table('Réf;Prix', 'A1;x', 'A2;1,00')), [2], '=cmd');
  assert.match(text.toString(), /;2;"price\.not_a_number \(column =cmd\)/);
});

test('a mended file that is wrong again has its reasons once', async () => {
  const first = await errorsOf(Buffer.from(table('Réf;Prix', 'A1;x', 'A2;1,00')), [2]);
  const second = await errorsOf(first, [2]);
  assert.equal(second.toString(), first.toString());
});
