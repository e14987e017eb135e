import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { workbookParts, writeArchive } from '../../../../test/support/archives.ts';
import { isAppError } from '../../../platform/errors.ts';
import type { GivenDialect } from '../detection.ts';
import { inspectFile, readRecords } from '../open-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'pm-formats-'));
after(() => rmSync(folder, { recursive: true }));
let files = 0;

function fileOf(content: string | Buffer, extension = 'csv'): string {
  const path = join(folder, `${++files}.${extension}`);
  writeFileSync(path, content);
  return path;
}
const archiveOf = (parts: Parameters<typeof writeArchive>[1]): Promise<string> =>
  writeArchive(join(folder, `${++files}.xlsx`), parts);

async function read(path: string, given: GivenDialect = {}) {
  const detection = await inspectFile(path, given);
  const rows: string[][] = [];
  const lines: number[] = [];
  const { lateColumns } = await readRecords(path, detection, (cells, line) => {
    rows.push([...cells]);
    lines.push(line);
  });
  return { detection, rows, lines, lateColumns };
}

async function refusal(path: string, given?: GivenDialect): Promise<{ code: string; message: string }> {
  try {
    await read(path, given);
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
  throw new Error('it was read');
}

const cell = (reference: string, value: string | number, attributes = ''): string =>
  typeof value === 'number'
    ? `<c r="${reference}" ${attributes}><v>${value}</v></c>`
    : `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;
const row = (number: number, ...cells: string[]): string => `<row r="${number}">${cells.join('')}</row>`;

test('a workbook by its bytes: texts, numbers, dates, booleans, kept values of formulas, padded codes', async () => {
  const path = await archiveOf(
    workbookParts(
      row(
        1,
        '<c r="A1" t="s"><v>0</v></c>',
        '<c r="B1" t="s"><v>1</v></c>',
        cell('C1', 'Since'),
        cell('D1', 'Price'),
        cell('E1', 'Active'),
      ) +
        row(
          2,
          cell('A2', '0012'),
          cell('B2', 4006381333931),
          cell('C2', 46037, 's="1"'),
          '<c r="D2"><f>B2*0+12.3</f><v>12.300000000000001</v></c>',
          '<c r="E2" t="b"><v>1</v></c>',
        ) +
        row(4, cell('A4', '0013'), cell('B4', 76950450479, 's="2"')),
      {
        strings: '<si><t>Reference</t></si><si><r><t>EA</t></r><r><t>N</t></r><rPh><t>x</t></rPh></si>',
        styles:
          '<numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/><numFmt numFmtId="171" formatCode="0000000000000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>',
      },
    ),
  );
  const { detection, rows, lines } = await read(path);
  assert.deepEqual(detection.extraction, {
    format: 'xlsx',
    sheet: 'Products',
    sheets: [{ name: 'Products', hidden: false }],
    recordPath: null,
  });
  assert.deepEqual(detection.headers, ['Reference', 'EAN', 'Since', 'Price', 'Active']);
  assert.deepEqual(rows.slice(1), [
    ['0012', '4006381333931', '2026-01-15', '12.3', 'true'],
    ['0013', '0076950450479'],
  ]);
  assert.deepEqual(lines, [1, 2, 4]);
});

test('headings below a title, values merged over rows, hidden sheets, and the sheet that is asked for', async () => {
  const book = new ExcelJS.Workbook();
  const help = book.addWorksheet('Read me');
  help.addRow(['How to order']);
  const old = book.addWorksheet('Old', { state: 'hidden' });
  old.addRow(['Reference', 'EAN', 'Price', 'Brand', 'Title']);
  old.addRow(['OLD', '4006381333931', 1, 'B', 'T']);
  const list = book.addWorksheet('List');
  list.addRow(['Price list of spring']);
  list.addRow([]);
  list.addRow(['Reference', 'EAN', 'Brand']);
  list.addRow(['A1', '4006381333931', 'ACME']);
  list.addRow(['A2', '4006381333948', '']);
  list.mergeCells('C4:C5');
  list.mergeCells('A1:C1');
  const path = join(folder, 'sheets.xlsx');
  await book.xlsx.writeFile(path);

  const { detection, rows } = await read(path);
  assert.equal(detection.extraction?.sheet, 'List');
  assert.equal(detection.headerRow, 3);
  assert.deepEqual(rows, [
    ['Reference', 'EAN', 'Brand'],
    ['A1', '4006381333931', 'ACME'],
    ['A2', '4006381333948', 'ACME'],
  ]);
  const named = await read(path, { sheet: 'old' });
  assert.equal(named.rows[1]?.[0], 'OLD');
  assert.equal((await read(path, { sheet: '2' })).rows[1]?.[0], 'OLD');
  assert.match((await refusal(path, { sheet: 'None' })).message, /Its sheets are: Read me, Old, List/);
});

test('our reader and another one read the same of a workbook with every kind of cell', async () => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Products');
  sheet.addRow(['Reference', 'EAN', 'Title', 'Price']);
  for (let i = 0; i < 300; i++)
    sheet.addRow([`R${i}`, i % 2 ? 4006381333931 : '0400638133393', `Wörter & <${i}> "é"`, i / 100]);
  const path = join(folder, 'honest.xlsx');
  await book.xlsx.writeFile(path);
  const again = new ExcelJS.Workbook();
  await again.xlsx.readFile(path);
  const expected: string[][] = [];
  again.getWorksheet('Products')!.eachRow((line) => {
    expected.push((line.values as unknown[]).slice(1).map(String));
  });
  assert.deepEqual((await read(path)).rows, expected);
});

test('XML with one element per product: paths, attributes, lists, languages, columns that come late', async () => {
  const products = Array.from(
    { length: 600 },
    (_, i) =>
      `<product id="P${i}"><name xml:lang="fr">Nom ${i}</name><name xml:lang="en">Name</name><price currency="EUR">1.5</price><image>a.jpg</image><image>b.jpg</image>${i === 599 ? '<weight>2</weight>' : ''}</product>`,
  ).join('\n');
  const path = fileOf(
    `<?xml version="1.0"?><catalogue><head><a/></head><list>${products}</list></catalogue>`,
  );
  const { detection, rows, lines, lateColumns } = await read(path);
  assert.equal(detection.extraction?.recordPath, 'catalogue/list/product');
  assert.deepEqual(detection.headers, ['id', 'name-fr', 'name-en', 'price', 'price@currency', 'image']);
  assert.equal(rows.length, 600);
  assert.deepEqual(rows[599], ['P599', 'Nom 599', 'Name', '1.5', 'EUR', 'a.jpg|b.jpg']);
  assert.deepEqual(lateColumns, ['weight']);
  assert.equal(lines[2], 3);
  const images = await read(path, { recordPath: 'catalogue/list/product/image' });
  assert.equal(images.rows.length, 1200);
});

test('a feed of Google Merchant, in the encoding it declares', async () => {
  const text =
    '<?xml version="1.0" encoding="ISO-8859-1"?><rss xmlns:g="http://base.google.com/ns/1.0"><channel><title>Shop</title><item><g:id>1</g:id><g:title>Té</g:title><g:price>12.50 EUR</g:price></item></channel></rss>';
  const { detection, rows } = await read(fileOf(Buffer.from(text, 'latin1')));
  assert.deepEqual(detection.headers, ['id', 'title', 'price']);
  assert.deepEqual(rows, [['1', 'Té', '12.50 EUR']]);
});

test('JSON: a list, a list under a name, one object per line', async () => {
  const products = [
    { sku: 'A', price: { amount: 1.5 }, tags: ['x', 'y'], ok: true, none: null },
    { sku: 'B', variants: [{ ean: '1' }] },
  ];
  const list = await read(fileOf(JSON.stringify(products)));
  assert.deepEqual(list.detection.headers, ['sku', 'price.amount', 'tags', 'ok', 'variants.0.ean']);
  assert.deepEqual(list.rows, [
    ['A', '1.5', 'x|y', 'true'],
    ['B', '', '', '', '1'],
  ]);
  const named = await read(fileOf(JSON.stringify({ meta: { n: 2 }, products }, null, 2)));
  assert.equal(named.detection.extraction?.recordPath, 'products');
  assert.deepEqual(named.rows, list.rows);
  const deep = await read(fileOf(JSON.stringify({ data: { all: { items: products } } })), {
    recordPath: 'data.all.items',
  });
  assert.equal(deep.rows.length, 2);
  const lines = await read(fileOf(products.map((product) => JSON.stringify(product)).join('\n')));
  assert.equal(lines.detection.extraction?.format, 'jsonl');
  assert.deepEqual(lines.rows, list.rows);
});

test('gzip and an archive of one file are looked into; of several, which one is meant is asked', async () => {
  const csv = 'Reference;EAN;Price\nA;4006381333931;1\n';
  const zipped = await read(await archiveOf({ 'folder/list.csv': csv, '__MACOSX/list.csv': 'x' }));
  assert.equal(zipped.detection.compression, 'zip');
  assert.equal(zipped.rows.length, 2);
  const gzipped = await read(fileOf(gzipSync(csv), 'gz'));
  assert.equal(gzipped.detection.compression, 'gzip');
  assert.deepEqual(gzipped.rows, zipped.rows);
  assert.match(
    (await refusal(await archiveOf({ 'a.csv': csv, 'b.csv': csv }))).message,
    /2 files \(a.csv, b.csv/,
  );
  assert.equal((await refusal(fileOf(gzipSync(csv).subarray(0, 30)))).code, 'imports.archive_damaged');
});

const bomb = workbookParts('');
const hostile: [name: string, make: () => Promise<string> | string, code: string][] = [
  [
    'a sheet of a gigabyte of spaces',
    () => archiveOf({ ...bomb, 'xl/worksheets/sheet1.xml': 300 * 1024 ** 2 }),
    'imports.file_harmful',
  ],
  [
    'a gzip of 200 MB of zeros',
    () => fileOf(gzipSync(Buffer.alloc(200 * 1024 ** 2))),
    'imports.archive_too_large',
  ],
  [
    'thousands of parts',
    () =>
      archiveOf({
        ...bomb,
        ...Object.fromEntries(Array.from({ length: 2_100 }, (_, i) => [`xl/p${i}.xml`, '<a/>'])),
      }),
    'imports.file_harmful',
  ],
  [
    'a workbook without its sheet',
    () => archiveOf({ '[Content_Types].xml': '<Types/>' }),
    'imports.file_damaged',
  ],
  [
    'a sheet that ends in the middle',
    () =>
      archiveOf({
        ...bomb,
        'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>',
      }),
    'imports.xml_invalid',
  ],
  [
    'a cell in the last column',
    () => archiveOf(workbookParts(row(1, cell('XFD1', 'x')))),
    'imports.too_many_columns',
  ],
  [
    'entities in a workbook',
    () => archiveOf({ ...bomb, 'xl/sharedStrings.xml': '<!DOCTYPE x [<!ENTITY a "b">]><sst/>' }),
    'imports.file_harmful',
  ],
  [
    'a billion laughs',
    () =>
      fileOf(
        '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l><p x="1">&b;</p></l>',
      ),
    'imports.file_harmful',
  ],
  [
    'an outside entity',
    () => fileOf('<?xml version="1.0"?><!DOCTYPE l SYSTEM "http://127.0.0.1/x.dtd"><l><p x="1"/></l>'),
    'imports.file_harmful',
  ],
  ['deep elements', () => fileOf(`<l>${'<p>'.repeat(100_000)}`), 'imports.file_harmful'],
  [
    'one text of 20 MB',
    () => fileOf(`<l><p><t>${'x'.repeat(20 * 1024 ** 2)}</t></p></l>`),
    'imports.file_harmful',
  ],
  ['an element that is not closed', () => fileOf('<l><p><a>1</a></l>'), 'imports.xml_invalid'],
  ['two roots', () => fileOf('<l><p><a>1</a></p></l><l/>'), 'imports.xml_invalid'],
  [
    'another encoding than it says',
    () => fileOf(Buffer.from('<?xml version="1.0" encoding="UTF-8"?><l><p><a>é</a></p></l>', 'latin1')),
    'imports.encoding_invalid',
  ],
  ['deep lists', () => fileOf(`[${'['.repeat(100_000)}`), 'imports.json_invalid'],
  [
    'an object that nests deep',
    () => fileOf(`[${'{"a":'.repeat(50)}1${'}'.repeat(50)}]`),
    'imports.file_harmful',
  ],
  ['JSON that was cut', () => fileOf('[{"sku":"A"},{"sku":'), 'imports.json_invalid'],
  ['JSON without records', () => fileOf('[]'), 'imports.file_without_rows'],
  [
    'a web page',
    () => fileOf('<!DOCTYPE html><html><body>Sign in</body></html>'),
    'imports.file_is_web_page',
  ],
];
for (const [name, make, code] of hostile)
  test(`refused, in time and memory that it does not decide: ${name}`, async () => {
    const refused = await refusal(await make());
    assert.equal(refused.code, code, refused.message);
  });

test('a workbook with flipped bits is refused or read, and never hangs', async () => {
  const path = await archiveOf(workbookParts(row(1, cell('A1', 'Reference')) + row(2, cell('A2', 'A'))));
  const bytes = readFileSync(path);
  for (let at = 40; at < bytes.length; at += Math.ceil(bytes.length / 4)) {
    const flipped = Buffer.from(bytes);
    flipped[at] = flipped[at]! ^ 0xff;
    const flippedPath = fileOf(flipped, 'xlsx');
    await read(flippedPath).catch((error: unknown) => assert.ok(isAppError(error), String(error)));
  }
});
