import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';

const { api } = await useTestApi();

const SUPPLIERS = '/api/v1/suppliers';
const create = (name: string): Promise<Answer> => api.call('POST', SUPPLIERS, { name });

test('a supplier is created once, with a code that stays', async () => {
  const made = await create('Société Générale & Fils');
  assert.deepEqual([made.status, made.body['code']], [201, 'SOCIETE-GENERALE-FIL']);
  assert.equal(made.headers['location'], `${SUPPLIERS}/${String(made.body['id'])}`);
  for (const same of ['SOCIETE GENERALE, FILS', 'société  générale fils'])
    assert.deepEqual(
      [(await create(same)).status, (await create(same)).body['code']],
      [409, 'suppliers.conflict'],
    );
  assert.equal((await create('…')).status, 422);
  assert.equal((await create('')).status, 400);
  const renamed = await api.call('PATCH', made.headers['location']!, { name: ' Générale ' });
  assert.deepEqual([renamed.body['name'], renamed.body['code']], ['Générale', 'SOCIETE-GENERALE-FIL']);
});

test('two names with one slug get codes of their own', async () => {
  const codes = [];
  for (const name of ['Ünïon', 'Union GmbH', '株式会社', '有限会社'])
    codes.push((await create(name)).body['code']);
  assert.deepEqual(codes, ['UNION', 'UNION-GMBH', 'SUPPLIER', 'SUPPLIER2']);
});

test('an edit is refused when it is stale, wrong, or takes another one’s name', async () => {
  const url = (await create('Editable')).headers['location']!;
  await create('Occupied');
  const patch = (body: object, headers?: Record<string, string>) => api.call('PATCH', url, body, headers);
  const { etag } = (await api.call('GET', url)).headers;
  const edited = await patch({ priority: 7, pricesIncludeTax: false }, { 'if-match': etag! });
  assert.deepEqual(
    [edited.status, edited.body['priority'], edited.body['pricesIncludeTax'], edited.body['version']],
    [200, 7, false, 2],
  );
  const stale = await patch({ priority: 8 }, { 'if-match': etag! });
  assert.deepEqual([stale.status, stale.body['code']], [412, 'suppliers.stale']);
  assert.equal((await patch({ priority: 8 }, { 'if-match': 'nonsense' })).status, 400);
  assert.equal((await patch({ name: 'OCCUPIED!' })).status, 409);
  assert.equal((await patch({ name: '…' })).status, 422);
  for (const body of [
    { priority: 0 },
    { priority: '1' },
    { currency: 'euro' },
    { code: 'X' },
    { newProductStatus: 'archived' },
  ])
    assert.equal((await patch(body)).status, 400, JSON.stringify(body));
  assert.equal((await api.call('GET', url)).body['version'], 2, 'none of it was written');
  const absent = `${SUPPLIERS}/00000000-0000-7000-8000-000000000000`;
  assert.equal((await api.call('PATCH', absent, { priority: 1 })).status, 404);
  assert.equal((await api.call('GET', absent)).status, 404);
});

test('a file of a name close to a known one asks which is meant', async () => {
  await create('Fournitures Martin');
  const find = (name: string, insist: boolean) =>
    api.system.suppliers.findOrCreate({ name, insist, preview: false });
  assert.equal((await find('FOURNITURES-MARTIN', false)).created, false);
  await assert.rejects(find('Fourniture Martin', false), {
    code: 'suppliers.did_you_mean',
    params: { name: 'Fourniture Martin', near: ['Fournitures Martin'] },
  });
  assert.equal((await find('Fourniture Martin', true)).created, true);
  assert.equal((await find('Autre chose', false)).created, true);
});

test('a new supplier named by several files at once is one', async () => {
  const found = await Promise.all(
    Array.from({ length: 6 }, () =>
      api.system.suppliers.findOrCreate({ name: 'Nouveau venu', insist: false, preview: false }),
    ),
  );
  assert.equal(new Set(found.map(({ supplier }) => supplier.id)).size, 1);
  assert.equal(found.filter(({ created }) => created).length, 1);
});
