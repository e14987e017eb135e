import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';
import { importLines } from '../../../test/support/import-lines.ts';

const { api } = await useTestApi();

const MAPPINGS = '/api/v1/category-mappings';
const HEADER = 'Référence;Désignation;Catégorie';
const imported = (supplier: string, ...lines: string[]) =>
  importLines(api.system, supplier, [HEADER, ...lines]);
async function supplierOf(name: string): Promise<string> {
  const { status, body } = await api.call('POST', '/api/v1/suppliers', { name });
  assert.equal(status, 201, JSON.stringify(body));
  return String(body['id']);
}
async function category(name: string, more: object = {}): Promise<string> {
  const { status, body } = await api.call('POST', '/api/v1/categories', { name, ...more });
  assert.equal(status, 201, JSON.stringify(body));
  return String(body['id']);
}
async function map(
  supplierId: string,
  source: string,
  categoryId: string,
): Promise<Answer & { url: string }> {
  const answer = await api.call('PUT', MAPPINGS, { supplierId, source, categoryId });
  assert.ok([200, 201].includes(answer.status), JSON.stringify(answer.body));
  return { ...answer, url: `${MAPPINGS}/${String(answer.body['id'])}` };
}
const listed = async (query: string) => {
  const { status, body } = await api.call('GET', `${MAPPINGS}?${query}`);
  assert.equal(status, 200, JSON.stringify(body));
  const items = body.items.map((one) => [one['source'], (one['category'] as { path: string } | null)?.path]);
  return { items, counts: body['counts'] };
};
const categoriesOf = async (reference: string): Promise<unknown[]> => {
  const { body } = await api.call('GET', `/api/v1/products?supplierReference=${reference}`);
  return (body.items[0]!['categories'] as { path: string }[]).map(({ path }) => path).sort();
};
const exists = async (path: string): Promise<boolean> => {
  const { rows } = await api.system.databases.pools.catalog.query(
    'select 1 from categories where full_path = $1',
    [path],
  );
  return rows.length > 0;
};
async function undo(operationId: unknown): Promise<string> {
  const asked = await api.call('POST', `/api/v1/operations/${String(operationId)}/undo`, {});
  assert.equal(asked.status, 202, JSON.stringify(asked.body));
  const id = String(asked.body['id']);
  await api.system.undos.run(id, { signal: new AbortController().signal });
  return id;
}

test('a path that is mapped leads to our category and makes none; the others are made and listed', async () => {
  const maker = await supplierOf('Maker');
  const home = await category('Maison');
  const garden = await category('Jardin', { parentId: home });
  const made = await map(maker, ' Garden >Tools', garden);
  assert.deepEqual(
    [made.status, made.body['source'], made.body['category'], made.body['mappedBy']],
    [201, 'Garden > Tools', { id: garden, taxonomy: 'main', path: 'Maison > Jardin' }, 'Admin'],
  );
  await imported(
    'Maker',
    'A-1;One;GARDEN > Tools',
    'A-2;Two;Other > Things',
    'A-3;Three;Garden > Tools|maison > jardin',
    'A-4;Four;Other > Things|garden > tools',
  );
  assert.deepEqual(await categoriesOf('A-1'), ['Maison > Jardin']);
  assert.deepEqual(await categoriesOf('A-2'), ['Other > Things']);
  assert.deepEqual(await categoriesOf('A-3'), ['Maison > Jardin'], 'each once');
  assert.deepEqual(await categoriesOf('A-4'), ['Maison > Jardin', 'Other > Things']);
  assert.deepEqual([await exists('Garden'), await exists('GARDEN > Tools')], [false, false]);
  assert.deepEqual(await listed(`supplierId=${maker}`), {
    items: [
      ['Garden > Tools', 'Maison > Jardin'],
      ['maison > jardin', undefined],
      ['Other > Things', undefined],
    ],
    counts: { mapped: 1, unmapped: 2 },
  });
  assert.deepEqual((await listed(`supplierId=${maker}&mapped=false&q=things`)).items, [
    ['Other > Things', undefined],
  ]);
  assert.deepEqual((await listed('mapped=true')).items, [['Garden > Tools', 'Maison > Jardin']]);
  const page = await api.call('GET', `${MAPPINGS}?limit=1`);
  const next = await listed(`limit=1&cursor=${String(page.body['nextCursor'])}`);
  assert.deepEqual(next.items, [['maison > jardin', undefined]]);
});

test('a mapping that changed is applied by the next import of the same file, and only then', async () => {
  const loop = await supplierOf('Loop');
  const [first, second] = [await category('Erste'), await category('Zweite')];
  const file = ['L-1;One;Alpha', 'L-2;Two;Beta', 'L-3;Three;Alpha|Gamma'];
  const again = async () => {
    const { rows, operationId } = await imported('Loop', ...file);
    return { counts: [rows['updated'], rows['unchanged']], operationId };
  };
  await imported('Loop', ...file);
  assert.deepEqual((await again()).counts, [0, 3]);
  const { url } = await map(loop, 'alpha', first);
  assert.deepEqual(await categoriesOf('L-1'), ['Alpha'], 'products follow with the file');
  assert.deepEqual((await again()).counts, [2, 1]);
  assert.deepEqual([await categoriesOf('L-1'), await categoriesOf('L-3')], [['Erste'], ['Erste', 'Gamma']]);
  assert.deepEqual((await again()).counts, [0, 3]);

  await api.call('PATCH', url, { categoryId: second });
  const changed = await again();
  assert.deepEqual(changed.counts, [2, 1]);
  assert.deepEqual([await categoriesOf('L-1'), await categoriesOf('L-2')], [['Zweite'], ['Beta']]);

  const undone = await undo(changed.operationId);
  assert.deepEqual([await categoriesOf('L-1'), await categoriesOf('L-3')], [['Erste'], ['Erste', 'Gamma']]);
  await undo(undone);
  assert.deepEqual([await categoriesOf('L-1'), await categoriesOf('L-3')], [['Zweite'], ['Gamma', 'Zweite']]);

  await api.call('PATCH', url, { categoryId: first });
  await api.call('PATCH', url, { categoryId: second });
  assert.deepEqual((await again()).counts, [0, 3], 'compared, and the same');
  await api.call('PATCH', url, { categoryId: null });
  assert.deepEqual((await again()).counts, [2, 1]);
  assert.deepEqual([await categoriesOf('L-1'), await categoriesOf('L-3')], [['Alpha'], ['Alpha', 'Gamma']]);
});

test('two suppliers mean different categories by the same name; our own files mean ours', async () => {
  const [north, south] = [await supplierOf('North'), await supplierOf('South')];
  await map(north, 'Accessories', await category('Câbles'));
  await map(south, 'Accessories', await category('Bijoux'));
  await imported('North', 'N-1;One;Accessories');
  await imported('South', 'S-1;One;Accessories');
  assert.deepEqual([await categoriesOf('N-1'), await categoriesOf('S-1')], [['Câbles'], ['Bijoux']]);
  assert.equal(await exists('Accessories'), false);
  const own = await importLines(api.system, null, ['sku;title;category', 'own-1;One;Accessories']);
  assert.equal(own.rows['created'], 1);
  assert.equal(await exists('Accessories'), true);
  assert.deepEqual((await listed(`supplierId=${north}`)).counts, { mapped: 1, unmapped: 0 });
});

test('a plan shows the category that a path is mapped to, and a preview lists nothing', async () => {
  const shown = await supplierOf('Shown');
  const away = await api.call('POST', '/api/v1/taxonomies', { code: 'shop' });
  assert.equal(away.status, 201);
  await map(shown, 'Lamps', await category('Lampen', { taxonomy: 'shop' }));
  await imported('Shown', 'P-1;One;Desks');
  const path = join(api.installation.dataDir, 'shown.csv');
  writeFileSync(path, [HEADER, 'P-1;One;Lamps', 'P-2;Two;Lamps|Chairs'].join('\n'));
  const sent = await api.upload({ supplier: 'Shown', mode: 'preview' }, path);
  const id = String(sent.body['id']);
  await api.system.importRunner.run(id, { signal: new AbortController().signal });
  const { body } = await api.call('GET', `/api/v1/imports/${id}/plan`);
  assert.deepEqual(
    body.items.map((row) =>
      (row['changes'] as { field: string }[]).find(({ field }) => field === 'category'),
    ),
    [
      { field: 'category', old: ['Desks'], new: ['Lampen'] },
      { field: 'category', old: null, new: ['Chairs', 'Lampen'] },
    ],
  );
  assert.deepEqual((await listed(`supplierId=${shown}`)).items, [
    ['Desks', undefined],
    ['Lamps', 'Lampen'],
  ]);
  const plan = await api.call('GET', `/api/v1/imports/${id}`);
  const confirm = await api.call('POST', `/api/v1/imports/${id}/confirm`, {
    planId: plan.body['operationId'],
  });
  assert.equal(confirm.status, 202, JSON.stringify(confirm.body));
  await api.system.importRunner.run(id, { signal: new AbortController().signal });
  assert.deepEqual(
    [await categoriesOf('P-1'), await categoriesOf('P-2')],
    [['Lampen'], ['Chairs', 'Lampen']],
  );
  assert.equal((await listed(`supplierId=${shown}`)).items.length, 3);
});

test('a category to which paths lead is deleted by force only; they are not mapped then', async () => {
  const gone = await supplierOf('Gone');
  const target = await category('Fugace');
  const { url } = await map(gone, 'Mist', target);
  const refused = await api.call('DELETE', `/api/v1/categories/${target}`);
  assert.deepEqual(
    [refused.status, refused.body['code'], refused.body['params']],
    [409, 'categories.in_use', { code: 'Fugace', products: 0, children: 0, mappings: 1 }],
  );
  await imported('Gone', 'G-1;One;Mist');
  assert.deepEqual(await categoriesOf('G-1'), ['Fugace']);
  assert.equal((await api.call('DELETE', `/api/v1/categories/${target}?force=true`)).status, 204);
  assert.equal((await api.call('GET', url)).body['category'], null);
  await imported('Gone', 'G-1;One;Mist');
  assert.deepEqual(await categoriesOf('G-1'), ['Mist']);
});

test('wrong, stale and absent mappings are refused; each change stands in the audit log', async () => {
  const wrong = await supplierOf('Wrong');
  const target = await category('Cible');
  const none = crypto.randomUUID();
  const put = (body: object) =>
    api.call('PUT', MAPPINGS, { supplierId: wrong, source: 'A', categoryId: target, ...body });
  for (const [body, status, code] of [
    [{ supplierId: none }, 422, 'category_mappings.supplier'],
    [{ categoryId: none }, 422, 'category_mappings.category'],
    [{ source: ' > ' }, 400, 'category_mappings.invalid'],
  ] as const) {
    const refused = await put(body);
    assert.deepEqual([refused.status, refused.body['code']], [status, code]);
  }
  assert.deepEqual((await listed(`supplierId=${wrong}`)).counts, { mapped: 0, unmapped: 0 });
  const made = await put({});
  const url = made.headers['location']!;
  assert.equal(made.headers['etag'], (await api.call('GET', url)).headers['etag']);
  const same = await put({ source: 'a' });
  assert.deepEqual([same.status, same.headers['operation-id']], [200, undefined]);
  const other = await category('Autre');
  const stale = { 'if-match': '"1"' };
  assert.equal((await api.call('PATCH', url, { categoryId: other }, stale)).status, 412);
  assert.equal((await api.call('DELETE', url, undefined, stale)).status, 412);
  const changed = await api.call('PATCH', url, { categoryId: other }, { 'if-match': made.headers['etag']! });
  assert.equal(changed.status, 200, JSON.stringify(changed.body));
  const deleted = await api.call('DELETE', url);
  assert.equal(deleted.status, 204);
  for (const method of ['GET', 'DELETE'] as const) assert.equal((await api.call(method, url)).status, 404);
  const ids = [made, changed, deleted].map(({ headers }) => headers['operation-id']);
  const { rows } = await api.system.databases.pools.catalog.query<{ payload: Record<string, unknown> }>(
    'select payload from change_events where change_set_id = any($1::uuid[]) order by id',
    [ids],
  );
  assert.deepEqual(
    rows.map(({ payload }) => [payload['entity'], payload['action'], payload['before'], payload['after']]),
    [
      ['category-mapping', 'created', null, { supplierId: wrong, source: 'A', category: 'Cible' }],
      ['category-mapping', 'updated', { category: 'Cible' }, { category: 'Autre' }],
      ['category-mapping', 'deleted', { supplierId: wrong, source: 'A', category: 'Autre' }, null],
    ],
  );
});
