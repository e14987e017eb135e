import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Client } from 'pg';
import { buildProduct, recordChanges } from '../../../test/support/build-product.ts';
import { createInstallation, type TestInstallation } from '../../../test/support/installation.ts';
import { createPool, type ConnectionPool } from '../../platform/databases/pool.ts';
import { followEvents } from '../../platform/events/follow-events.ts';
import { createSearchFollower } from './search-follower.ts';
import { createProductSearch } from './search-products.ts';

let installation: TestInstallation;
let client: Client;
let pool: ConnectionPool;

before(async () => {
  installation = await createInstallation();
  client = await installation.connect();
  pool = createPool({
    name: 'catalog',
    url: installation.server.urlFor('catalog'),
    size: 2,
    overflow: 8,
    timeoutMs: 10_000,
    recycleMs: 3_600_000,
    statementTimeoutMs: 0,
  });
});

after(async () => {
  await pool.end();
  await client.end();
  await installation.remove();
});

const catchUp = (): Promise<boolean> =>
  createSearchFollower({ pool }).catchUp(new AbortController().signal, () => undefined);

async function idsOf(text: string): Promise<string[]> {
  return (await createProductSearch({ pool })(text, 20)).map((hit) => hit.productId);
}

async function versionOf(table: string, id: string): Promise<string> {
  const { rows } = await client.query<{ v: string }>(
    `select xmin::text || ctid::text as v from ${table} where product_id = $1`,
    [id],
  );
  return rows[0]?.v ?? 'none';
}

test('a name is found without accents, in another number and language, and while it is typed', async () => {
  const id = await buildProduct(client, {
    title: 'Médicaments génériques en comprimés',
    brand: 'Pierre Fabre',
    category: 'Santé > Pharmacie à domicile',
    english: { title: 'Painkillers' },
    attributes: { color: 'Fuchsia' },
  });
  const other = await buildProduct(client, { title: 'Wireless headphones', brand: 'Sony' });
  await catchUp();
  for (const text of [
    'medicament generique',
    'MÉDICAMENTS',
    'comprimé',
    'médicam',
    'medicamen',
    'fabre',
    'pharmacie domicile',
    'fuchsia',
    'painkiller',
    'médicaments pour la santé'.replace(' pour la', ''),
  ])
    assert.deepEqual(await idsOf(text), [id], text);
  assert.deepEqual(await idsOf('headphone'), [other]);
  assert.deepEqual(await idsOf('medicament headphone'), []);
  assert.deepEqual((await idsOf('fabre OR sony')).sort(), [id, other].sort());
});

test('words beside slashes and hyphens, phrases and exclusions', async () => {
  const slash = await buildProduct(client, { title: 'AMOXICILLINE/CLAVULANIQUE 500 mg' });
  const hyphen = await buildProduct(client, { title: 'Tire-bouchon KDL-32HX755 rouge' });
  const blue = await buildProduct(client, { title: 'Tire bouchon bleu' });
  await catchUp();
  assert.deepEqual(await idsOf('clavulanique'), [slash]);
  assert.deepEqual(await idsOf('amoxicilline/clavulanique'), [slash]);
  assert.deepEqual(await idsOf('kdl 32hx'), [hyphen]);
  assert.deepEqual((await idsOf('tire-bouchon')).sort(), [hyphen, blue].sort());
  assert.deepEqual(await idsOf('bouchon -rouge'), [blue]);
  assert.deepEqual(await idsOf('"bouchon tire"'), []);
  assert.deepEqual(await idsOf('-rouge'), []);
});

test('a code is found in every form, before names', async () => {
  const id = await buildProduct(client, {
    sku: 'LAMPE-7',
    gtin: '03400930000014',
    mpn: 'AB-123',
    title: 'Lampe',
    offer: { supplier: 'Acme', reference: 'R 7/b' },
  });
  await buildProduct(client, { title: 'Ampoule pour LAMPE-7' });
  await catchUp();
  for (const code of ['LAMPE-7', '3400930000014', '03400930000014', '3 400930 000014', 'R 7/b'])
    assert.equal((await idsOf(code))[0], id, code);
  const [hit] = await createProductSearch({ pool })('3400930000014', 5);
  assert.deepEqual([hit?.score, hit?.matched], [1, [{ field: 'gtin', weight: 1 }]]);
});

test('a word found nowhere gives way to its neighbours, a number does not', async () => {
  const id = await buildProduct(client, { title: 'Aspirateur balai 4711' });
  await catchUp();
  for (const text of ['asprateur', 'aspirtaeur', 'aspirateurr balai', 'ballai'])
    assert.deepEqual(await idsOf(text), [id], text);
  assert.deepEqual(await idsOf('4712'), []);
});

test('the title weighs more than the category, and the hit says where it was found', async () => {
  const inCategory = await buildProduct(client, { title: 'Produit quelconque', category: 'Perceuses' });
  const inTitle = await buildProduct(client, { title: 'Perceuse' });
  await catchUp();
  const hits = await createProductSearch({ pool })('perceuse', 20);
  assert.deepEqual(
    hits.map((hit) => [hit.productId, hit.matched.map(({ field }) => field)]),
    [
      [inTitle, ['title']],
      [inCategory, ['category']],
    ],
  );
});

test('a description is found after the names, and no longer once it is cleared', async () => {
  const id = await buildProduct(client, { title: 'Chaise', description: 'Assise en velours côtelé' });
  await catchUp();
  assert.deepEqual(await idsOf('velours cotele'), [id]);
  await client.query('update products set description = null where id = $1', [id]);
  await recordChanges(client, [
    { productId: id, kind: 'updated', changes: { description: ['Assise en velours côtelé', null] } },
  ]);
  await catchUp();
  assert.deepEqual(await idsOf('velours'), []);
});

test('an archived product is not found, and found again when it comes back', async () => {
  const id = await buildProduct(client, { title: 'Trottinette', description: 'Pliable' });
  await catchUp();
  await client.query(`update products set status = 'archived' where id = $1`, [id]);
  assert.deepEqual(await idsOf('trottinette'), [], 'before the documents follow');
  await recordChanges(client, [
    { productId: id, kind: 'archived', changes: { status: ['draft', 'archived'] } },
  ]);
  await catchUp();
  assert.equal(await versionOf('search_documents', id), 'none');
  assert.equal(await versionOf('search_descriptions', id), 'none');
  await client.query(`update products set status = 'active' where id = $1`, [id]);
  await recordChanges(client, [
    { productId: id, kind: 'updated', changes: { status: ['archived', 'active'] } },
  ]);
  await catchUp();
  assert.deepEqual(await idsOf('trottinette pliable'), []);
  assert.deepEqual(await idsOf('pliable'), [id]);
  assert.deepEqual(await idsOf('trottinette'), [id]);
});

test('only a change of what a document holds writes it, and reading the log again writes nothing', async () => {
  const id = await buildProduct(client, { title: 'Bouilloire', description: 'Inox', price: '10' });
  await catchUp();
  const before = [await versionOf('search_documents', id), await versionOf('search_descriptions', id)];
  await client.query(`update products set title = 'Théière' where id = $1`, [id]);
  await recordChanges(client, [
    { productId: id, kind: 'updated', changes: { 'price.sale:EUR': ['10', '11'] } },
  ]);
  await catchUp();
  assert.equal(await versionOf('search_documents', id), before[0], 'a price is not searched');
  await recordChanges(client, [
    { productId: id, kind: 'updated', changes: { title: ['Bouilloire', 'Théière'] } },
  ]);
  await catchUp();
  assert.deepEqual(await idsOf('theiere'), [id]);
  assert.deepEqual(await idsOf('bouilloire'), []);
  const changed = await versionOf('search_documents', id);
  assert.notEqual(changed, before[0]);
  assert.equal(await versionOf('search_descriptions', id), before[1], 'a title is no description');
  await client.query('delete from consumer_positions');
  await catchUp();
  assert.equal(await versionOf('search_documents', id), changed);
});

test('a batch is spread over two connections and is found whole', async () => {
  const { rows } = await client.query<{ id: string }>(
    `insert into products (sku, title, description, status, owner)
     select 'bulk-' || n, 'Boulon zingué taille' || n, 'Filetage métrique', 'draft', 'user' from generate_series(1, 1500) n returning id`,
  );
  await recordChanges(
    client,
    rows.map(({ id }) => ({ productId: id, kind: 'created' as const, changes: null })),
  );
  await catchUp();
  const count = await client.query<{ names: number; descriptions: number }>(
    `select (select count(*)::int from search_documents d join products p on p.id = d.product_id where p.sku like 'bulk-%') as names,
       (select count(*)::int from search_descriptions d join products p on p.id = d.product_id where p.sku like 'bulk-%') as descriptions`,
  );
  assert.deepEqual(count.rows[0], { names: 1500, descriptions: 1500 });
  assert.equal((await idsOf('boulon taille1477')).length, 1);
  assert.deepEqual(await createSearchFollower({ pool }).lag(), { names: 0, descriptions: 0 });
});

test('a failed batch leaves neither documents nor position, and is done by the next run', async () => {
  const id = await buildProduct(client, { title: 'Marteau' });
  await client.query(
    `alter table search_documents add constraint no_more check (product_id <> '${id}'::uuid) not valid`,
  );
  await assert.rejects(catchUp(), /no_more/);
  await client.query('alter table search_documents drop constraint no_more');
  assert.equal((await createSearchFollower({ pool }).lag()).names, 1);
  await catchUp();
  assert.deepEqual(await idsOf('marteau'), [id]);
});

test('one process follows at a time', async () => {
  const stop = new AbortController();
  let entered = (): void => undefined;
  const inside = new Promise<void>((resolve) => (entered = resolve));
  await buildProduct(client, { title: 'Scie' });
  const following = followEvents({
    pool,
    signal: stop.signal,
    once: false,
    consumer: {
      name: 'search-documents',
      events: 1,
      connections: 1,
      handle: async () => entered(),
    },
  });
  await inside;
  assert.equal(await catchUp(), false);
  stop.abort();
  assert.equal(await following, true);
});
