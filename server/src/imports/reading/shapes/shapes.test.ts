import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { inspectFile, readRecords } from '../open-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'pm-shapes-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Rows as the importer gets them: line and filled cells by heading. */
async function read(text: string): Promise<{ rows: [number, Record<string, string>][]; continued: number }> {
  const path = join(folder, 'file.csv');
  writeFileSync(path, text);
  const detection = await inspectFile(path);
  const rows: [number, Record<string, string>][] = [];
  const { continued } = await readRecords(path, detection, (cells, line) => {
    if (line === detection.headerRow) return;
    const named = cells.map((cell, i) => [detection.headers![i]!, cell.trim()] as const);
    rows.push([line, Object.fromEntries(named.filter(([, cell]) => cell !== ''))]);
  });
  return { rows, continued };
}

test('Shopify: rows of a handle are a model with variants, further pictures are the model’s', async () => {
  const { rows, continued } = await read(
    [
      'Handle,Title,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Price,Image Src,Variant Image',
      'top,Top,true,Size,S,Color,Red,T-S,10,https://x.example/1.jpg,https://x.example/s.jpg',
      'top,,,,M,,Red,,11,https://x.example/2.jpg,',
      'top,,,,,,,,,https://x.example/3.jpg,',
      'bag,Bag,false,Title,Default Title,,,,20,,',
    ].join('\n'),
  );
  assert.equal(continued, 1);
  assert.deepEqual(rows, [
    [
      -2,
      {
        Handle: 'top',
        Title: 'Top',
        Published: 'true',
        'Image Src': 'https://x.example/1.jpg|https://x.example/2.jpg|https://x.example/3.jpg',
        reference: 'top',
        type: 'model',
      },
    ],
    [
      2,
      {
        Published: 'true',
        'Variant SKU': 'T-S',
        'Variant Price': '10',
        'Image Src': 'https://x.example/s.jpg',
        'Variant Image': 'https://x.example/s.jpg',
        reference: 'T-S',
        parent: 'top',
        type: 'variant',
        'attribute.size': 'S',
        'attribute.color': 'Red',
      },
    ],
    [
      3,
      {
        Published: 'true',
        'Variant Price': '11',
        reference: 'top-m-red',
        parent: 'top',
        type: 'variant',
        'attribute.size': 'M',
        'attribute.color': 'Red',
      },
    ],
    [
      5,
      {
        Handle: 'bag',
        Title: 'Bag',
        Published: 'false',
        'Option1 Name': 'Title',
        'Option1 Value': 'Default Title',
        'Variant Price': '20',
        reference: 'bag',
        type: 'simple',
      },
    ],
  ]);
});

test('Vendure: rows without a name are variants of the one before; facets name brand and categories', async () => {
  const { rows } = await read(
    [
      'name ,slug ,description,facets ,optionGroups ,optionValues ,sku ,price',
      'Tablet ,tablet ,Flat,category:Electronics|category:Computers|brand:Umbra , storage ,32GB ,T32 ,329.00',
      ' , , , , ,128GB ,T128 ,445.00',
      'Mouse ,mouse ,Small,category:Electronics , , ,M1 ,18.99',
    ].join('\n'),
  );
  assert.deepEqual(rows, [
    [
      -2,
      {
        name: 'Tablet',
        slug: 'tablet',
        description: 'Flat',
        facets: 'category:Electronics|category:Computers|brand:Umbra',
        optionGroups: 'storage',
        reference: 'tablet',
        type: 'model',
        Brand: 'Umbra',
        Category: 'Electronics|Computers',
      },
    ],
    [
      2,
      {
        optionValues: '32GB',
        sku: 'T32',
        price: '329.00',
        reference: 'T32',
        parent: 'tablet',
        type: 'variant',
        'attribute.storage': '32GB',
      },
    ],
    [
      3,
      {
        optionValues: '128GB',
        sku: 'T128',
        price: '445.00',
        reference: 'T128',
        parent: 'tablet',
        type: 'variant',
        'attribute.storage': '128GB',
      },
    ],
    [
      4,
      {
        name: 'Mouse',
        slug: 'mouse',
        description: 'Small',
        facets: 'category:Electronics',
        sku: 'M1',
        price: '18.99',
        reference: 'M1',
        type: 'simple',
        Category: 'Electronics',
      },
    ],
  ]);
});

test('PrestaShop: a combination is a variant of the product it names, with a column for each attribute', async () => {
  const { rows } = await read(
    [
      'Product ID*,Product Reference,Attribute (Name:Type:Position)*,Value (Value:Position)*,Reference,Quantity',
      '1,,Color:color:0; Disk space:select:3,Blue:0; 16GB:1,B16,10',
      '1,REF-1,color:color:0,Red:0,R,4',
    ].join('\n'),
  );
  assert.deepEqual(
    rows.map(([line, { parent, Reference, ...row }]) => [
      line,
      parent,
      Reference,
      row['attribute.color'],
      row['attribute.disk_space'],
    ]),
    [
      [2, '1', 'B16', 'Blue', '16GB'],
      [3, 'REF-1', 'R', 'Red', undefined],
    ],
  );
});

test('WooCommerce: numbered attributes become columns; a variable product only lists its choices', async () => {
  const { rows } = await read(
    [
      'Type,SKU,Name,Parent,Attribute 1 name,Attribute 1 value(s)',
      'variable,tee,Tee,,Colour,"Red, Blue"',
      'variation,tee-r,Tee red,tee,Colour,Red',
    ].join('\n'),
  );
  assert.deepEqual(
    rows.map(([, row]) => [row['SKU'], row['Parent'], row['attribute.colour']]),
    [
      ['tee', undefined, undefined],
      ['tee-r', 'tee', 'Red'],
    ],
  );
});

test('Magento: a row that stands before its parent is a variant of it', async () => {
  const { rows } = await read(
    [
      'sku,product_type,name,price,additional_attributes,configurable_variations',
      'MH01-XS,simple,Hoodie XS,52,"color=Black,size=XS",',
      'MUG,simple,Mug,9,color=Blue,',
      'MH01,configurable,Hoodie,,,"sku=MH01-XS,size=XS,color=Black|sku=MH01-S,size=S,color=Black"',
    ].join('\n'),
  );
  assert.deepEqual(
    rows.map(([, row]) => [
      row['sku'],
      row['parent'],
      row['type'],
      row['attribute.size'],
      row['attribute.color'],
    ]),
    [
      ['MH01-XS', 'MH01', 'variant', 'XS', 'Black'],
      ['MUG', undefined, 'simple', undefined, undefined],
      ['MH01', undefined, 'model', undefined, undefined],
    ],
  );
});

test('a row with more cells than columns keeps them beyond all columns, where they are refused', async () => {
  const path = join(folder, 'wide.csv');
  writeFileSync(path, 'Handle,Title,Option1 Name,Option1 Value\na,A,Size,S\na,,,M,stray\n');
  const detection = await inspectFile(path);
  const lengths: number[] = [];
  await readRecords(path, detection, (cells) => lengths.push(cells.length));
  assert.deepEqual(lengths, [4, detection.columns, detection.columns, detection.columns + 1]);
});
