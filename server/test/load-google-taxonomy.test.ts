import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runCommand } from './support/command-line.ts';
import { definitionsOf } from './support/definitions.ts';
import { createInstallation, type TestInstallation } from './support/installation.ts';
import { skipWithoutData, supplierData } from './support/facts.ts';

let installation: TestInstallation;
before(async () => {
  installation = await createInstallation();
});
after(() => installation.remove());

const { load, query } = definitionsOf(() => installation);

const GOOGLE = 'google-taxonomy';
/** A file as Google publishes it; its name says its language. */
function googleFile(locale: string, edition: string, lines: readonly string[]): string {
  const path = join(installation.dataDir, `taxonomy.${locale}.txt`);
  writeFileSync(path, `# Google_Product_Taxonomy_Version: ${edition}\n${lines.join('\n')}\n`);
  return path;
}
const googleTree = () =>
  query<{ code: string; path: string; key: string; labels: Record<string, string> }>(
    `select c.code, c.full_path as path, c.path_key as key, c.labels from categories c join taxonomies t on t.id = c.taxonomy_id
     where t.code = 'google' order by c.code, c.path_key`,
  );
const googleEdition = () => query(`select edition from taxonomies where code = 'google'`);
/** As before the first file. */
const forgetGoogle = async () => {
  const own = `(select id from taxonomies where code = 'google')`;
  await query(
    `delete from product_categories where category_id in (select id from categories where taxonomy_id = ${own})`,
  );
  await query(`delete from categories where taxonomy_id = ${own}`);
  await query(`delete from taxonomies where code = 'google'`);
};

const english = ['900 - Garden', '901 - Garden > Tools', '902 - Garden > Tools > Rakes', '950 - Kitchen'];
const french = [
  '900 - Jardin',
  '902 - Jardin > Outils > Râteaux',
  '901 - Jardin > Outils',
  '950 - Cuisine',
  '960 - Cuisine > Pots',
];

test('the Google product taxonomy is one tree with labels of each language, matched by number', async () => {
  await forgetGoogle();
  const first = await load(googleFile('en-US', '2020-01-01', english), GOOGLE, '--strict');
  assert.deepEqual([first.code, first.report.read, first.report.created], [0, 4, 4]);
  const second = await load(googleFile('fr-FR', '2020-01-01', french), GOOGLE, '--locale', 'fr-FR');
  assert.deepEqual([second.report.created, second.report.updated], [1, 4]);
  const again = await load(googleFile('fr-FR', '2020-01-01', french), GOOGLE);
  assert.deepEqual([again.report.unchanged, again.report.updated, again.report.vanished], [5, 0, []]);
  assert.deepEqual(await googleTree(), [
    { code: 'google-900', path: 'Garden', key: 'garden', labels: { 'en-US': 'Garden', 'fr-FR': 'Jardin' } },
    {
      code: 'google-901',
      path: 'Garden > Tools',
      key: 'garden > tools',
      labels: { 'en-US': 'Tools', 'fr-FR': 'Outils' },
    },
    {
      code: 'google-902',
      path: 'Garden > Tools > Rakes',
      key: 'garden > tools > rakes',
      labels: { 'en-US': 'Rakes', 'fr-FR': 'Râteaux' },
    },
    {
      code: 'google-950',
      path: 'Kitchen',
      key: 'kitchen',
      labels: { 'en-US': 'Kitchen', 'fr-FR': 'Cuisine' },
    },
    { code: 'google-960', path: 'Kitchen > Pots', key: 'kitchen > pots', labels: { 'fr-FR': 'Pots' } },
  ]);
});

test('a newer edition renames and moves categories, products keep them, and what it lacks is told', async () => {
  await forgetGoogle();
  await load(googleFile('en-US', '2020-01-01', english), GOOGLE);
  await load(googleFile('fr-FR', '2020-01-01', french), GOOGLE);
  const [rakes] = await query<{ id: string }>(`select id from categories where code = 'google-902'`);
  const [product] = await query<{ id: string }>(`insert into products (sku) values ('rake') returning id`);
  await query(
    `insert into product_categories (product_id, category_id, is_main) values ('${product!.id}', '${rakes!.id}', true)`,
  );
  // 901 takes the path that 950 had, and 903, which is new, that of 901.
  const newer = [
    '900 - Garden',
    '950 - Garden > Grill',
    '901 - Kitchen',
    '902 - Kitchen > Hand Rakes',
    '903 - Garden > Tools',
    '970 - Attic > Old',
  ];
  const file = googleFile('en-US', '2021-02-03', newer);
  const { report } = await load(file, GOOGLE);
  assert.deepEqual(
    [
      report.created,
      report.updated,
      report.unchanged,
      report.errors.map(({ line }) => line),
      report.vanished,
    ],
    [1, 3, 1, [7], []],
  );
  const paths = (await googleTree()).map(({ code, path }) => `${code} ${path}`);
  assert.deepEqual(paths, [
    'google-900 Garden',
    'google-901 Kitchen',
    'google-902 Kitchen > Hand Rakes',
    'google-903 Garden > Tools',
    'google-950 Garden > Grill',
    'google-960 Garden > Grill > Pots',
  ]);
  assert.deepEqual(await googleEdition(), [{ edition: '2021-02-03' }]);
  assert.deepEqual(
    await query(`select category_id as id from product_categories where product_id = '${product!.id}'`),
    [rakes],
  );
  const same = await load(file, GOOGLE);
  assert.deepEqual([same.report.unchanged, same.report.updated, same.report.created], [5, 0, 0]);

  const last = await load(googleFile('en-US', '2021-09-21', newer.slice(0, 3)), GOOGLE);
  assert.deepEqual(last.report.vanished, [
    { code: 'google-903', path: 'Garden > Tools' },
    { code: 'google-902', path: 'Kitchen > Hand Rakes' },
  ]);
  assert.equal((await googleTree()).length, 6, 'what vanished is kept');
  const older = [
    'load-definitions',
    googleFile('fr-FR', '2020-01-01', ['900 - Jardin']),
    '--kind',
    GOOGLE,
    '--data-dir',
    installation.dataDir,
  ];
  const refused = await runCommand(older);
  assert.match(refused.stderr, /2020-01-01.*2021-09-21/);
  assert.notEqual(refused.code, 0);
});

test('a file without ids is taken for the language that named the tree, and gets its ids later', async () => {
  await forgetGoogle();
  const paths = ['Garden', 'Garden > Tools', 'Kitchen'];
  const first = await load(googleFile('en-US', '2020-01-01', paths), GOOGLE);
  assert.deepEqual([first.report.created, first.report.rejected], [3, 0]);
  const again = await load(googleFile('en-US', '2020-01-01', [...paths, 'Attic']), GOOGLE);
  assert.deepEqual([again.report.created, again.report.unchanged], [1, 3]);
  const refusals = [
    [googleFile('fr-FR', '2020-01-01', ['Jardin']), /taxonomy-with-ids\.fr-FR\.txt/],
    [googleFile('de-DE', '2020-01-01', ['900 - Garten']), /file with ids of the same language first/],
    [googleFile('nameless', '2020-01-01', paths), /--locale/],
  ] as const;
  for (const [path, message] of refusals) {
    const args = ['load-definitions', path, '--kind', GOOGLE, '--data-dir', installation.dataDir];
    const { code, stderr } = await runCommand(args);
    assert.match(stderr, message);
    assert.notEqual(code, 0);
  }
  const numbered = googleFile('en-US', '2020-01-01', [
    '900 - Garden',
    '901 - Garden > Tools',
    '950 - Kitchen',
  ]);
  const third = await load(numbered, GOOGLE);
  assert.deepEqual(
    [third.report.updated, third.report.created, third.report.vanished],
    [3, 0, [{ code: null, path: 'Attic' }]],
  );
  const translated = await load(
    googleFile('fr-FR', '2020-01-01', ['901 - Jardin > Outils', '900 - Jardin']),
    GOOGLE,
  );
  assert.deepEqual([translated.report.updated, translated.report.rejected], [2, 0]);
  const late = await load(googleFile('en-US', '2020-01-01', [...paths, 'Cellar']), GOOGLE);
  assert.deepEqual([late.report.unchanged, late.report.errors.map(({ line }) => line)], [3, [5]]);
});

test('the real editions in English and French are one tree', { skip: skipWithoutData }, async () => {
  await forgetGoogle();
  const published = (locale: string) =>
    join(supplierData, 'taxonomy', `google_taxonomy-with-ids.${locale}.txt`);
  const english = await load(published('en-US'), GOOGLE, '--strict');
  assert.deepEqual([english.report.read, english.report.created, english.code], [5427, 5427, 0]);
  const french = await load(published('fr-FR'), GOOGLE, '--strict');
  assert.deepEqual([french.report.updated, french.report.created, french.code], [5427, 0, 0]);
  const tree = new Map((await googleTree()).map(({ code, path, labels }) => [code, { path, labels }]));
  // Each line of the files, read apart: its path is that of its number, in English by the names, in French by the labels.
  const linesOf = (locale: string) =>
    readFileSync(published(locale), 'utf8')
      .split('\n')
      .slice(1)
      .filter((line) => line !== '')
      .map((line) => [line.slice(0, line.indexOf(' - ')), line.slice(line.indexOf(' - ') + 3)] as const);
  for (const [number, path] of linesOf('en-US')) assert.equal(tree.get(`google-${number}`)!.path, path);
  for (const [number, path] of linesOf('fr-FR'))
    assert.equal(tree.get(`google-${number}`)!.labels['fr-FR'], path.split(' > ').at(-1)!.trim());
  const broken = await query(
    `select c.code from categories c join taxonomies t on t.id = c.taxonomy_id left join categories p on p.id = c.parent_id
       where t.code = 'google' and c.full_path <> concat_ws(' > ', p.full_path, c.name)`,
  );
  assert.deepEqual(broken, []);
});
