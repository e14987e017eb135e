import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';

const { api } = await useTestApi();
let files = 0;

async function imported(lines: readonly string[], fields: Record<string, string>): Promise<Answer> {
  const path = join(api.installation.dataDir, `opening-${++files}.csv`);
  writeFileSync(path, `${lines.join('\n')}\n`);
  const sent = await api.upload({ mode: 'apply', ...fields }, path);
  assert.equal(sent.status, 202, JSON.stringify(sent.body));
  const id = String(sent.body['id']);
  await api.system.importRunner.run(id, { signal: new AbortController().signal });
  return api.call('GET', `/api/v1/imports/${id}`);
}
const open = async (name: string, answers: object): Promise<Record<string, unknown>> => {
  const { status, body } = await api.call('POST', '/api/v1/suppliers', { name, ...answers });
  assert.equal(status, 201, JSON.stringify(body));
  return body;
};
const fieldsOf = ({ body }: Answer): Record<string, string> =>
  Object.fromEntries(
    (body['mapping'] as { header: string; field: string }[]).map(({ header, field }) => [header, field]),
  );
const codes = ({ body }: Answer): string[] =>
  (body['warnings'] as { code: string }[]).map(({ code }) => code);
const FILE = ['Référence;EAN;Désignation;Description;Prix', 'X1;3400930000014;Thing;A thing;10,00'];

test('what is said when a supplier is opened is how all of their files are read', async () => {
  const said = {
    currency: 'GBP',
    pricesIncludeTax: false,
    priceMeaning: 'cost',
    locale: 'en-GB',
    matchKeys: ['supplierReference'],
    fullFile: true,
    missingAction: 'end_offer',
    expectedHours: 30,
  };
  const supplier = await open('Opened', said);
  assert.deepEqual(Object.fromEntries(Object.keys(said).map((key) => [key, supplier[key]])), said);
  const job = await imported(FILE, { supplier: 'Opened' });
  assert.deepEqual(fieldsOf(job), {
    Référence: 'supplierReference',
    EAN: 'gtin',
    Désignation: 'title@en-GB',
    Description: 'description@en-GB',
    Prix: 'cost:GBP',
  });
  assert.equal(codes(job).includes('price.meaning_assumed'), false);
  const { body } = await api.call('GET', '/api/v1/products?supplierReference=X1');
  const offers = await api.call('GET', `/api/v1/products/${String(body.items[0]!['id'])}/offers`);
  assert.match(JSON.stringify(offers.body), /"cost":"10.00","currency":"GBP"/);
});

test('without an answer the meaning of a price is guessed, and the guess is said', async () => {
  const job = await imported(FILE, { supplier: 'Silent' });
  assert.equal(fieldsOf(job)['Prix'], 'price.sale');
  assert.ok(codes(job).includes('price.meaning_assumed'));
  await open('Retail', { priceMeaning: 'sale' });
  const said = await imported(FILE, { supplier: 'Retail' });
  assert.deepEqual(
    [fieldsOf(said)['Prix'], codes(said).includes('price.meaning_assumed')],
    ['price.sale', false],
  );
});

test('rows find their products by the keys that were said, and by no other', async () => {
  await open('By reference', { matchKeys: ['supplierReference'] });
  const { body } = await imported(
    ['Référence;Désignation;Marque;Référence fabricant', 'K1;First;Keyed;KM-1'],
    {
      supplier: 'By all',
    },
  );
  assert.equal((body['rows'] as { created: number }).created, 1);
  const rows = ['Référence;Désignation;Marque;Référence fabricant', 'K9;Second;Keyed;KM-1'];
  const own = await imported(rows, { supplier: 'By reference' });
  assert.deepEqual((own.body['rows'] as { created: number }).created, 1);
});

test('the usual template reads files that say nothing of their columns; a deleted one asks for nothing', async () => {
  const columns = [
    { field: 'supplierReference', column: 'A' },
    { field: 'title', column: 'B', transformations: [{ kind: 'case', to: 'upper' }] },
  ];
  const made = await api.call('POST', '/api/v1/mapping-templates', { name: 'Usual', columns });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  await open('Templated', { templateId: made.body['id'] });
  const lines = ['A;B;Référence', 'T1;small;other'];
  const job = await imported(lines, { supplier: 'Templated' });
  assert.deepEqual(
    [fieldsOf(job)['A'], (job.body['template'] as { name: string }).name],
    ['supplierReference', 'Usual'],
  );
  const { body } = await api.call('GET', '/api/v1/products?supplierReference=T1');
  assert.equal(body.items[0]!['title'], 'SMALL');
  await api.call('DELETE', `/api/v1/mapping-templates/${String(made.body['id'])}`);
  const again = await imported(lines, { supplier: 'Templated' });
  assert.deepEqual([again.body['template'], fieldsOf(again)['A']], [null, 'supplierReference']);
});

test('what a person said of a heading is known for the supplier’s next file, and guessed for others', async () => {
  const lines = ['Zeichen;Wort;Marque', 'L1;One;Brandt'];
  await imported(lines, {
    supplier: 'Teacher',
    map: JSON.stringify({ supplierReference: 'Zeichen', title: 'Wort' }),
  });
  const next = await imported(['Zeichen;Wort;Marque', 'L1;One;Brandt', 'L2;Two;Brandt'], {
    supplier: 'Teacher',
  });
  const sure = ({ body }: Answer): unknown[] =>
    (body['mapping'] as { field: string; confidence: string }[]).map(({ field, confidence }) => [
      field,
      confidence,
    ]);
  assert.deepEqual(sure(next), [
    ['supplierReference', 'learned'],
    ['title', 'learned'],
    ['brand', 'alias'],
  ]);
  const other = await imported(lines, { supplier: 'Somebody else' });
  assert.deepEqual(sure(other), [
    ['supplierReference', 'guess'],
    ['title', 'guess'],
    ['brand', 'alias'],
  ]);
});

test('what cannot be is refused', async () => {
  for (const answers of [
    { priceMeaning: 'both' },
    { matchKeys: [] },
    { matchKeys: ['name'] },
    { locale: 'French' },
    { expectedHours: 0 },
  ])
    assert.equal((await api.call('POST', '/api/v1/suppliers', { name: 'Wrong', ...answers })).status, 400);
});
