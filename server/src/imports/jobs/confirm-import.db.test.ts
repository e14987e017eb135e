import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';

const { api } = await useTestApi();
let files = 0;

const HEADER = 'Référence;EAN;Désignation;Prix TTC';
const A = 'A1;3400930000014;First;10,00';
const B = 'A2;3400930000021;Second;20,00';

async function imported(supplier: string, lines: readonly string[], mode = 'apply'): Promise<Answer> {
  const path = join(api.installation.dataDir, `confirm-${++files}.csv`);
  writeFileSync(path, `${HEADER}\n${lines.join('\n')}\n`);
  const sent = await api.upload({ supplier, mode }, path);
  assert.equal(sent.status, 202, JSON.stringify(sent.body));
  return run(String(sent.body['id']));
}

async function run(id: string): Promise<Answer> {
  await api.system.importRunner.run(id, { signal: new AbortController().signal });
  return api.call('GET', `/api/v1/imports/${id}`);
}

const confirm = ({ body }: Answer, rest: object = {}): Promise<Answer> =>
  api.call('POST', `/api/v1/imports/${String(body['id'])}/confirm`, {
    planId: body['operationId'],
    ...rest,
  });

async function confirmed(planned: Answer, rest: object = {}): Promise<Answer> {
  const answer = await confirm(planned, rest);
  assert.equal(answer.status, 202, JSON.stringify(answer.body));
  return run(String(planned.body['id']));
}

const planOf = async ({ body }: Answer, query = ''): Promise<Answer> =>
  api.call('GET', `/api/v1/imports/${String(body['id'])}/plan${query}`);

interface Shown {
  id: string;
  title: string;
  prices: { amount: string }[];
}
async function product(supplierReference: string): Promise<Shown> {
  const { body } = await api.call('GET', `/api/v1/products?supplierReference=${supplierReference}`);
  assert.equal(body.items.length, 1, supplierReference);
  return body.items[0] as unknown as Shown;
}
const state = async (reference: string): Promise<unknown[]> => {
  const { title, prices } = await product(reference);
  return [title, prices[0]?.amount];
};
const addsUp = ({ body }: Answer): void => {
  const { read, ...parts } = body['rows'] as Record<string, number>;
  assert.equal(
    Object.values(parts).reduce((sum, n) => sum + n, 0),
    read,
    JSON.stringify(body['rows']),
  );
};

test('a plan is filtered by the change in percent, summed up, and refuses what it cannot tell', async () => {
  await imported('Filter', ['F1;3400930000113;One;10,00', 'F2;3400930000120;Two;20,00', 'F3;;Three;0']);
  const planned = await imported(
    'Filter',
    ['F1;3400930000113;One;13,00', 'F2;3400930000120;Two;18,00', 'F3;;Three;5,00', 'F4;;Four;1,00'],
    'preview',
  );
  const lines = async (query: string): Promise<unknown[]> =>
    (await planOf(planned, query)).body.items.map((item) => item['line']);
  assert.deepEqual(await lines('?field=price&change[gt]=20'), [2]);
  assert.deepEqual(await lines('?field=price.sale&change[lt]=20'), [3]);
  assert.deepEqual(await lines('?field=price&kind=create'), [5]);
  assert.deepEqual(await lines('?supplierReference=F2'), [3]);
  assert.deepEqual(await lines('?sku=FILTER-F3'), [4]);
  for (const query of ['?change[gt]=20', '?field=title&change[gt]=20'])
    assert.equal((await planOf(planned, query)).status, 400, query);
  const { body } = await planOf(planned, '/summary');
  assert.deepEqual(body['kinds'], { create: 1, update: 3, unchanged: 0, review: 0, moved: 0, skipped: 0 });
  assert.deepEqual(body['prices'], [
    { field: 'price.sale', rows: 3, minPercent: '-10.00', medianPercent: '-10.00', maxPercent: '30.00' },
  ]);
});

test('rows left out are skipped and proposed again by the same file', async () => {
  await imported('Lines', ['L1;;One;10,00', 'L2;;Two;20,00']);
  const changed = ['L1;;Uno;11,00', 'L2;;Due;40,00', 'L3;;Tre;30,00', 'L4;;Quattro;40,00'];
  const planned = await imported('Lines', changed, 'preview');
  const done = await confirmed(planned, {
    exclude: { lines: [4], filter: { field: 'price', changeGt: 20 } },
  });
  assert.deepEqual(
    [done.body['status'], done.body['rows']],
    [
      'completed',
      { read: 4, created: 1, updated: 1, unchanged: 0, rejected: 0, review: 0, skipped: 2, notApplied: 0 },
    ],
  );
  assert.deepEqual(
    [await state('L1'), await state('L2')],
    [
      ['Uno', '11.00'],
      ['Two', '20.00'],
    ],
  );
  const again = await imported('Lines', changed, 'preview');
  const kinds = (await planOf(again)).body.items.map(({ line, kind }) => [line, kind]);
  assert.deepEqual(kinds, [
    [3, 'update'],
    [4, 'create'],
  ]);
});

test('fields left out are not written, of new products neither, and proposed again by the same file', async () => {
  await imported('Fields', ['G1;;One;10,00', 'G2;;Two;20,00']);
  const changed = ['G1;;Uno;11,00', 'G2;;Two;21,00', 'G3;;Tre;30,00'];
  const done = await confirmed(await imported('Fields', changed, 'preview'), {
    exclude: { fields: ['price'] },
  });
  assert.deepEqual(done.body['rows'], {
    read: 3,
    created: 1,
    updated: 1,
    unchanged: 0,
    rejected: 0,
    review: 0,
    skipped: 1,
    notApplied: 0,
  });
  assert.deepEqual(
    [await state('G1'), await state('G2'), await state('G3')],
    [
      ['Uno', '10.00'],
      ['Two', '20.00'],
      ['Tre', undefined],
    ],
  );
  const again = await imported('Fields', changed);
  assert.deepEqual([again.body['fields'], await state('G3')], [{ 'price.sale': 3 }, ['Tre', '30.00']]);
});

test('what cannot be left out is refused, and the plan waits on', async () => {
  const planned = await imported('Refused', ['R1;;One;10,00'], 'preview');
  for (const [exclude, status, code] of [
    [{ fields: ['colour'] }, 400, 'imports.unknown_field'],
    [{ fields: ['supplierReference'] }, 422, 'imports.field_is_key'],
    [{ filter: { changeGt: 5 } }, 400, 'imports.invalid'],
    [{ filter: {} }, 400, undefined],
  ] as const) {
    const answer = await confirm(planned, { exclude });
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    if (code) assert.equal(answer.body['code'], code);
  }
  assert.equal((await confirmed(planned)).body['status'], 'completed');
});

test('a row that a person changed since the plan is left out and listed, or refuses all when strict', async () => {
  await imported('Moving', [A, B]);
  const planned = await imported(
    'Moving',
    ['A1;3400930000014;Premier;11,00', 'A2;3400930000021;Deuxième;22,00'],
    'preview',
  );
  const { id } = await product('A1');
  assert.equal((await api.call('PATCH', `/api/v1/products/${id}`, { title: 'By hand' })).status, 200);
  const strict = await confirm(planned, { strict: true });
  assert.deepEqual(
    [strict.status, strict.body['code']],
    [409, 'imports.plan_stale'],
    JSON.stringify(strict.body),
  );
  const { moved } = strict.body['params'] as { moved: { line: number }[] };
  assert.deepEqual(
    moved.map(({ line }) => line),
    [2],
  );
  const done = await confirmed(planned);
  addsUp(done);
  assert.equal((done.body['rows'] as Record<string, number>)['notApplied'], 1);
  assert.deepEqual(
    [await state('A1'), await state('A2')],
    [
      ['By hand', '10.00'],
      ['Deuxième', '22.00'],
    ],
  );
  const listed = await api.call('GET', `/api/v1/imports/${String(done.body['id'])}/errors?cause=row.moved`);
  assert.deepEqual(
    listed.body.items.map((item) => item['line']),
    [2],
  );
});

test('a locked field survives imports and is listed; unlocked it is written again', async () => {
  await imported('Locks', ['K1;;One;10,00']);
  const { id } = await product('K1');
  const lock = `/api/v1/products/${id}/locks`;
  const early = await imported('Locks', ['K1;;Early;10,00'], 'preview');
  assert.equal((await api.call('PUT', `${lock}/title`)).body['locked'], true);
  assert.equal(((await confirmed(early)).body['rows'] as Record<string, number>)['notApplied'], 1);
  assert.deepEqual((await api.call('GET', lock)).body.items, [{ field: 'title' }]);
  const changed = ['K1;;Other;12,00'];
  const planned = await imported('Locks', changed, 'preview');
  assert.deepEqual(planned.body['kept'], { locked: 1, ownedBySource: 0 });
  const kept = (await planOf(planned, '/kept')).body.items;
  assert.deepEqual(
    kept.map((row) => [row['line'], row['kept']]),
    [[2, [{ field: 'title', because: 'locked', owner: 'user', value: 'One', offered: 'Other' }]]],
  );
  await confirmed(planned);
  assert.deepEqual(await state('K1'), ['One', '12.00']);
  assert.equal((await api.call('DELETE', `${lock}/title`)).body['locked'], false);
  await imported('Locks', changed);
  assert.deepEqual(await state('K1'), ['Other', '12.00']);
  assert.equal((await api.call('PUT', `${lock}/cost`)).status, 422);
  assert.equal((await api.call('PUT', `${lock}/colour`)).status, 400);
  assert.equal((await api.call('PUT', lock.replace(id, crypto.randomUUID()) + '/title')).status, 404);
});

test('a supplier may rank better in one group of fields and worse in another', async () => {
  const row = (title: string, price: string): string => `P1;3400930000519;${title};${price}`;
  await imported('Texts first', [row('Good text', '10,00')]);
  await imported('Prices first', ['Q9;;Something else;1,00']);
  const { body } = await api.call('GET', '/api/v1/suppliers');
  const idOf = (name: string): string => String(body.items.find((item) => item['name'] === name)!['id']);
  const rank = async (name: string, priorities: object): Promise<void> => {
    const answer = await api.call('PATCH', `/api/v1/suppliers/${idOf(name)}`, { priority: 50, priorities });
    assert.deepEqual([answer.status, answer.body['priorities']], [200, priorities]);
  };
  await rank('Texts first', { texts: 1, prices: 9 });
  await rank('Prices first', { texts: 9, prices: 1 });
  const offer = [row('Poor text', '12,00').replace('P1', 'Q1')];
  const planned = await imported('Prices first', offer, 'preview');
  assert.deepEqual(planned.body['kept'], { locked: 0, ownedBySource: 1 });
  const [kept] = (await planOf(planned, '/kept')).body.items;
  assert.deepEqual(kept!['kept'], [
    {
      field: 'title',
      because: 'better_source',
      owner: idOf('Texts first'),
      value: 'Good text',
      offered: 'Poor text',
    },
  ]);
  await confirmed(planned);
  assert.deepEqual(await state('P1'), ['Good text', '12.00']);
  await imported('Texts first', [row('Better text', '15,00')]);
  assert.deepEqual(await state('P1'), ['Better text', '12.00']);
  const answer = await api.call('PATCH', `/api/v1/suppliers/${idOf('Texts first')}`, {
    priorities: { x: 1 },
  });
  assert.equal(answer.status, 400);
});

test('a plan is applied as it was read, whatever was defined since; but not what was changed under it', async () => {
  const attribute = (code: string, type: string) => api.call('POST', '/api/v1/attributes', { code, type });
  await attribute('cordless', 'boolean');
  const path = join(api.installation.dataDir, 'defined-since.csv');
  writeFileSync(path, 'Référence;Désignation;Prix TTC;cordless;voltage\nD1;Drill;10,00;oui;12\n');
  const plan = async (): Promise<Answer> => {
    const sent = await api.upload({ supplier: 'Defined', mode: 'preview' }, path);
    return run(String(sent.body['id']));
  };
  const planned = await plan();
  assert.deepEqual(planned.body['ignoredColumns'], ['voltage']);
  await attribute('voltage', 'number');
  const done = await confirmed(planned);
  assert.deepEqual([done.body['status'], done.body['ignoredColumns']], ['completed', ['voltage']]);
  const { id } = await product('D1');
  const values = async () => (await api.call('GET', `/api/v1/products/${id}`)).body['attributes'];
  assert.deepEqual(await values(), { cordless: true });
  const again = await plan();
  assert.equal((again.body['fields'] as Record<string, number>)['attribute.voltage'], 1);
  await api.call('DELETE', '/api/v1/attributes/voltage?force=true');
  await assert.rejects(confirmed(again), { code: 'imports.conflict', message: /voltage/ });
  assert.deepEqual(await values(), { cordless: true });
});
