import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runCommand } from './support/command-line.ts';
import { definitionsOf } from './support/definitions.ts';
import { createInstallation, type TestInstallation } from './support/installation.ts';
import { csvFacts, skipWithoutData, supplierData } from './support/facts.ts';

let installation: TestInstallation;
before(async () => {
  installation = await createInstallation();
});
after(() => installation.remove());

const { load, loadLines, query } = definitionsOf(() => installation);

/** Kind -> file, in the order in which they need each other. */
const files = {
  categories: 'categories',
  channels: 'channels',
  attributes: 'attributes',
  options: 'attribute_options',
  families: 'families',
  'family-variants': 'family_variants',
};

test(
  'the real files of definitions are loaded whole, and a second time nothing changes',
  { skip: skipWithoutData },
  async () => {
    for (const [kind, name] of Object.entries(files)) {
      const path = join(supplierData, 'csv/akeneo-icecat', `${name}.csv`);
      // The facts leave out the smallest file.
      const rows = kind === 'channels' ? 3 : csvFacts(`akeneo-icecat/${name}.csv`).data_rows;
      const first = await load(path, kind, '--strict');
      const { read, created, rejected, errors } = first.report;
      assert.deepEqual([first.code, read, created, rejected, errors], [0, rows, rows, 0, []], kind);
      const { report } = await load(path, kind);
      assert.deepEqual([report.read, report.unchanged], [rows, rows], `${kind} again`);
    }
    const [counts] = await query(`select (select count(*)::int from attributes) as attributes,
    (select count(*)::int from attribute_options) as options, (select count(distinct code)::int from attribute_options) as codes,
    (select count(*)::int from families) as families, (select count(*)::int from family_variants) as variants,
    (select count(*)::int from family_attributes) as used, (select count(*)::int from channels) as channels,
    (select count(*)::int from categories where code is not null) as categories,
    (select count(*)::int from taxonomies where code <> 'main') as trees`);
    assert.deepEqual(counts, {
      attributes: 77,
      options: 121,
      codes: 97,
      families: 17,
      variants: 9,
      used: 228,
      channels: 3,
      categories: 164,
      trees: 4,
    });
  },
);

test(
  'what a line says becomes types, scopes, rules, units and labels',
  { skip: skipWithoutData },
  async () => {
    const definitions = await query<{ code: string }>(
      `select code, type, scope, rules, filterable, group_code as "group", labels ->> 'fr-FR' as french, position from attributes
     where code in ('weight', 'description', 'display_diagonal', 'response_time', 'collection', 'picture', 'variation_name') order by code`,
    );
    const plain = { filterable: false, scope: 'global' };
    const inches = { decimals: 0, min: '0', unitFamily: 'length', defaultUnit: 'in' };
    const kilograms = { min: '0', unitFamily: 'mass', defaultUnit: 'kg' };
    assert.deepEqual(
      definitions.filter(({ code }) => !['picture', 'collection', 'variation_name'].includes(code)),
      [
        {
          code: 'description',
          type: 'rich_text',
          filterable: false,
          scope: 'locale_channel',
          rules: {},
          group: 'marketing',
          french: 'Description',
          position: 3,
        },
        {
          ...plain,
          code: 'display_diagonal',
          type: 'measure',
          rules: inches,
          group: 'technical',
          french: "Taille de l'écran",
          position: 19,
        },
        {
          ...plain,
          code: 'response_time',
          type: 'number',
          rules: { decimals: 0, min: '0' },
          group: 'marketing',
          french: 'Temps de réponse (ms)',
          position: 4,
        },
        {
          ...plain,
          code: 'weight',
          type: 'measure',
          rules: kilograms,
          group: 'technical',
          french: 'Poids',
          position: 1,
        },
      ],
    );
    const [tree] =
      await query(`select c.full_path as path, p.code as parent, t.code as tree, c.labels ->> 'de-DE' as german,
      c.path <@ p.path as below from categories c join categories p on p.id = c.parent_id
      join taxonomies t on t.id = c.taxonomy_id where c.code = 'webcams'`);
    assert.deepEqual(tree, {
      path: 'Caméras > Webcams',
      parent: 'cameras',
      tree: 'master',
      german: 'Webcams',
      below: true,
    });
    const [webcams] =
      await query(`select array_agg(a.attribute_code order by a.attribute_code) as required from family_attributes a
    join families f on f.id = a.family_id where f.code = 'webcams' and 'print' = any(a.required_channels)`);
    assert.deepEqual(webcams, {
      required: ['description', 'maximum_video_resolution', 'name', 'price', 'sku', 'total_megapixels'],
    });
    const [web] = await query(
      `select locales, currencies, t.code as tree from channels c join taxonomies t on t.id = c.taxonomy_id where c.code = 'ecommerce'`,
    );
    assert.deepEqual(web, {
      locales: ['fr-FR', 'de-DE', 'en-US'],
      currencies: ['USD', 'EUR'],
      tree: 'master',
    });
  },
);

test('a wrong line is left out and told once, with its number; the others are loaded', async () => {
  const attributes = await loadLines('attributes', [
    'code;type;localizable;scopable;default_metric_unit;number_min;number_max;label-fr_FR',
    'good_one;pim_catalog_text;0;0;;;;Bon',
    'Bad Code;pim_catalog_text;0;0;;;;',
    'odd_type;pim_catalog_colour;0;0;;;;',
    'odd_unit;pim_catalog_metric;0;0;PARSEC;;;',
    'odd_range;pim_catalog_number;0;0;;5;1;',
    'good_two;number;1;0;;1;5;',
  ]);
  assert.deepEqual(
    [
      attributes.code,
      attributes.report.created,
      attributes.report.errors.map(({ line, code }) => [line, code]),
    ],
    [
      0,
      2,
      [
        [3, 'definitions.line'],
        [4, 'definitions.line'],
        [5, 'definitions.line'],
        [6, 'attributes.rule'],
      ],
    ],
  );
  assert.match(attributes.report.errors[2]!.message, /PARSEC/);
  const options = await loadLines('options', ['code;attribute', 'red;good_one', 'red;nowhere'], '--strict');
  assert.deepEqual(
    [options.code, options.report.errors.map(({ line, code }) => [line, code])],
    [
      1,
      [
        [2, 'attributes.rule'],
        [3, 'attributes.not_found'],
      ],
    ],
  );
  const families = await loadLines('families', [
    'code;attributes;requirements-app',
    'one;good_one;',
    'two;good_one,unknown;',
    'three;good_one;good_one',
    'four;good_one;good_two',
  ]);
  assert.deepEqual([families.report.created, families.report.errors.map(({ line }) => line)], [1, [3, 4, 5]]);
  const categories = await loadLines('categories', [
    'code;parent;label-fr_FR',
    'leaf;branch;Feuille',
    'branch;trunk;Branche > haute',
    'trunk;;Arbre',
    'same;branch;feuille',
    'round;about;Rond',
    'about;round;Autour',
  ]);
  assert.deepEqual(
    [categories.report.created, categories.report.errors.map(({ line }) => line)],
    [3, [5, 6, 7]],
    JSON.stringify(categories.report),
  );
  const [leaf] = await query(`select full_path as path from categories where code = 'leaf'`);
  assert.deepEqual(leaf, { path: 'Branche › haute > Feuille' });
  const changed = await loadLines('attributes', [
    'code;type;localizable;scopable;number_max',
    'good_two;number;1;0;9',
  ]);
  assert.deepEqual([changed.report.updated, changed.report.unchanged], [1, 0]);
  const [two] = await query(`select rules, labels from attributes where code = 'good_two'`);
  assert.deepEqual(two, { rules: { max: '9' }, labels: {} });
});

test('a file of something else is refused before anything is changed', async () => {
  const path = join(installation.dataDir, 'other.csv');
  writeFileSync(path, 'sku;name\nA-1;Lampe\n');
  const { code, stderr } = await runCommand([
    'load-definitions',
    path,
    '--kind',
    'families',
    '--data-dir',
    installation.dataDir,
  ]);
  assert.equal(code, 1);
  assert.match(stderr, /no column code, attributes; its columns are sku, name/);
  assert.equal((await runCommand(['load-definitions', path, '--kind', 'colours'])).code, 2);
  const help = await runCommand(['load-definitions', '--help']);
  assert.match(help.stdout, /attributes.*options.*families/s);
});
