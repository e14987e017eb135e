import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { useTestApi } from '../../../test/support/api.ts';
import { importLines } from '../../../test/support/import-lines.ts';
import { undoOperation } from '../../../test/support/undo-operation.ts';

const { api, client } = await useTestApi();

const attributes = [
  { code: 'voltage', type: 'number', validation: { min: '1', max: '400', decimals: 1 } },
  { code: 'net_weight', type: 'measure', validation: { unitFamily: 'mass', defaultUnit: 'kg' } },
  { code: 'cordless', type: 'boolean' },
  { code: 'released', type: 'date' },
  { code: 'color', type: 'option' },
  { code: 'uses', type: 'multi_option' },
  { code: 'deposit', type: 'price' },
  { code: 'motto', type: 'text', validation: { maxLength: 20 }, scope: 'locale' },
];

before(async () => {
  const post = async (path: string, body: object): Promise<void> => {
    const { status, body: answer } = await api.call('POST', `/api/v1/${path}`, body);
    assert.equal(status, 201, JSON.stringify(answer));
  };
  for (const attribute of attributes) await post('attributes', attribute);
  const options = [
    ['color', { code: 'red', labels: { fr: 'Rouge', en: 'Red' } }],
    ['color', { code: 'dark_red', labels: { fr: 'Rouge foncé' } }],
    ['uses', { code: 'garden', labels: { fr: 'Jardin' } }],
    ['uses', { code: 'home', labels: { fr: 'Maison' } }],
  ] as const;
  for (const [attribute, option] of options) await post(`attributes/${attribute}/options`, option);
});

const map = attributes.map(({ code }) => ({ field: `attribute.${code}`, column: code }));
const heading = `Référence;Désignation;${attributes.map(({ code }) => code).join(';')}`;
const imported = (...lines: string[]) => importLines(api.system, 'Alpha', [heading, ...lines], map);
const valuesOf = async (title: string): Promise<unknown> => {
  const { rows } = await client.query<{ id: string }>('select id from products where title = $1', [title]);
  return (await api.call('GET', `/api/v1/products/${rows[0]!.id}`)).body['attributes'];
};

test('cells become values as their attributes are defined, in whatever words a supplier writes them', async () => {
  const drill = 'D;Drill;12,0;1 250 g;Oui;05/03/2026;rouge;Jardin, home;12,50;Toujours prêt';
  const first = await imported(drill, 'S;Saw;230;2,5;0;2026-03-05T10:00:00;Rouge Foncé;;3 EUR | 4,5 USD;');
  assert.deepEqual([first.rows['created'], first.rows['rejected']], [2, 0], JSON.stringify(first.errors));
  assert.deepEqual(await valuesOf('Drill'), {
    voltage: '12',
    net_weight: { amount: '1250', unit: 'g' },
    cordless: true,
    released: '2026-03-05',
    color: 'red',
    uses: ['garden', 'home'],
    deposit: [{ amount: '12.50', currency: 'EUR' }],
    motto: 'Toujours prêt',
  });
  assert.deepEqual(await valuesOf('Saw'), {
    voltage: '230',
    net_weight: { amount: '2.5', unit: 'kg' },
    cordless: false,
    released: '2026-03-05',
    color: 'dark_red',
    deposit: [
      { amount: '3', currency: 'EUR' },
      { amount: '4.5', currency: 'USD' },
    ],
  });
  // The same said in other words changes nothing.
  const again = await imported('D;Drill;12;1250 g;yes;2026-03-05;red;garden | Maison;12.50 €;Toujours prêt');
  assert.deepEqual([again.rows['unchanged'], again.fields], [1, {}], JSON.stringify(again.rows));
  const changed = await imported('D;Drill;12;1251 g;no;2026-03-05;red;garden;12.50;Toujours prêt');
  assert.deepEqual(changed.fields, {
    'attribute.net_weight': 1,
    'attribute.cordless': 1,
    'attribute.uses': 1,
  });
  await undoOperation(api, { operationId: changed.operationId! });
  const { cordless, uses } = (await valuesOf('Drill')) as Record<string, unknown>;
  assert.deepEqual([cordless, uses], [true, ['garden', 'home']]);
});

test('a cell that a definition does not allow rejects its row, with what it may say', async () => {
  const report = await imported(
    'W1;Wrong;12,25;;;;;;;',
    'W2;Wrong;500;;;;;;;',
    'W3;Wrong;;2 volts;perhaps;31/02/2026;pink;garden, moon;no price;A motto that is far too long',
    'W4;Right;;;;;;;;Short',
  );
  assert.deepEqual([report.rows['created'], report.rows['rejected']], [1, 3]);
  const { body } = await api.call('GET', `/api/v1/imports/${report.id}/errors`);
  const causes = body.items.map((one) => [one['line'], one['field'], one['cause']]);
  assert.deepEqual(causes, [
    [2, 'attribute.voltage', 'attribute.not_allowed'],
    [3, 'attribute.voltage', 'attribute.not_allowed'],
    [4, 'attribute.net_weight', 'attribute.unknown_unit'],
    [4, 'attribute.cordless', 'attribute.not_a_boolean'],
    [4, 'attribute.released', 'attribute.not_allowed'],
    [4, 'attribute.color', 'attribute.unknown_option'],
    [4, 'attribute.uses', 'attribute.unknown_option'],
    [4, 'attribute.deposit', 'attribute.not_a_number'],
    [4, 'attribute.motto', 'attribute.not_allowed'],
  ]);
});

test('a column that its attribute cannot have is refused by name before anything is read', async () => {
  const scoped = [{ field: 'attribute.voltage@en-GB', column: 'voltage' }];
  await assert.rejects(
    importLines(api.system, 'Alpha', ['Référence;voltage', 'A;12'], scoped),
    /The attribute "voltage" is the same in every locale/,
  );
});

test('the file of yesterday is read anew when an attribute was defined since', async () => {
  const lines = ['Référence;Désignation;finish', 'F;Finished;Mat'];
  const column = [{ field: 'attribute.finish', column: 'finish' }];
  await importLines(api.system, 'Beta', lines, column);
  assert.deepEqual(await valuesOf('Finished'), { finish: 'Mat' });
  await api.call('POST', '/api/v1/attributes', { code: 'finish', type: 'option' });
  await api.call('POST', '/api/v1/attributes/finish/options', { code: 'matt', labels: { fr: 'mat' } });
  const again = await importLines(api.system, 'Beta', lines, column);
  assert.deepEqual([again.rows['updated'], await valuesOf('Finished')], [1, { finish: 'matt' }]);
});

test('a column that is called like an attribute is that attribute, unless its cells say otherwise', async () => {
  await importLines(api.system, 'Gamma', [
    'Référence;Désignation;Voltage;cordless;motto-en_GB;motto-unit',
    'G;Grinder;12,5;oui;Ready;kg',
  ]);
  assert.deepEqual(await valuesOf('Grinder'), { voltage: '12.5', cordless: true });
  const english = await client.query<{ values: object }>(
    `select values from product_attributes a join products p on p.id = a.product_id where p.title = 'Grinder' and a.locale = 'en-GB'`,
  );
  assert.deepEqual(english.rows, [{ values: { motto: 'Ready' } }]);
  const other = await importLines(api.system, 'Delta', [
    'Référence;Désignation;Prix TTC;voltage',
    'H;Heater;12,50;high',
  ]);
  assert.deepEqual([other.rows['created'], other.ignoredColumns], [1, ['voltage']]);
});
