import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';

const { api } = await useTestApi();
let made = 0;

interface Column {
  readonly field: string;
  readonly column: string;
  readonly policy?: string;
  readonly marker?: string;
  readonly separator?: string;
}
const template = (columns: readonly Column[]): Promise<Answer> =>
  api.call('POST', '/api/v1/mapping-templates', { name: `Policies ${++made}`, columns });

async function imported(columns: readonly Column[], lines: readonly string[]): Promise<Answer> {
  const { body, status } = await template(columns);
  assert.equal(status, 201, JSON.stringify(body));
  const path = join(api.installation.dataDir, `policies-${made}.csv`);
  writeFileSync(path, `${columns.map(({ column }) => column).join(';')}\n${lines.join('\n')}\n`);
  const fields = { supplier: 'Policies', mode: 'apply', force: 'true', templateId: String(body['id']) };
  const sent = await api.upload(fields, path);
  assert.equal(sent.status, 202, JSON.stringify(sent.body));
  const id = String(sent.body['id']);
  await api.system.importRunner.run(id, { signal: new AbortController().signal });
  const job = await api.call('GET', `/api/v1/imports/${id}`);
  assert.equal(job.body['status'], 'completed', JSON.stringify(job.body));
  return job;
}
const changes = ({ body }: Answer): unknown[] => {
  const { created, updated, unchanged } = body['rows'] as Record<string, number>;
  return [created, updated, unchanged];
};
interface Shown {
  readonly id: string;
  readonly description: string | null;
  readonly brand: { name: string } | null;
  readonly weight: unknown;
  readonly prices: { type: string; amount: string; taxIncluded: boolean }[];
  readonly stocks: { quantity: string }[];
  readonly attributes: Record<string, unknown>;
  readonly categories: { path: string; main: boolean }[];
}
async function product(reference: string): Promise<Shown> {
  const { body } = await api.call('GET', `/api/v1/products?supplierReference=${reference}`);
  return body.items[0] as unknown as Shown;
}
const key = { field: 'supplierReference', column: 'Ref' };
const usual = [
  key,
  { field: 'title', column: 'Title' },
  { field: 'description', column: 'Text' },
  { field: 'brand', column: 'Brand' },
  { field: 'category', column: 'Category' },
  { field: 'price.promo', column: 'Promo' },
  { field: 'attribute.color', column: 'Color' },
  { field: 'cost', column: 'Cost' },
];
const state = async (reference: string): Promise<unknown[]> => {
  const { description, brand, prices, attributes, categories } = await product(reference);
  return [
    description,
    brand?.name ?? null,
    prices.map(({ amount }) => amount),
    attributes,
    categories.map(({ path }) => path),
  ];
};
const full = ['Long text', 'Brandt', ['9.90'], { color: 'red' }, ['A > B']];

test('set if empty: what is there stands, what is missing is filled in', async () => {
  await imported(usual, ['S1;Full;Long text;Brandt;A > B;9,90;red;5,00', 'S2;Empty;;;;;;']);
  const careful = usual.map((column) => (column === key ? column : { ...column, policy: 'setIfEmpty' }));
  const job = await imported(careful, [
    'S1;New;New text;Other;C > D;8,80;blue;4,00',
    'S2;New;New text;Other;C > D;8,80;blue;4,00',
  ]);
  assert.deepEqual(changes(job), [0, 1, 1]);
  const told = (job.body['mapping'] as { field: string; policy?: string }[]).map((column) => [
    column.field,
    column.policy,
  ]);
  assert.deepEqual(
    told.filter(([field]) => ['supplierReference', 'price.promo'].includes(field!)),
    [
      ['supplierReference', undefined],
      ['price.promo', 'setIfEmpty'],
    ],
    'the job tells what is not usual',
  );
  assert.deepEqual(await state('S1'), full);
  assert.deepEqual(await state('S2'), ['New text', 'Other', ['8.80'], { color: 'blue' }, ['C > D']]);
  const { body } = await api.call('GET', `/api/v1/products/${(await product('S2')).id}/offers`);
  assert.equal(body.items[0]!['cost'], '4.00');
});

test('clear: the marker empties the field, an empty cell does not; the undo brings all of it back', async () => {
  await imported(usual, ['C1;Full;Long text;Brandt;A > B;9,90;red;5,00']);
  const clearing = usual.map((column) =>
    ['supplierReference', 'title'].includes(column.field)
      ? column
      : { ...column, policy: 'clear', marker: 'N/A' },
  );
  const nothing = await imported(clearing, ['C1;Full;;;;;;']);
  assert.deepEqual(changes(nothing), [0, 0, 1]);
  assert.deepEqual(await state('C1'), full);
  const job = await imported(clearing, ['C1;Full;n/a;N/A;N/A;N/A;n/a;N/A']);
  assert.deepEqual(changes(job), [0, 1, 0]);
  assert.deepEqual(await state('C1'), [null, null, [], {}, []]);
  const { id } = await product('C1');
  const offers = await api.call('GET', `/api/v1/products/${id}/offers`);
  assert.equal(offers.body.items[0]!['cost'], null);
  assert.deepEqual(
    changes(await imported(clearing, ['C1;Full;n/a;N/A;N/A;N/A;n/a;N/A'])),
    [0, 0, 1],
    'once is enough',
  );

  const undo = await api.call('POST', `/api/v1/imports/${String(job.body['id'])}/undo`, {});
  assert.equal(undo.status, 202, JSON.stringify(undo.body));
  await api.system.undos.run(String(undo.headers['operation-id']), { signal: new AbortController().signal });
  assert.deepEqual(await state('C1'), full);
  assert.equal((await product('C1')).prices[0]!.taxIncluded, true);
  const restored = await api.call('GET', `/api/v1/products/${id}/offers`);
  assert.equal(restored.body.items[0]!['cost'], '5.00');
});

test('merge: categories are added to those there are, and the main one stays', async () => {
  await imported(usual, ['M1;Full;;;A > B;;;', 'M2;None;;;;;;']);
  const merging = [key, { field: 'category', column: 'Category', policy: 'merge' }];
  const job = await imported(merging, ['M1;C > D|A > B', 'M2;C > D']);
  assert.deepEqual(changes(job), [0, 2, 0]);
  const sorted = async (reference: string): Promise<unknown[]> =>
    (await product(reference)).categories.map(({ path, main }) => [path, main]).sort();
  assert.deepEqual(await sorted('M1'), [
    ['A > B', true],
    ['C > D', false],
  ]);
  assert.deepEqual(await sorted('M2'), [['C > D', true]]);
  assert.deepEqual(changes(await imported(merging, ['M1;A > B', 'M2;C > D'])), [0, 0, 2]);
});

test('the entries of a list are cut where the template says, whatever the cell looks like', async () => {
  const listed = [
    key,
    { field: 'category', column: 'Category', separator: '/' },
    { field: 'image', column: 'Pictures', separator: '#' },
  ];
  await imported(listed, ['L1;Doors, windows > Frames/Tools;a,b.jpg#c|d.jpg']);
  const { id, categories } = await product('L1');
  assert.deepEqual(categories.map(({ path }) => path).sort(), ['Doors, windows > Frames', 'Tools']);
  const { body } = await api.call('GET', `/api/v1/products/${id}/media`);
  assert.deepEqual(
    body.items.map(({ source }) => source),
    ['a,b.jpg', 'c|d.jpg'],
  );
});

test('a policy that a field cannot have is refused before anything is stored', async () => {
  for (const column of [
    { field: 'title', column: 'T', policy: 'clear' },
    { field: 'gtin', column: 'T', policy: 'clear' },
    { field: 'brand', column: 'T', policy: 'merge' },
    { field: 'brand', column: 'T', marker: '-' },
    { field: 'brand', column: 'T', separator: ',' },
  ]) {
    const { status, body } = await template([key, column]);
    assert.deepEqual([status, body['code']], [400, 'templates.invalid'], column.field);
  }
});

test('each field tells which policies it can have', async () => {
  const { body } = await api.call('GET', '/api/v1/fields');
  const policiesOf = (name: string) => body.items.find((field) => field['name'] === name)!['policies'];
  assert.deepEqual(policiesOf('category'), ['set', 'setIfEmpty', 'merge', 'clear']);
  assert.deepEqual(policiesOf('title'), ['set', 'setIfEmpty']);
  assert.deepEqual(policiesOf('brand'), ['set', 'setIfEmpty', 'clear']);
});
