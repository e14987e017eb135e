import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';

const { api } = await useTestApi();
let supplierId: string;
const LINES = ['R1;One;1,00', 'R2;Two;2,00', 'R3;Three;3,00', 'R4;Four;4,00'];

async function imported(lines: readonly string[]): Promise<Answer> {
  const path = join(api.installation.dataDir, 'renamed.csv');
  writeFileSync(path, `Référence;Désignation;Prix TTC\n${lines.join('\n')}\n`);
  const sent = await api.upload({ supplier: 'ACME', mode: 'apply' }, path);
  const id = String(sent.body['id']);
  await api.system.importRunner.run(id, { signal: new AbortController().signal });
  return api.call('GET', `/api/v1/imports/${id}`);
}

before(async () => {
  await imported(LINES);
  supplierId = String((await api.call('GET', '/api/v1/suppliers')).body.items[0]!['id']);
});

const rename = (renames: readonly (readonly [string, string])[], rest: object = {}): Promise<Answer> =>
  api.call('POST', `/api/v1/suppliers/${supplierId}/references/rename`, {
    renames: renames.map(([from, to]) => ({ from, to })),
    ...rest,
  });
async function titleOf(reference: string): Promise<unknown> {
  const { body } = await api.call('GET', `/api/v1/products?supplierReference=${reference}`);
  return body.items[0]?.['title'];
}
const outcome = ({ status, body }: Answer) => [status, body['renamed'], body['refused']];

test('a dry run says what the renaming does, and changes nothing', async () => {
  const wanted = [
    ['R1', 'R2'],
    ['R2', 'R1'],
    ['R3', 'R4'],
    ['R9', 'X9'],
  ] as const;
  const expected = [
    200,
    2,
    [
      { from: 'R3', to: 'R4', reason: 'taken' },
      { from: 'R9', to: 'X9', reason: 'unknown' },
    ],
  ];
  const dry = await rename(wanted, { dryRun: true });
  assert.deepEqual([...outcome(dry), dry.headers['operation-id']], [...expected, undefined]);
  assert.deepEqual([await titleOf('R1'), await titleOf('R2')], ['One', 'Two']);
  const done = await rename(wanted);
  assert.deepEqual(outcome(done), expected);
  assert.equal(done.headers['operation-id'], done.body['operationId']);
  assert.deepEqual([await titleOf('R1'), await titleOf('R2'), await titleOf('R3')], ['Two', 'One', 'Three']);
  const { rows } = await api.system.databases.pools.catalog.query(
    `select changes from field_changes where change_set_id = $1 and offer_id is not null order by changes::text`,
    [done.body['operationId']],
  );
  assert.deepEqual(
    rows.map(({ changes }) => changes as unknown),
    [{ supplierReference: ['R1', 'R2'] }, { supplierReference: ['R2', 'R1'] }],
  );
});

test('a reference that another counted on stays taken when its own renaming is refused', async () => {
  assert.deepEqual(
    outcome(
      await rename([
        ['R3', 'R4'],
        ['R4', 'R1'],
      ]),
    ),
    [
      200,
      0,
      [
        { from: 'R4', to: 'R1', reason: 'taken' },
        { from: 'R3', to: 'R4', reason: 'taken' },
      ],
    ],
  );
});

test('the next file under the new references finds the products and makes none', async () => {
  assert.equal((await rename([['R4', 'N4']])).body['renamed'], 1);
  const { body } = await imported(['R2;One;1,00', 'R1;Two;2,00', 'R3;Three;3,00', 'N4;Four;4,50']);
  const rows = body['rows'] as Record<string, number>;
  assert.deepEqual([rows['created'], rows['updated'], rows['unchanged']], [0, 1, 3]);
});

test('what cannot be meant is refused', async () => {
  const twice = await rename([
    ['R1', 'Z1'],
    ['R1', 'Z2'],
  ]);
  assert.deepEqual([twice.status, twice.body['code']], [422, 'suppliers.rename_twice']);
  const onto = await rename([
    ['R1', 'Z1'],
    ['R2', 'Z1'],
  ]);
  assert.deepEqual([onto.status, onto.body['code']], [422, 'suppliers.rename_twice']);
  assert.equal((await rename([['R1', ' ']])).status, 400);
  assert.equal((await rename([])).status, 400);
  supplierId = crypto.randomUUID();
  assert.equal((await rename([['R1', 'Z1']])).status, 404);
});
