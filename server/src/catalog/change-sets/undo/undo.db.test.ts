import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { useTestApi } from '../../../../test/support/api.ts';
import { digestCatalogue, emptyCatalogue } from '../../../../test/support/catalogue-digest.ts';
import { readCatalogue } from '../../../../test/support/catalogue-rows.ts';
import { importLines } from '../../../../test/support/import-lines.ts';
import { originOfProgram } from '../../../platform/origin.ts';
import { productParts } from './delete-products.queries.ts';
import { inTransaction } from '../../../platform/databases/transactions.ts';
import type { UndoSelection } from './select-operations.queries.ts';
import type { UndoCounts } from './undo-counts.queries.ts';

const { api, client } = await useTestApi();
beforeEach(() => emptyCatalogue(client));

const heading = 'Référence;Code EAN;Désignation;Marque;Catégorie;Prix TTC;Stock;Couleur;PA HT';
const lamp = 'L-1;3400930000014;Lampe;Lumen;Salon > Lampes;12,90;5;noir;7,10';
const vase = 'V-1;3400930000021;Vase;Terra;Salon > Vases;8,00;2;blanc;4,00';

async function undo(selection: UndoSelection): Promise<{ id: string; counts: UndoCounts }> {
  const id = await inTransaction(api.system.databases.pools.catalog, (transaction) =>
    api.system.undos.request(transaction, selection, originOfProgram('test')),
  );
  return { id, counts: await api.system.undos.run(id, { signal: new AbortController().signal }) };
}
const undoOperation = (operationId: string | null) => undo({ operationId: operationId! });
const imported = (supplier: string | null, ...lines: string[]) =>
  importLines(api.system, supplier, [heading, ...lines]);
const importStatus = async (id: string) => (await api.system.imports.get(id)).job.status;
const productId = async (sku: string): Promise<string> =>
  (await client.query<{ id: string }>('select id from products where sku = $1', [sku])).rows[0]!.id;
const edit = (id: string, patch: object) => api.call('PATCH', `/api/v1/products/${id}`, patch);
const catchUp = () => api.system.searchFollower.catchUp(new AbortController().signal, () => undefined);
const conflictsOf = async (id: string) =>
  (await api.call('GET', `/api/v1/operations/${id}`)).body['conflicts'];

test('what an import made goes; undoing that brings the same rows back, and so on', async () => {
  const first = await imported('Alpha', lamp, vase);
  const rows = await readCatalogue(client);
  const id = await productId('ALPHA-L-1');
  await catchUp();

  const undone = await undoOperation(first.operationId);
  assert.deepEqual(undone.counts, {
    deleted: 2,
    restored: 0,
    updated: 0,
    kept: 0,
    conflicts: 0,
    fields: {},
  });
  assert.deepEqual(Object.values(await readCatalogue(client)).flat(), []);
  assert.equal(await importStatus(first.id), 'undone');
  assert.equal((await api.call('GET', `/api/v1/products/${id}`)).status, 404);
  await catchUp();
  assert.deepEqual((await client.query('select * from search_documents')).rows, []);
  const feed = (await api.call('GET', '/api/v1/changes')).body.items.slice(-2);
  assert.deepEqual(feed.map((item) => [item['kind'], item['sku']]).toSorted(), [
    ['deleted', 'ALPHA-L-1'],
    ['deleted', 'ALPHA-V-1'],
  ]);

  const back = await undoOperation(undone.id);
  assert.equal(back.counts.restored, 2);
  assert.deepEqual(await readCatalogue(client), rows);
  assert.equal(await importStatus(first.id), 'completed');
  const read = await api.call('GET', `/api/v1/products/${id}`);
  assert.deepEqual([read.status, read.body['title'], read.body['version']], [200, 'Lampe', 3]);
  await catchUp();
  assert.equal((await client.query('select * from search_documents')).rowCount, 2);

  const again = await undoOperation(first.operationId);
  assert.equal(again.counts.deleted, 2);
  const twice = await undoOperation(again.id);
  assert.equal(twice.counts.restored, 2);
  assert.deepEqual(await readCatalogue(client), rows);
  // The first one that brought them back is still in effect, and may be taken back as well.
  assert.equal((await undoOperation(back.id)).counts.deleted, 2);
  assert.equal(await importStatus(first.id), 'undone');
});

test('an edited product is kept and listed, with who edited it', async () => {
  const first = await imported('Alpha', lamp, vase);
  const id = await productId('ALPHA-L-1');
  await edit(id, { title: 'Lampe de bureau' });
  const undone = await undoOperation(first.operationId);
  assert.deepEqual([undone.counts.deleted, undone.counts.kept], [1, 1]);
  const [conflict] = (await conflictsOf(undone.id)) as Record<string, unknown>[];
  assert.deepEqual(
    [conflict!['productId'], conflict!['field'], conflict!['reason'], conflict!['by']],
    [id, null, 'product.changed_since', 'Admin'],
  );
  const kept = await api.call('GET', `/api/v1/products/${id}`);
  assert.deepEqual([kept.status, kept.body['title']], [200, 'Lampe de bureau']);
});

test('an edit that was itself undone holds no product', async () => {
  const first = await imported('Alpha', lamp);
  const edited = await edit(await productId('ALPHA-L-1'), { title: 'Lampe de bureau' });
  await undoOperation(edited.headers['operation-id']!);
  assert.equal((await undoOperation(first.operationId)).counts.deleted, 1);
});

test('an update is walked back in every table, and forward again', async () => {
  await imported('Alpha', lamp, 'V-2;3400930000029;;;Salon > Vases;8,00;2;blanc;4,00');
  await edit(await productId('ALPHA-L-1'), { attributes: { size: 3 } });
  await client.query(
    `insert into field_sources (product_id, owners) select id, jsonb_build_object('title', uuidv7()) from products where sku = 'ALPHA-L-1'
     on conflict (product_id) do update set owners = field_sources.owners || excluded.owners`,
  );
  await client.query(`update product_prices set tax_included = false`);
  await client.query(`update product_attributes set values = values || '{"color": 7}'`);
  const rows = await readCatalogue(client, ['created_at']);
  const nextLines = [
    'L-1;3400930000014;Lampe bleue;Lumen Pro;Bureau > Lampes|Salon > Lampes;13,50;0;bleu;7,40',
    'V-2;3400930000021;Vase;Terra;Salon > Vases;8,00;3;blanc;4,00',
  ];
  const next = await imported('Alpha', ...nextLines);
  assert.equal(next.rows['updated'], 2);
  const changed = await readCatalogue(client, ['created_at']);
  for (const [table, before] of Object.entries(rows))
    if (table !== 'product_stocks') assert.notDeepEqual(changed[table], before, table);

  const undone = await undoOperation(next.operationId);
  assert.deepEqual([undone.counts.updated, undone.counts.conflicts], [2, 0]);
  assert.deepEqual(await readCatalogue(client, ['created_at']), rows);
  const again = await undoOperation(undone.id);
  assert.deepEqual(await readCatalogue(client, ['created_at']), changed);

  // Rows that were walked back are compared again, although the file is the one of last time.
  await undoOperation(again.id);
  const repeated = await imported('Alpha', ...nextLines);
  assert.equal(repeated.rows['updated'], 2);
  const withoutSource = ['created_at', 'change_set_id'];
  assert.deepEqual((await readCatalogue(client, withoutSource))['product_prices'], changed['product_prices']);
});

test('stocks and families of our own catalogue come back, and a new stock goes', async () => {
  const own = (...lines: string[]) =>
    importLines(api.system, null, ['Référence;Désignation;Stock;Famille', ...lines]);
  await own('A-1;Lampe;5;Éclairage', 'A-2;Vase;;');
  const rows = await readCatalogue(client);
  const next = await own('A-1;Lampe;0;Décoration', 'A-2;Vase;9;Décoration');
  assert.deepEqual(next.fields, { stock: 2, family: 2 });
  await undoOperation(next.operationId);
  assert.deepEqual(await readCatalogue(client), rows);
});

test('an offer that a second supplier brought goes, and comes back under its id', async () => {
  await imported('Alpha', lamp);
  const rows = await readCatalogue(client);
  const second = await imported('Beta', 'B-9;3400930000014;Autre lampe;Lumen;;11,00;9;;6,00');
  const both = await readCatalogue(client);
  assert.equal(both['supplier_products']!.length, 2);
  const undone = await undoOperation(second.operationId);
  assert.deepEqual(await readCatalogue(client), rows);
  await undoOperation(undone.id);
  assert.deepEqual(await readCatalogue(client), both);
});

test('fields that another supplier changed since are kept and listed; the others come back', async () => {
  await imported('Beta', 'B-9;3400930000014;Lampe;Lumen;Salon > Lampes;12,90;5;noir;6,00');
  await imported('Alpha', 'L-1;3400930000014;;;;;;;7,10');
  await client.query(`update suppliers set priority = priority + 10 where name = 'Beta'`);
  const first = await imported(
    'Beta',
    'B-9;3400930000014;Lampe haute;Lumen;Salon > Lampes;14,00;5;noir;6,00',
  );
  assert.equal(first.rows['updated'], 1);
  await imported('Alpha', 'L-1;3400930000014;;;;15,00;;;7,10');
  const undone = await undoOperation(first.operationId);
  assert.deepEqual(undone.counts.fields, { title: 1 });
  const [conflict, ...more] = (await conflictsOf(undone.id)) as Record<string, unknown>[];
  assert.equal(more.length, 0);
  assert.deepEqual(
    [conflict!['field'], conflict!['reason'], conflict!['restored'], conflict!['present']],
    ['price.sale:EUR', 'field.changed_since', '12.90', '15.00'],
  );
  const { rows } = await client.query(
    'select p.title, x.amount from products p join product_prices x on x.product_id = p.id',
  );
  assert.deepEqual(rows, [{ title: 'Lampe', amount: '15.00' }]);
});

test('all that a supplier changed since a moment is one undo, previewed and over several imports', async () => {
  await imported('Alpha', lamp);
  await imported('Beta', 'B-9;3400930000021;Vase;Terra;;8,00;1;;4,00');
  const rows = await readCatalogue(client, ['change_set_id', 'line']);
  const since = new Date();
  const price = (amount: string) => imported('Alpha', lamp.replace('12,90', amount));
  const [one, two] = [await price('13,90'), await price('14,90')];
  const edited = await edit(await productId('BETA-B-9'), { title: 'Grand vase' });
  const three = await imported(
    'Alpha',
    lamp.replace('12,90', '15,90'),
    'N-1;3400930000038;Neuf;;;1,00;1;;0,50',
  );
  const { rows: found } = await client.query<{ id: string }>(`select id from suppliers where name = 'Alpha'`);
  const selection = { since, supplierId: found[0]!.id };

  const before = await digestCatalogue(client);
  const preview = await api.system.undos.preview(selection);
  assert.deepEqual(await digestCatalogue(client), before, 'a preview changes nothing');
  assert.deepEqual(preview.operations, [one.operationId, two.operationId, three.operationId]);
  assert.deepEqual([preview.counts.deleted, preview.counts.updated], [1, 1]);
  assert.deepEqual(
    preview.changes.map(({ field, present, restored }) => [field, present, restored]),
    [['price.sale:EUR', '15.90', '12.90']],
  );

  const undone = await undo(selection);
  assert.deepEqual(undone.counts.fields, preview.counts.fields);
  await undoOperation(edited.headers['operation-id']!);
  assert.deepEqual(await readCatalogue(client, ['change_set_id', 'line']), rows);
  for (const { id } of [one, two, three]) assert.equal(await importStatus(id), 'undone');
});

test('where somebody else wrote between two undone changes, what they wrote comes back', async () => {
  await imported('Alpha', lamp);
  const since = new Date();
  await imported('Alpha', lamp.replace('12,90', '13,90'));
  const id = await productId('ALPHA-L-1');
  await edit(id, { prices: [{ type: 'sale', currency: 'EUR', amount: '20' }] });
  // The person gives the price back to the supplier.
  await client.query(`update field_sources set owners = owners - 'price.sale:EUR'`);
  await imported('Alpha', lamp.replace('12,90', '14,90'));
  const { rows: found } = await client.query<{ id: string }>(`select id from suppliers where name = 'Alpha'`);
  await undo({ since, supplierId: found[0]!.id });
  const { rows } = await client.query('select amount from product_prices');
  assert.deepEqual(rows, [{ amount: '20' }]);
});

test('an edit is undone in every part, and its undo too', async () => {
  await imported('Alpha', lamp, vase);
  const id = await productId('ALPHA-L-1');
  const rows = await readCatalogue(client, ['created_at']);
  const edited = await edit(id, {
    title: null,
    gtin: '3400930000045',
    brand: 'lumen pro',
    categories: ['Bureau > Lampes', 'Salon > Lampes'],
    prices: [{ type: 'rrp', currency: 'EUR', amount: '19.90', taxIncluded: false }],
    stocks: [],
    attributes: { color: null, parts: ['a', 'b'], weightless: true },
    status: 'archived',
    mpn: 'x-1',
    weight: '01.50',
  });
  assert.equal(edited.status, 200, JSON.stringify(edited.body));
  const changed = await readCatalogue(client, ['created_at']);
  const undone = await undoOperation(edited.headers['operation-id']!);
  assert.equal(undone.counts.conflicts, 0);
  assert.deepEqual(await readCatalogue(client, ['created_at']), rows);
  await undoOperation(undone.id);
  assert.deepEqual(await readCatalogue(client, ['created_at']), changed);
});

test('a product whose codes were taken since does not come back, and is listed', async () => {
  const first = await imported('Alpha', lamp, vase);
  const undone = await undoOperation(first.operationId);
  await imported('Alpha', lamp);
  const back = await undoOperation(undone.id);
  assert.deepEqual([back.counts.restored, back.counts.kept], [1, 1]);
  const [conflict] = (await conflictsOf(back.id)) as Record<string, unknown>[];
  assert.equal(conflict!['reason'], 'sku.taken');
});

test('import, undo, import is one clean import', async () => {
  const state = async () => {
    const { history: _history, events: _events, ...rest } = await digestCatalogue(client);
    return rest;
  };
  await imported('Alpha', lamp, vase);
  const clean = await state();
  await emptyCatalogue(client);
  const first = await imported('Alpha', lamp, vase);
  await undoOperation(first.operationId);
  const again = await imported('Alpha', lamp, vase);
  assert.deepEqual([again.rows['created'], again.rows['unchanged']], [2, 0]);
  assert.deepEqual(await state(), clean);
});

test('an operation is undone once at a time', async () => {
  const first = await imported('Alpha', lamp);
  const [one, two] = await Promise.all(
    [undoOperation(first.operationId), undoOperation(first.operationId)].map((p) => p.catch((e: Error) => e)),
  );
  const { rows } = await client.query(`select count(*)::int as n from change_sets where kind = 'undo'`);
  assert.deepEqual(rows, [{ n: 1 }], JSON.stringify([one, two]));
  assert.equal((await client.query('select 1 from products')).rowCount, 0);
});

test('a product that a person made is undone, and comes back', async () => {
  const made = await api.call('POST', '/api/v1/products', {
    sku: 'M-1',
    title: 'One',
    gtin: '3400930000014',
  });
  const rows = await readCatalogue(client);
  const undone = await undoOperation(made.headers['operation-id']!);
  assert.deepEqual(Object.values(await readCatalogue(client)).flat(), []);
  await undoOperation(undone.id);
  assert.deepEqual(await readCatalogue(client), rows);
});

test('a code that another product took since stays there, and the field with it', async () => {
  const made = await api.call('POST', '/api/v1/products', {
    sku: 'M-1',
    title: 'One',
    gtin: '3400930000014',
  });
  const edited = await edit(String(made.body['id']), { gtin: null, title: 'Two' });
  await api.call('POST', '/api/v1/products', { sku: 'M-2', title: 'Other', gtin: '3400930000014' });
  const undone = await undoOperation(edited.headers['operation-id']!);
  assert.deepEqual(undone.counts.fields, { title: 1 });
  const [conflict] = (await conflictsOf(undone.id)) as Record<string, unknown>[];
  assert.deepEqual([conflict!['field'], conflict!['reason']], ['gtin', 'code.taken']);
});

test('edits and imports of one field, all undone, end at its first value however each wrote it', async () => {
  await imported('Alpha', lamp);
  const id = await productId('ALPHA-L-1');
  const rows = await readCatalogue(client, ['created_at', 'line', 'change_set_id']);
  const since = new Date();
  await edit(id, {
    categories: ['salon > lampes', 'Bureau'],
    brand: 'LUMEN PRO',
    weight: '01.50',
    stocks: [{ quantity: '3' }],
  });
  await edit(id, { categories: ['Cave'], brand: 'Autre', weight: '2', stocks: [{ quantity: '4' }] });
  const undone = await undo({ since, supplierId: null });
  assert.equal(undone.counts.conflicts, 0);
  assert.deepEqual(await readCatalogue(client, ['created_at', 'line', 'change_set_id']), rows);
});

test('people edit while an undo runs: each product goes whole, or stays whole with its edit', async () => {
  const many = Array.from({ length: 6_000 }, (_, i) => `R-${i};;Article ${i};Lumen;Salon;1,00;1;noir;0,50`);
  const first = await imported('Alpha', ...many);
  const { rows: picked } = await client.query<{ id: string }>(
    'select id from products tablesample bernoulli (1) limit 40',
  );
  const running = undoOperation(first.operationId);
  const statuses = await Promise.all(
    picked.map(({ id }) => edit(id, { title: 'Kept' }).then(({ status }) => status)),
  );
  const undone = await running;
  const edits = statuses.filter((status) => status === 200).length;
  assert.equal(edits + statuses.filter((status) => status === 404).length, picked.length, String(statuses));
  const { rows } = await client.query<{ n: number; offers: number }>(
    `select count(*)::int as n, (select count(*)::int from supplier_products) as offers from products`,
  );
  assert.deepEqual(rows, [{ n: edits, offers: edits }]);
  assert.deepEqual([undone.counts.deleted, undone.counts.kept], [6_000 - edits, edits]);
});

test('every table that hangs on a product is undone with it, or follows the events, or is history', async () => {
  const others = [
    'field_changes',
    'change_events',
    'search_documents',
    'search_descriptions',
    'best_offers',
    'undo_conflicts',
    // What a person said of a row stays said; of a product that is gone it says nothing.
    'match_decisions',
  ];
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and a.attname = 'product_id'`,
  );
  assert.deepEqual(rows.map(({ name }) => name).sort(), [...productParts, ...others].sort());
});
