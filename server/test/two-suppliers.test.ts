import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { emptyCatalogue } from './support/catalogue-digest.ts';
import { importArgs, runCommand, startCommand } from './support/command-line.ts';
import { createInstallation, type TestInstallation } from './support/installation.ts';
import { freePort } from './support/free-port.ts';
import { writeSupplierFile } from './support/supplier-file.ts';

const ROWS = 20_000;
let installation: TestInstallation;
let client: pg.Client;
const names = ['Alpha', 'Omega'] as const;
const path = (name: string): string => join(installation.dataDir, `${name}.csv`);
const args = (name: string): string[] => importArgs(installation.dataDir, path(name), name);

before(async () => {
  installation = await createInstallation();
  port = await freePort();
  client = await installation.connect();
  for (const name of names) writeSupplierFile(path(name), { rows: ROWS, supplier: name, faults: 0 });
});

after(async () => {
  await client.end();
  await installation.remove();
});

/** Alpha is known first, so its values win whichever file comes first. */
async function makeSuppliers(): Promise<void> {
  await emptyCatalogue(client);
  for (const name of names)
    await client.query('insert into suppliers (name, name_key, code) values ($1, lower($1), upper($1))', [
      name,
    ]);
}

/** Business values only: which supplier came first decides the made SKU, the history and who is named as owner. */
async function endState(): Promise<unknown> {
  const { rows } = await client.query(
    `select count(*)::int as products, md5(string_agg(t::text, '' order by t::text)) as digest from (
       select p.gtin, b.name as brand, p.title, p.description, p.status,
         (select jsonb_agg(jsonb_build_array(x.type, x.currency, x.amount) order by x.type) from product_prices x where x.product_id = p.id) as prices,
         (select jsonb_agg(jsonb_build_array(s.name, o.supplier_reference, o.stock) order by s.name) from supplier_products o join suppliers s on s.id = o.supplier_id where o.product_id = p.id) as offers,
         (select jsonb_agg(c.full_path order by c.full_path) from product_categories pc join categories c on c.id = pc.category_id where pc.product_id = p.id) as categories,
         (select x.values from product_attributes x where x.product_id = p.id) as attributes,
         (select jsonb_object_agg(s.name, s.n) from (
            select su.name, count(*) as n from field_changes f join change_sets c on c.id = f.change_set_id join suppliers su on su.id = c.supplier_id where f.product_id = p.id group by 1) s) as history
       from products p left join brands b on b.id = p.brand_id) t`,
  );
  return rows[0];
}

let port: number;
const admin = { email: 'admin@example.com', password: 'correct horse battery staple' };

const send = (method: string, path: string, body: object, token = ''): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });

test('two suppliers with the same new codes at once, beside edits, end as one after the other', async () => {
  await makeSuppliers();
  for (const name of names) assert.equal((await runCommand(args(name))).code, 0);
  const expected = await endState();

  await makeSuppliers();
  const api = startCommand(['api', '--port', String(port), '--data-dir', installation.dataDir], {
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
  });
  await api.saw('is ready');
  const { accessToken } = (await (await send('POST', '/auth/login', admin)).json()) as {
    accessToken: string;
  };
  let editing = true;
  const statuses = new Map<number, number>();
  const editor = (async () => {
    while (editing) {
      const { rows } = await client.query<{ id: string }>(
        'select id from products order by random() limit 1',
      );
      if (rows[0]) {
        // A field that neither file has: whoever comes when, it must not change what the files say.
        const patch = { taxClass: `class-${randomInt(1000)}` };
        const { status } = await send('PATCH', `/products/${rows[0].id}`, patch, accessToken);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
      await delay(5);
    }
  })();
  const results = await Promise.all(names.map((name) => runCommand(args(name))));
  editing = false;
  await editor;
  api.child.kill('SIGTERM');
  await api.result;
  for (const result of results) assert.equal(result.code, 0, result.stderr);
  assert.deepEqual([...statuses.keys()], [200], 'no edit is refused or fails');
  assert.ok(statuses.get(200)! > 10, `${statuses.get(200)} edits`);

  const counts = await client.query<{ products: number; offers: number }>(
    'select (select count(*)::int from products) as products, (select count(*)::int from supplier_products) as offers',
  );
  assert.deepEqual(counts.rows[0], { products: ROWS, offers: 2 * ROWS });
  assert.deepEqual(await endState(), expected);
});
