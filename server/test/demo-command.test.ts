import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type pg from 'pg';
import { expectedOf } from '../src/demo/expectations.ts';
import { demoProduct } from '../src/demo/products.ts';
import { supplierKeys, suppliers } from '../src/demo/suppliers.ts';
import { digestCatalogue } from './support/catalogue-digest.ts';
import { runCommand, type CommandResult } from './support/command-line.ts';
import { createInstallation, type TestInstallation } from './support/installation.ts';

/** Enough for nearly each kind of fault, rows for a person among them. */
const PRODUCTS = 1_000;
const expected = expectedOf(Array.from({ length: PRODUCTS }, (_, index) => demoProduct(index)));
let installation: TestInstallation;
let client: pg.Client;
let first: Report;

interface Report {
  folder: string;
  files: { name: string; supplier: string; rows: number }[];
  definitions: {
    kind: string;
    read: number;
    created: number;
    updated: number;
    unchanged: number;
    errors: unknown[];
  }[];
  pictures: number;
  imports: {
    operationId: string;
    supplier: { name: string };
    rows: Record<string, number>;
    errors: { cause: string; count: number }[];
    warnings: { code: string; count: number }[];
  }[];
  catalogue: Record<string, number>;
}

const run = (...args: string[]): Promise<CommandResult> =>
  runCommand([...args, '--data-dir', installation.dataDir]);
const demo = async (...args: string[]): Promise<Report> => {
  const { code, stdout, stderr } = await run('demo', '--products', String(PRODUCTS), '--json', ...args);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout) as Report;
};

before(async () => {
  installation = await createInstallation();
  client = await installation.connect();
  first = await demo();
});
after(async () => {
  await client.end();
  await installation.remove();
});

test('each import reports what its file was made to say', () => {
  assert.deepEqual(
    first.imports.map(({ supplier }) => supplier.name),
    supplierKeys.map((key) => suppliers[key].name),
  );
  for (const [at, key] of supplierKeys.entries()) {
    const { findings, ...rows } = expected.imports[key];
    const report = first.imports[at]!;
    assert.deepEqual(report.rows, { ...rows, unchanged: 0, notApplied: 0 }, key);
    const told = [
      ...report.errors.map(({ cause, count }) => [cause, count] as const),
      ...report.warnings.map(({ code, count }) => [code, count] as const),
    ];
    assert.deepEqual(Object.fromEntries(told), findings, key);
  }
  assert.ok(expected.imports.northquay.review > 0, 'a row waits for a person');
});

test('the catalogue holds what was planned', async () => {
  const { products, offers, shared, withoutGtin } = expected;
  assert.deepEqual(first.catalogue, { products, offers, shared, withoutGtin });
  assert.equal(products, PRODUCTS);
  const { rows } = await client.query(
    `select count(*) filter (where title is null)::int as untitled, count(*) filter (where family_id is null)::int as "withoutFamily",
       count(*) filter (where status <> 'active')::int as inactive,
       (select count(distinct code_key)::int from families) as families,
       (select count(*)::int from categories where code is null) as "categoriesMadeByFiles",
       (select count(*)::int from products p where not exists (select from best_offers b where b.product_id = p.id)) as "withoutBestOffer",
       (select count(distinct product_id)::int from product_attributes where locale = 'en-GB' and values ? 'title') > 700 as english
     from products`,
  );
  assert.deepEqual(rows[0], {
    untitled: 0,
    withoutFamily: 0,
    inactive: 0,
    families: 5,
    categoriesMadeByFiles: 0,
    withoutBestOffer: 0,
    english: true,
  });
});

test('definitions have their values, and options their codes', async () => {
  for (const { kind, read, created, errors } of first.definitions)
    assert.deepEqual([created, errors], [read, []], kind);
  const { rows } = await client.query<{ code: string; type: string; strange: number }>(
    `select a.code, a.type, count(*) filter (where v.value is not null and case a.type
         when 'option' then not exists (select from attribute_options o where o.attribute_code = a.code and o.code = v.value #>> '{}')
         when 'measure' then coalesce(v.value ->> 'amount', '') !~ '^[0-9]+([.][0-9]+)?$'
           or not exists (select from units u where u.code = v.value ->> 'unit' and u.family = a.rules ->> 'unitFamily')
         else v.value #>> '{}' !~ '^[0-9]+$' end)::int as strange, count(v.value) > 0 as used
     from attributes a left join (
       select x.key, x.value from product_attributes p cross join lateral jsonb_each(p.values) x where p.locale = '') v on v.key = a.code
     group by 1, 2`,
  );
  assert.equal(rows.length, 14);
  for (const row of rows)
    assert.deepEqual([row.strange, (row as { used?: boolean }).used], [0, true], row.code);
});

test('pictures are in the storage, and products are linked with them', async () => {
  assert.equal(first.pictures, 90);
  const { rows } = await client.query<{ media_id: string | null }>(
    'select distinct media_id from product_media_references',
  );
  assert.ok(rows.length > 20 && rows.every(({ media_id }) => media_id !== null));
  const media = await installation.connect('media');
  const states = await media.query<{ state: string; n: number }>(
    'select state, count(*)::int as n from media group by 1',
  );
  await media.end();
  assert.deepEqual(states.rows, [{ state: 'ready', n: 90 }]);
});

test('a second time it is refused, and with --yes it changes nothing', async () => {
  const refused = await run('demo', '--products', String(PRODUCTS));
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /has products already; --yes/);
  const before = await digestCatalogue(client);
  const again = await demo('--yes');
  assert.deepEqual(await digestCatalogue(client), before);
  assert.deepEqual([again.pictures, again.catalogue], [0, first.catalogue]);
  for (const { kind, read, unchanged } of again.definitions) assert.equal(unchanged, read, kind);
  for (const [at, key] of supplierKeys.entries()) {
    const { read, created, updated, rejected, skipped, review } = expected.imports[key];
    const unchanged = created + updated;
    assert.deepEqual(
      again.imports[at]!.rows,
      { read, created: 0, updated: 0, unchanged, rejected, skipped, review, notApplied: 0 },
      key,
    );
  }
});

test('the later edition lacks a column and is held', async () => {
  const path = join(first.folder, 'comptoir-velmora-2.csv');
  const { code, stdout } = await run('import', path, '--supplier', suppliers.velmora.name, '--json');
  const { status, guard } = JSON.parse(stdout) as {
    status: string;
    guard: { code: string; params: object }[];
  };
  assert.deepEqual([code, status], [3, 'held_by_guard']);
  assert.deepEqual(
    guard.map((finding) => [finding.code, finding.params]),
    [['column.vanished', { field: 'offerStock', header: 'Stock' }]],
  );
});

test('an import of it is undone like any other', async () => {
  const last = first.imports.at(-1)!;
  const { code, stderr } = await run('undo', last.operationId);
  assert.equal(code, 0, stderr);
  const { rows } = await client.query(
    `select s.name, count(o.id)::int as offers from suppliers s left join supplier_products o on o.supplier_id = s.id
     where s.name = any($1) group by 1 order by 1`,
    [[suppliers.brunnwald.name, suppliers.velmora.name]],
  );
  assert.deepEqual(rows, [
    { name: suppliers.velmora.name, offers: expected.imports.velmora.created },
    { name: suppliers.brunnwald.name, offers: 0 },
  ]);
});

test('the files alone are the same ones, and need no database', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pm-demo-'));
  try {
    const args = ['demo', '--files-only', '--products', String(PRODUCTS), '--json'];
    const { code, stdout, stderr } = await runCommand([...args, '--out', join(folder, 'files')], {
      DATA_DIR: folder,
    });
    assert.equal(code, 0, stderr);
    const { files } = JSON.parse(stdout) as Report;
    assert.deepEqual(files, first.files);
    const hash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
    for (const { name } of files)
      assert.equal(hash(join(folder, 'files', name)), hash(join(first.folder, name)), name);
    assert.deepEqual(readdirSync(folder), ['files']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('what is asked for wrongly says how to ask', async () => {
  for (const [args, said] of [
    [['--files-only'], /--out FOLDER go together/],
    [['--out', 'somewhere'], /--out FOLDER go together/],
    [['--products', '7'], /from 50 to 100000/],
    [['--products', 'many'], /from 50 to 100000/],
  ] as const) {
    const result = await run('demo', ...args);
    assert.equal(result.code, 2, args.join(' '));
    assert.match(result.stderr, said, args.join(' '));
  }
  assert.match((await runCommand(['demo', '--help'])).stdout, /--files-only.*DATA_DIR\/demo/s);
});
