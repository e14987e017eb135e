import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';

const { api } = await useTestApi();
let files = 0;

const HEADER = 'Référence;EAN;Marque;Référence fabricant;Désignation;Prix TTC';

async function run(id: string): Promise<Answer> {
  await api.system.importRunner.run(id, { signal: new AbortController().signal });
  return api.call('GET', `/api/v1/imports/${id}`);
}
async function imported(supplier: string, lines: readonly string[], mode = 'apply'): Promise<Answer> {
  const path = join(api.installation.dataDir, `review-${++files}.csv`);
  writeFileSync(path, `${HEADER}\n${lines.join('\n')}\n`);
  const sent = await api.upload({ supplier, mode }, path);
  assert.equal(sent.status, 202, JSON.stringify(sent.body));
  return run(String(sent.body['id']));
}
const waiting = async ({ body }: Answer): Promise<Answer['body']['items']> =>
  (await api.call('GET', `/api/v1/imports/${String(body['id'])}/review`)).body.items;
const decide = ({ body }: Answer, decisions: readonly object[]): Promise<Answer> =>
  api.call('POST', `/api/v1/imports/${String(body['id'])}/review`, { decisions });
async function decided(job: Answer, decisions: readonly object[]): Promise<Answer> {
  const answer = await decide(job, decisions);
  assert.equal(answer.status, 202, JSON.stringify(answer.body));
  return run(String(job.body['id']));
}
const rowsOf = ({ body }: Answer): number[] =>
  ['read', 'created', 'updated', 'unchanged', 'rejected', 'review', 'skipped', 'notApplied'].map(
    (name) => (body['rows'] as Record<string, number>)[name]!,
  );
const addsUp = (rows: readonly number[]): void =>
  assert.equal(
    rows[0],
    rows.slice(1).reduce((sum, n) => sum + n, 0),
  );
async function make(sku: string, mpn: string): Promise<string> {
  const { status, body } = await api.call('POST', '/api/v1/products', {
    sku,
    brand: 'Twin',
    mpn,
    title: sku,
  });
  assert.equal(status, 201, JSON.stringify(body));
  return String(body['id']);
}
const find = async (reference: string): Promise<Record<string, unknown> | undefined> =>
  (await api.call('GET', `/api/v1/products?supplierReference=${reference}`)).body.items[0];

test('rows that fit several products wait with them; what is chosen, made and ignored is part of the import', async () => {
  const [first] = [await make('TW-1', 'M-1'), await make('TW-2', 'M-1')];
  const lines = [
    'R1;;Twin;M-1;To the first;10,00',
    'R2;;Twin;M 1;A product of its own;11,00',
    'R3;;Twin;M1;Nothing we want;12,00',
    'R4;;Other;M-4;Clear;13,00',
  ];
  const job = await imported('Twins', lines);
  // Rows of one brand and part number are one product: the last one leads, and all three wait.
  assert.deepEqual(rowsOf(job), [4, 1, 0, 0, 0, 3, 0, 0]);
  const items = await waiting(job);
  assert.deepEqual(
    items.map(({ line, reason }) => [line, reason]),
    [
      [2, 'match.ambiguous'],
      [3, 'match.ambiguous'],
      [4, 'match.ambiguous'],
    ],
  );
  assert.deepEqual(
    (items[0]!['candidates'] as { sku: string; by: string[] }[]).map(({ sku, by }) => [sku, by]),
    [
      ['TW-1', ['brandMpn']],
      ['TW-2', ['brandMpn']],
    ],
  );
  const queue = (await api.call('GET', '/api/v1/review')).body.items;
  assert.deepEqual(
    [queue[0]!['kind'], queue[0]!['id'], queue[0]!['rows']],
    ['import.rows', job.body['id'], 3],
  );

  const done = await decided(job, [
    { line: 2, action: 'product', productId: first },
    { line: 4, action: 'ignore' },
  ]);
  assert.deepEqual([done.body['status'], done.body['operationId']], ['completed', job.body['operationId']]);
  addsUp(rowsOf(done));
  assert.equal((await find('R1'))?.['id'], first);
  assert.equal(await find('R3'), undefined);
});

test('one row at a time: choose, make, ignore; the books add up and the undo takes all of it back', async () => {
  const first = await make('SG-1', 'S-1');
  await make('SG-2', 'S-1');
  const file = (reference: string, title: string, mpn = 'S-1'): string =>
    `${reference};;Twin;${mpn};${title};10,00`;
  const job = await imported('Singles', [file('P1', 'Chosen'), 'P9;;Else;X-9;Clear;1,00']);
  assert.deepEqual(rowsOf(job), [2, 1, 0, 0, 0, 1, 0, 0]);
  const done = await decided(job, [{ line: 2, action: 'product', productId: first }]);
  assert.deepEqual(rowsOf(done), [2, 1, 1, 0, 0, 0, 0, 0]);
  const warnings = job.body['warnings'] as { code: string }[];
  assert.deepEqual(
    [await waiting(done), done.body['warnings']],
    [[], warnings.filter(({ code }) => code !== 'match.ambiguous')],
  );
  assert.equal((await find('P1'))?.['id'], first);

  const made = await imported('Singles two', [file('Q1', 'Made')]);
  const create = await decided(made, [{ line: 2, action: 'create' }]);
  assert.deepEqual(rowsOf(create), [1, 1, 0, 0, 0, 0, 0, 0]);
  assert.notEqual((await find('Q1'))?.['id'], first);

  const left = await imported('Singles three', [file('I1', 'Ignored')]);
  assert.deepEqual(rowsOf(await decided(left, [{ line: 2, action: 'ignore' }])), [1, 0, 0, 0, 0, 0, 1, 0]);

  const again = await imported('Singles three', [file('I1', 'Ignored, with a new title')]);
  assert.deepEqual(rowsOf(again), [1, 0, 0, 0, 0, 0, 1, 0]);

  const undo = await api.call('POST', `/api/v1/imports/${String(job.body['id'])}/undo`, {});
  assert.equal(undo.status, 202, JSON.stringify(undo.body));
  await api.system.undos.run(String(undo.headers['operation-id'] ?? undo.body['id']), {
    signal: new AbortController().signal,
  });
  assert.deepEqual([await find('P1'), await find('P9')], [undefined, undefined]);
  assert.equal((await api.call('GET', `/api/v1/products/${first}`)).body['title'], 'SG-1');
});

test('codes that mean different products: the reference decides, and the code stays where it is', async () => {
  const [one, two] = ['A1;3400930000014;;;First;10,00', 'A2;3400930000021;;;Second;20,00'];
  await imported('Codes', [one, two]);
  const [a1, a2] = [await find('A1'), await find('A2')];
  const crossed = ['A1;3400930000021;;;First, crossed;10,00', two];
  const job = await imported('Codes', crossed);
  assert.deepEqual(rowsOf(job), [2, 0, 0, 1, 0, 1, 0, 0]);
  const refused = await decide(job, [{ line: 2, action: 'product', productId: a2!['id'] }]);
  assert.deepEqual([refused.status, refused.body['code']], [422, 'imports.review_reference_taken']);
  const apart = await decide(job, [{ line: 2, action: 'create' }]);
  assert.deepEqual([apart.status, apart.body['code']], [422, 'imports.review_code_taken']);
  const done = await decided(job, [{ line: 2, action: 'product', productId: a1!['id'] }]);
  assert.deepEqual(rowsOf(done), [2, 0, 1, 1, 0, 0, 0, 0]);
  const [now, other] = [await find('A1'), await find('A2')];
  assert.deepEqual([now!['title'], now!['gtin']], ['First, crossed', '03400930000014']);
  assert.equal(other!['gtin'], '03400930000021');
  const next = await imported('Codes', ['A1;3400930000021;;;First, crossed;12,00', two]);
  assert.deepEqual(rowsOf(next), [2, 0, 1, 1, 0, 0, 0, 0]);
});

test('of a plan the decision makes a new plan, which is confirmed', async () => {
  const first = await make('PL-1', 'L-1');
  await make('PL-2', 'L-1');
  const job = await imported('Planned', ['Z1;;Twin;L-1;Chosen before;10,00'], 'preview');
  assert.deepEqual([job.body['status'], rowsOf(job)], ['planned', [1, 0, 0, 0, 0, 1, 0, 0]]);
  assert.equal((await waiting(job)).length, 1);
  const planned = await decided(job, [{ line: 2, action: 'product', productId: first }]);
  assert.deepEqual([planned.body['status'], rowsOf(planned)], ['planned', [1, 0, 1, 0, 0, 0, 0, 0]]);
  const confirm = (planId: unknown): Promise<Answer> =>
    api.call('POST', `/api/v1/imports/${String(job.body['id'])}/confirm`, { planId });
  assert.equal((await confirm(job.body['operationId'])).body['code'], 'imports.plan_stale');
  assert.equal((await confirm(planned.body['operationId'])).status, 202);
  assert.deepEqual(rowsOf(await run(String(job.body['id']))), [1, 0, 1, 0, 0, 0, 0, 0]);
});

test('what cannot be decided is refused, and nothing of it is kept', async () => {
  await make('RF-1', 'F-1');
  await make('RF-2', 'F-1');
  const job = await imported('Refused', ['F1;;Twin;F-1;Waits;10,00']);
  const wrongLine = await decide(job, [{ line: 9, action: 'ignore' }]);
  assert.deepEqual([wrongLine.status, wrongLine.body['code']], [422, 'imports.review_unknown_line']);
  const nobody = await decide(job, [{ line: 2, action: 'product', productId: crypto.randomUUID() }]);
  assert.deepEqual([nobody.status, nobody.body['code']], [422, 'catalog.product_not_found']);
  assert.equal((await decide(job, [{ line: 2, action: 'product' }])).status, 400);
  assert.deepEqual(
    [(await waiting(job)).length, rowsOf(await api.call('GET', `/api/v1/imports/${String(job.body['id'])}`))],
    [1, [1, 0, 0, 0, 0, 1, 0, 0]],
  );
});

test('two rows that mean one product by different codes are two offers of it, whichever finds it', async () => {
  await imported('Pairs', ['A;3400930000038;;;Pair;10,00']);
  const job = await imported('Pairs', ['A;;;;Pair A;11,00', 'B;3400930000038;;;Pair B;12,00']);
  assert.deepEqual(
    [job.body['status'], rowsOf(job)],
    ['completed', [2, 0, 1, 1, 0, 0, 0, 0]],
    JSON.stringify(job.body['failure']),
  );
  const [a, b] = [await find('A'), await find('B')];
  assert.deepEqual([a!['id'], a!['title']], [b!['id'], 'Pair B']);
});
