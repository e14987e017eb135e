import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { checkGtin } from '../catalog/index.ts';
import { kindOfImage } from '../media/fetching/image-kind.ts';
import { expectedOf } from './expectations.ts';
import { demoFamilies } from './families/families.ts';
import { pictures } from './pictures/addresses.ts';
import { drawPicture } from './pictures/draw-picture.ts';
import { demoProduct } from './products.ts';
import { sells, supplierKeys } from './suppliers.ts';
import { demoFiles } from './write-files.ts';

const catalogue = (count: number) => Array.from({ length: count }, (_, index) => demoProduct(index));
const usual = catalogue(10_000);
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

test('the files are the same on every machine and every time', () => {
  const hashes = (): string[] =>
    demoFiles(catalogue(200)).map(({ name, content }) => `${name} ${sha256(content).slice(0, 16)}`);
  assert.deepEqual(hashes(), [
    'comptoir-velmora.csv 47522bf1c47bb446',
    'ostrelle-distribution.xml 14ec053ff20e11c1',
    'northquay-wholesale.csv 365678a2ea6eaeeb',
    'lagerhaus-brunnwald.tsv bd26214b99ca0ca2',
    'comptoir-velmora-2.csv a6983f6ebea2fa26',
  ]);
  assert.deepEqual(hashes(), hashes());
});

test('products differ in their codes and titles, and their GTINs are right and nobody’s', () => {
  const different = (of: (product: (typeof usual)[number]) => string): number => new Set(usual.map(of)).size;
  assert.deepEqual(
    [
      different(({ gtin }) => gtin),
      different(({ brand, mpn }) => `${brand} ${mpn}`),
      different(({ title }) => title.fr),
      different(({ title }) => title.en),
    ],
    [10_000, 10_000, 10_000, 10_000],
  );
  // Of GS1's prefixes 200 to 299.
  const wrong = usual.filter(({ gtin }) => !/^2\d{12}$/.test(gtin) || !checkGtin(gtin).ok);
  assert.deepEqual(wrong, []);
  assert.ok(usual.every(({ description: { fr, en } }) => !/[{}]|undefined/.test(fr + en)));
  assert.ok(
    usual.every(({ attributes, family }) =>
      Object.keys(attributes).every((code) => family.attributes.includes(code)),
    ),
  );
});

test('more products than there are combinations still have titles of their own', () => {
  assert.equal(new Set([3, 10_003, 20_003].map((index) => demoProduct(index).title.fr)).size, 3);
});

test('a smaller catalogue is the beginning of a larger one', () => {
  const lines = (count: number): string[] => String(demoFiles(catalogue(count))[2]!.content).split('\n');
  const larger = new Set(lines(300));
  assert.deepEqual(
    lines(100).filter((line) => !larger.has(line)),
    [],
  );
});

test('what is planned adds up, and every kind of fault is there', () => {
  const { imports, products, offers, shared, withoutGtin } = expectedOf(usual);
  assert.equal(products, 10_000);
  for (const { read, created, updated, rejected, skipped, review } of Object.values(imports))
    assert.equal(read, created + updated + rejected + skipped + review);
  const sum = Object.values(imports).reduce((all, { created, updated }) => all + created + updated, 0);
  assert.equal(offers, sum);
  // What the suppliers' shares make: 1 − those whom only one of them sells.
  assert.ok(shared > 7_000 && shared < 8_500, String(shared));
  assert.ok(withoutGtin > 10 && withoutGtin < 200, String(withoutGtin));
  assert.ok(usual.every(({ index }) => sells('velmora', index) || sells('ostrelle', index)));
  const found = new Set(Object.values(imports).flatMap(({ findings }) => Object.keys(findings)));
  assert.deepEqual([...found].sort(), [
    'cost.not_a_number',
    'gtin.check_digit',
    'gtin.digits_lost',
    'image.not_an_address',
    'leadTimeDays.not_a_number',
    'match.keys_disagree',
    'row.too_many_cells',
    'rows.duplicates',
    'stock.negative',
    'stock.not_a_number',
  ]);
});

test('the French file is Windows-1252 and loses no character', () => {
  const [first, , , , second] = demoFiles(catalogue(500));
  const text = new TextDecoder('windows-1252').decode(first!.content);
  assert.match(text, /^Référence;Code EAN;.*;Prix HT \(€\);Prix TTC \(€\);.*;Stock;/);
  assert.match(text, /Thé vert Feuilldorne nature, 16 sachets/);
  assert.doesNotMatch(text, /[?\ufffd]/);
  const headings = new TextDecoder('windows-1252').decode(second!.content).split('\r\n')[0]!;
  assert.equal(headings, text.split('\r\n')[0]!.replace('Stock;', ''));
});

test('each supplier writes every product once, but for the faults', () => {
  const products = catalogue(1_000);
  const files = demoFiles(products);
  for (const key of supplierKeys) {
    const sold = products.filter(({ index }) => sells(key, index)).length;
    const { rows } = files.find((file) => file.supplier === key)!;
    assert.ok(rows >= sold && rows < sold * 1.05, `${key}: ${rows} rows of ${sold}`);
  }
});

test('pictures are PNGs, each another one', () => {
  const drawn = pictures.map(({ shape, color }) => drawPicture(shape, color));
  for (const png of drawn) {
    const kind = kindOfImage(png);
    assert.deepEqual([kind?.type, kind?.width, kind?.height], ['image/png', 240, 240]);
  }
  assert.equal(new Set(drawn.map(sha256)).size, pictures.length);
  const addresses = new Set(pictures.map(({ address }) => address));
  assert.ok(usual.every(({ picture }) => addresses.has(picture)));
});

test('brands are told apart by more than a typing error', () => {
  const brands = demoFamilies.flatMap(({ brands: names }) => names);
  assert.equal(new Set(brands.map((name) => name.slice(0, 3))).size, brands.length);
});
