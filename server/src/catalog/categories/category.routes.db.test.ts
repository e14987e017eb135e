import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';
import { importLines } from '../../../test/support/import-lines.ts';
import { foldText } from '../text/fold.ts';

const { api } = await useTestApi();

const CATEGORIES = '/api/v1/categories';
async function make(body: object): Promise<Answer & { url: string; id: string }> {
  const made = await api.call('POST', CATEGORIES, body);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return { ...made, url: String(made.headers['location']), id: String(made.body['id']) };
}
const list = async (query: string): Promise<unknown[]> => {
  const { status, body } = await api.call('GET', `${CATEGORIES}?${query}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body.items.map((one) => one['path']);
};
const idOf = async (path: string): Promise<string> => {
  const { rows } = await api.system.databases.pools.catalog.query<{ id: string }>(
    'select id from categories where full_path = $1',
    [path],
  );
  return rows[0]!.id;
};
const imported = (...lines: string[]) =>
  importLines(api.system, 'Maker', ['Référence;Désignation;Catégorie', ...lines]);
const categoriesOf = async (reference: string): Promise<unknown[]> => {
  const { body } = await api.call('GET', `/api/v1/products?supplierReference=${reference}`);
  return (body.items[0]!['categories'] as { path: string }[]).map(({ path }) => path);
};

interface Node {
  id: string;
  parent_id: string | null;
  taxonomy_id: string;
  name: string;
  full_path: string;
  path_key: string;
  path: string;
}
const readTree = async (): Promise<Node[]> =>
  (
    await api.system.databases.pools.catalog.query<Node>(
      'select id, parent_id, taxonomy_id, name, full_path, path_key, path::text from categories',
    )
  ).rows;

/** Every path, told anew by walking from parent to parent. */
function assertPaths(nodes: readonly Node[]): void {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const above = (node: Node): Node[] =>
    node.parent_id === null ? [node] : [...above(byId.get(node.parent_id)!), node];
  for (const node of nodes) {
    const line = above(node);
    const full = line.map(({ name }) => name).join(' > ');
    assert.deepEqual(
      [node.full_path, node.path_key, node.path, node.taxonomy_id],
      [full, foldText(full), line.map(({ id }) => id.replaceAll('-', '')).join('.'), line[0]!.taxonomy_id],
    );
  }
}

test('a tree is made, listed level by level and found by its words', async () => {
  const home = await make({ name: 'Maison', labels: { 'en-GB': 'Home' }, code: 'home' });
  await make({ name: '  Lampes   de table ', parentId: home.id });
  await make({ name: 'Chaises', parentId: home.id });
  const shown = await api.call('GET', home.url);
  assert.deepEqual(
    [shown.body['taxonomy'], shown.body['path'], shown.body['hasChildren'], shown.headers['etag']],
    ['main', 'Maison', true, '"1"'],
  );
  assert.deepEqual(await list('parentId=root'), ['Maison']);
  assert.deepEqual(await list(`parentId=${home.id}&taxonomy=main`), [
    'Maison > Chaises',
    'Maison > Lampes de table',
  ]);
  assert.deepEqual(
    [await list('q=home'), await list('q=table'), await list('taxonomy=absent')],
    [['Maison'], ['Maison > Lampes de table'], []],
  );
  const page = await api.call('GET', `${CATEGORIES}?limit=2`);
  const rest = `limit=2&cursor=${String(page.body['nextCursor'])}`;
  assert.deepEqual(await list(rest), ['Maison > Lampes de table']);
  const taken = await api.call('POST', CATEGORIES, { name: 'CHAISES', parentId: home.id });
  assert.deepEqual([taken.status, taken.body['code']], [409, 'categories.path_taken']);
  const coded = await api.call('POST', CATEGORIES, { name: 'Other', code: 'home' });
  assert.deepEqual([coded.status, coded.body['code']], [409, 'categories.code_taken']);
  for (const [body, code] of [
    [{ name: 'A', parentId: crypto.randomUUID() }, 'categories.parent'],
    [{ name: 'A', taxonomy: 'absent' }, 'categories.taxonomy'],
  ] as const)
    assert.deepEqual((await api.call('POST', CATEGORIES, body)).body['code'], code);
  assert.equal((await api.call('POST', CATEGORIES, { name: 'A > B' })).status, 400);
  assert.equal((await api.call('GET', `${CATEGORIES}/${crypto.randomUUID()}`)).status, 404);
});

test('imports find a category under its new name and place, and the audit log says what was changed', async () => {
  await imported('C-1;One;Jardin > Outils > Pelles');
  const tools = await idOf('Jardin > Outils');
  const url = `${CATEGORIES}/${tools}`;
  const renamed = await api.call('PATCH', url, { name: 'Équipement', labels: { 'en-GB': 'Tools' } });
  assert.deepEqual(
    [renamed.status, renamed.body['path'], renamed.body['labels']],
    [200, 'Jardin > Équipement', { 'en-GB': 'Tools' }],
  );
  assert.deepEqual(await categoriesOf('C-1'), ['Jardin > Équipement > Pelles']);
  const known = (await readTree()).length;
  await imported('C-1;One;jardin > equipement > pelles', 'C-2;Two;Jardin > Équipement');
  assert.equal((await readTree()).length, known, 'none is made');
  const moved = await api.call('PATCH', url, { parentId: await idOf('Maison') });
  assert.equal(moved.body['path'], 'Maison > Équipement');
  await imported('C-3;Three;Maison > Equipement > Pelles');
  assert.equal((await readTree()).length, known, 'none is made');
  assert.deepEqual(await categoriesOf('C-3'), ['Maison > Équipement > Pelles']);
  assertPaths(await readTree());
  const stale = await api.call('PATCH', url, { name: 'Late' }, { 'if-match': '"1"' });
  assert.deepEqual([stale.status, stale.body['code']], [412, 'categories.stale']);
  const same = await api.call('PATCH', url, { name: 'Équipement' });
  assert.deepEqual([same.status, same.headers['operation-id']], [200, undefined]);
  const { rows } = await api.system.databases.pools.catalog.query<{ payload: Record<string, unknown> }>(
    `select payload from change_events where change_set_id = $1`,
    [moved.headers['operation-id']],
  );
  const { entity, action, before: old, after: present } = rows[0]!.payload;
  assert.deepEqual(
    [entity, action, (old as Node & { path: string }).path, (present as { path: string }).path],
    ['category', 'updated', 'Jardin > Équipement', 'Maison > Équipement'],
  );
});

test('a product is found by the new name of its category', async () => {
  await imported('S-1;Vis;Quincaille');
  const follow = () => api.system.searchFollower.catchUp(new AbortController().signal, () => undefined);
  await follow();
  const found = async (q: string) => (await api.call('GET', `/api/v1/products?q=${q}`)).body.items.length;
  assert.equal(await found('quincaille'), 1);
  await api.call('PATCH', `${CATEGORIES}/${await idOf('Quincaille')}`, { name: 'Boulonnerie' });
  await follow();
  assert.deepEqual([await found('boulonnerie'), await found('quincaille')], [1, 0]);
});

test('a branch of ten thousand is moved whole, also into another tree', async () => {
  const pool = api.system.databases.pools.catalog;
  const paths = Array.from(
    { length: 9_990 },
    (_, i) => `Tout > Étage ${i % 10} > Rayon ${i % 500} > Bac ${i}`,
  );
  // Files write the names above a category as they like.
  await importLines(api.system, null, [
    'sku;title;category',
    ...paths.map((path, i) => `big-${i};Big;${i % 3 ? path : path.replace('Étage', 'etage')}`),
  ]);
  const before = await readTree();
  const branch = before.filter(({ path_key }) => /^tout( >|$)/.test(path_key));
  assert.ok(branch.length > 10_000, String(branch.length));
  const top = branch.find(({ parent_id }) => parent_id === null)!;
  const tree = await api.call('POST', '/api/v1/taxonomies', { code: 'other' });
  assert.equal(tree.status, 201);
  const shelf = await make({ name: 'Étagère', taxonomy: 'other' });
  for (const parentId of [await idOf('Maison'), shelf.id, null]) {
    const moved = await api.call('PATCH', `${CATEGORIES}/${top.id}`, { name: 'Tout neuf', parentId });
    assert.equal(moved.status, 200, JSON.stringify(moved.body));
    const after = await readTree();
    assert.equal(after.length, before.length + 1);
    const ids = new Set(branch.map(({ id }) => id));
    // Names above are spelled as each file wrote them; keys and places are the same for all.
    const inside = after.filter(({ id }) => ids.has(id));
    const byId = new Map(after.map((node) => [node.id, node]));
    const keyOf = (node: Node): string => {
      const parent = node.parent_id === null ? undefined : byId.get(node.parent_id)!;
      return parent ? `${keyOf(parent)} > ${foldText(node.name)}` : foldText(node.name);
    };
    const pathOf = (node: Node): string => {
      const own = node.id.replaceAll('-', '');
      return node.parent_id === null ? own : `${pathOf(byId.get(node.parent_id)!)}.${own}`;
    };
    for (const node of inside)
      assert.deepEqual(
        [node.path_key, node.path, foldText(node.full_path), node.full_path.split(' > ').at(-1)],
        [keyOf(node), pathOf(node), keyOf(node), node.name],
      );
    // What is walked along above is what stood there before: below the top nobody has another parent or name.
    for (const { id, parent_id, name } of branch.filter((node) => node !== top))
      assert.deepEqual([byId.get(id)!.parent_id, byId.get(id)!.name], [parent_id, name]);
    assert.deepEqual([byId.get(top.id)!.parent_id, byId.get(top.id)!.name], [parentId, 'Tout neuf']);
    assert.deepEqual(
      new Set(inside.map(({ taxonomy_id }) => taxonomy_id)),
      new Set([byId.get(parentId ?? shelf.id)!.taxonomy_id]),
    );
    const outside = after.filter(({ id }) => !ids.has(id) && id !== shelf.id);
    const previous = new Map(before.map((node) => [node.id, node]));
    for (const node of outside) assert.deepEqual(node, previous.get(node.id));
  }
  const trees = await pool.query(
    `select distinct t.code from categories c join taxonomies t on t.id = c.taxonomy_id where c.path_key like 'tout neuf%'`,
  );
  assert.deepEqual(trees.rows, [{ code: 'other' }], 'at the top of the tree that it was moved into');
});

test('a category is not moved below itself, nor onto another', async () => {
  const home = await idOf('Maison');
  for (const parentId of [home, await idOf('Maison > Équipement')]) {
    const refused = await api.call('PATCH', `${CATEGORIES}/${home}`, { parentId });
    assert.deepEqual([refused.status, refused.body['code']], [422, 'categories.below_itself']);
  }
  const onto = await api.call('PATCH', `${CATEGORIES}/${await idOf('Maison > Équipement')}`, {
    name: 'chaises',
  });
  assert.deepEqual([onto.status, onto.body['code']], [409, 'categories.path_taken']);
});

test('one that is in use is deleted by force only, with its branch; products keep their other categories', async () => {
  await imported('D-1;Deux;Cave > Vins > Rouges|Salon', 'D-2;Deux;Cave > Bières');
  const cellar = `${CATEGORIES}/${await idOf('Cave')}`;
  const refused = await api.call('DELETE', cellar);
  assert.deepEqual(
    [refused.status, refused.body['code'], refused.body['params']],
    [409, 'categories.in_use', { code: 'Cave', products: 2, children: 2, mappings: 0 }],
  );
  const before = await api.call('GET', '/api/v1/products?supplierReference=D-1');
  const gone = await api.call('DELETE', `${cellar}?force=true`);
  assert.equal(gone.status, 204, JSON.stringify(gone.body));
  assert.deepEqual([await categoriesOf('D-1'), await categoriesOf('D-2')], [['Salon'], []]);
  assert.deepEqual(await list('q=Cave'), []);
  assert.deepEqual(await list('q=Rouges'), []);
  const after = await api.call('GET', '/api/v1/products?supplierReference=D-1');
  assert.equal(after.body.items[0]!['version'], Number(before.body.items[0]!['version']) + 1);
  const { rows } = await api.system.databases.pools.catalog.query<{ changes: unknown }>(
    'select changes from field_changes where change_set_id = $1 order by changes::text',
    [gone.headers['operation-id']],
  );
  assert.deepEqual(
    rows.map(({ changes }) => changes),
    [{ category: [['Cave > Bières'], null] }, { category: [['Cave > Vins > Rouges', 'Salon'], ['Salon']] }],
  );
  const empty = await make({ name: 'Vide' });
  assert.equal((await api.call('DELETE', empty.url)).status, 204);
  assert.equal((await api.call('DELETE', empty.url)).status, 404);
});

test('an undo does not put a product back into a category that is gone', async () => {
  const first = await imported('U-1;Un;Atelier');
  await imported('U-1;Un;Garage');
  const { body } = await api.call('GET', '/api/v1/operations?limit=1');
  const second = String(body.items[0]!['id']);
  await api.call('DELETE', `${CATEGORIES}/${await idOf('Atelier')}?force=true`);
  assert.equal(first.rows['created'], 1);
  const asked = await api.call('POST', `/api/v1/operations/${second}/undo`, {});
  assert.equal(asked.status, 202, JSON.stringify(asked.body));
  await api.system.undos.run(String(asked.body['id']), { signal: new AbortController().signal });
  assert.deepEqual(await categoriesOf('U-1'), ['Garage']);
  const conflicts = await api.call('GET', `/api/v1/operations/${String(asked.body['id'])}`);
  assert.match(JSON.stringify(conflicts.body), /category.gone/);
});
