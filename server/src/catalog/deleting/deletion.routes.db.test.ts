import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';
import { importLines } from '../../../test/support/import-lines.ts';

const { api, client } = await useTestApi();

const never = new AbortController().signal;
const nowhere = '01900000-0000-7000-8000-000000000000';
const remove = (id: string, query = '', headers = {}): Promise<Answer> =>
  api.call('DELETE', `/api/v1/products/${id}?permanent=true${query}`, undefined, headers);
async function make(body: object): Promise<string> {
  const made = await api.call('POST', '/api/v1/products', body);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return String(made.body['id']);
}

/** Tables of db_catalog, and how many of their rows name the product. */
async function rowsOf(id: string): Promise<Record<string, number>> {
  const { rows: tables } = await client.query<{ name: string; column: string }>(
    `select c.relname as name, a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and (a.attname in ('product_id', 'survivor_id', 'parent_id') or c.relname = 'products' and a.attname = 'id') and a.atttypid = 'uuid'::regtype`,
  );
  const counted: Record<string, number> = {};
  for (const { name, column } of tables) {
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from ${name} where ${column} = $1`,
      [id],
    );
    if (rows[0]!.n > 0) counted[`${name}.${column}`] = rows[0]!.n;
  }
  return counted;
}

test('a product goes with all that hangs on it, in every database; one entry says that it went', async () => {
  const heading = 'Référence;EAN;Désignation;Marque;Catégorie;Prix TTC;Couleur;PA HT';
  const line = 'D-1;3400930000014;Lampe;Lumen;Salon > Lampes;12,90;noir;7,10';
  await importLines(api.system, 'Alpha', [heading, line]);
  const [product] = (await api.call('GET', '/api/v1/products?sku=ALPHA-D-1')).body.items;
  const id = String(product!['id']);
  const other = await make({ sku: 'OTHER' });
  await api.call('PATCH', `/api/v1/products/${id}`, { stocks: [{ quantity: '1' }], title: 'Lampe haute' });
  const { media } = api.system.databases.pools;
  const pictures = ['https://pictures.example/one.jpg', 'https://pictures.example/both.jpg'];
  const { rows: recorded } = await media.query<{ id: string }>(
    `insert into media (address, address_hash) select a, md5(a)::uuid from unnest($1::text[]) as u(a) returning id`,
    [pictures],
  );
  await client.query(
    `insert into product_media_references (product_id, name, position, media_id)
     select $1::uuid, name, 1, id from unnest($2::text[], $3::uuid[]) as r(name, id)
     union all select $4::uuid, $5, 1, $6::uuid`,
    [id, pictures, recorded.map((row) => row.id), other, pictures[1], recorded[1]!.id],
  );
  await client.query(
    `insert into match_decisions (owner, key, action, product_id) values ('own', 'sku=gone', 'product', $1)`,
    [id],
  );
  const merged = await make({ sku: 'MERGED' });
  await api.call('POST', `/api/v1/products/${id}/merge`, { ids: [merged] });
  await api.system.searchFollower.catchUp(never, () => undefined);

  const gone = await remove(id);
  assert.deepEqual(
    [gone.status, gone.body['undoable'], gone.headers['location']],
    [202, false, `/api/v1/operations/${gone.headers['operation-id']}`],
  );
  const { 'change_events.product_id': _, ...rows } = await rowsOf(id);
  assert.deepEqual(rows, { 'field_changes.product_id': 1 });
  const said = await client.query(
    `select 1 from change_events where product_id = $1 and payload ? 'values'`,
    [id],
  );
  assert.equal(said.rowCount, 0);
  assert.equal((await api.call('GET', `/api/v1/products/${id}`)).status, 404);
  const left = await media.query<{ address: string }>('select address from media');
  assert.deepEqual(left.rows, [{ address: pictures[1] }]);
  const feed = (await api.call('GET', '/api/v1/changes')).body.items;
  assert.deepEqual(
    feed.filter((item) => item['id'] === id).map(({ kind, sku }) => [kind, sku]),
    [['deleted', 'ALPHA-D-1']],
  );
  const orphan = await api.call('GET', `/api/v1/products/${merged}`);
  assert.deepEqual([orphan.status, orphan.body['status']], [200, 'archived']);

  const operation = `/api/v1/operations/${gone.headers['operation-id']}`;
  const told = await api.call('GET', operation);
  assert.deepEqual(
    [told.body['kind'], told.body['state'], told.body['undoable']],
    ['delete', 'completed', false],
  );
  const undo = await api.call('POST', `${operation}/undo`, {});
  assert.deepEqual([undo.status, undo.body['code']], [409, 'operations.state']);
  assert.match(String(undo.body['detail']), /permanently.*backup/);
  await api.system.auditFollower.catchUp(never);
  const { items } = (await api.call('GET', `/api/v1/audit?entity=product&entityId=${id}`)).body;
  assert.deepEqual([items[0]!['action'], items[0]!['before']], ['product.deleted', { sku: 'ALPHA-D-1' }]);

  const again = await importLines(api.system, 'Alpha', [heading, line]);
  assert.equal(again.rows['created'], 1, 'its codes are free');
});

test('a model is deleted only where its variants may stay alone', async () => {
  const model = await make({ sku: 'MODEL' });
  const variant = await make({ sku: 'VARIANT' });
  await client.query(`update products set type = 'model' where id = $1`, [model]);
  await client.query(`update products set type = 'variant', parent_id = $1 where id = $2`, [model, variant]);
  const refused = await remove(model);
  assert.deepEqual([refused.status, refused.body['code']], [409, 'products.has_variants']);
  assert.equal((await remove(model, '&detach=true')).status, 202);
  const { body } = await api.call('GET', `/api/v1/products/${variant}`);
  assert.deepEqual([body['type'], body['parentId']], ['simple', null]);
});

test('what may not be deleted stays', async () => {
  const id = await make({ sku: 'STAYS' });
  const account = { email: 'manager@delete.example', password: 'correct horse battery staple' };
  await api.call('POST', '/api/v1/users', { ...account, name: 'Manager', roles: ['manager'] });
  const login = await api.call('POST', '/api/v1/auth/login', account, { authorization: '' });
  const authorization = `Bearer ${String(login.body['accessToken'])}`;
  for (const [answer, status, code] of [
    [await remove(id, '', { authorization }), 403, 'auth.forbidden'],
    [await remove(id, '', { 'if-match': '"9"' }), 412, 'products.stale'],
    [await remove(nowhere), 404, 'products.not_found'],
    [await remove(id, '&permanent=yes'), 400, 'request.invalid'],
  ] as const)
    assert.deepEqual([answer.status, answer.body['code']], [status, code], JSON.stringify(answer.body));
  assert.equal((await api.call('GET', `/api/v1/products/${id}`)).status, 200);
});

test('sent again with its key, a deletion is one', async () => {
  const id = await make({ sku: 'ONCE' });
  const key = { 'idempotency-key': 'delete-1' };
  const [once, twice] = [await remove(id, '', key), await remove(id, '', key)];
  assert.deepEqual([once.status, twice.status, twice.headers['idempotency-replayed']], [202, 202, 'true']);
});
