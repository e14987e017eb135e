import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { emptyCatalogue } from '../../../test/support/catalogue-digest.ts';
import { createTestDatabases, type TestDatabases } from '../../../test/support/databases.ts';
import { originOfProgram } from '../../platform/origin.ts';
import { parseFieldName } from '../fields/field-names.ts';
import type { ApplyMode } from './apply-batches.ts';
import { createChangeSetService, type ChangeSetRun } from './change-set.service.ts';

let shared: TestDatabases;
let supplierId: string;

before(async () => {
  shared = await createTestDatabases();
});
after(() => shared.close());
beforeEach(async () => {
  const client = await shared.installation.connect();
  await emptyCatalogue(client);
  const made = await client.query<{ id: string }>(
    `insert into suppliers (name, name_key, code) values ('Nord', 'nord', 'NORD') returning id`,
  );
  supplierId = made.rows[0]!.id;
  await client.end();
});

const query = async <Row extends object>(text: string): Promise<Row[]> =>
  (await shared.databases.pools.catalog.query<Row & Record<string, unknown>>(text, [])).rows;

function openRun(names = ['supplierReference', 'gtin', 'title', 'price']): Promise<ChangeSetRun> {
  const fields = names.map((name) => parseFieldName(name, { currency: 'EUR', locale: 'fr-FR' }));
  return createChangeSetService({ pool: shared.databases.pools.catalog }).open({
    id: randomUUID(),
    kind: 'import',
    origin: originOfProgram('import'),
    importId: null,
    sourceName: 'nord.csv',
    definition: {
      supplierId,
      supplierCode: 'NORD',
      owner: supplierId,
      outrankedBy: [],
      lockedBy: ['user'],
      matchKeys: ['gtin', 'supplierReference'],
      fields,
      priceIncludesTax: {},
      currency: 'EUR',
      newStatus: 'draft',
    },
  });
}

const row = (line: number, gtin: string | null, title: string) => ({
  line,
  values: [`N-${line}`, gtin, title, '12.90'],
  gtinRaw: null,
  issues: null,
});

async function stage(run: ChangeSetRun, rows: readonly ReturnType<typeof row>[]): Promise<void> {
  const staging = await run.stage();
  for (const each of rows) {
    staging.writer.add(each);
    await staging.writer.drain();
  }
  await staging.complete();
}

const apply = (run: ChangeSetRun, mode: ApplyMode = 'automatic'): Promise<void> =>
  run.apply({ mode, signal: new AbortController().signal, onBatch: () => undefined });

test('a connection that is lost while rows are staged ends the staging, instead of being waited for', async () => {
  const staging = await (await openRun()).stage();
  // A backend that stands still takes nothing: the writer waits for it when the connection is cut.
  const cut = async (): Promise<void> => {
    const [backend] = await query<{ pid: number }>(
      `select pid from pg_stat_activity where query like 'copy staging.%' and pid <> pg_backend_pid()`,
    );
    process.kill(backend!.pid, 'SIGSTOP');
    await delay(1_000);
    await query(`select pg_terminate_backend(${backend!.pid})`);
    process.kill(backend!.pid, 'SIGCONT');
  };
  let cutting: Promise<void> | null = null;
  const lost = async (): Promise<void> => {
    for (let line = 1; ; line++) {
      staging.writer.add(row(line, null, `Lampe ${line} ${'x'.repeat(2_000)}`));
      await staging.writer.drain();
      if (line === 1_000) cutting = cut();
      if (line > 1_000) await delay(0);
    }
  };
  const outcome = await Promise.race([
    lost().then(
      () => 'went on',
      () => 'failed',
    ),
    delay(20_000, 'waits', { ref: false }),
  ]);
  await cutting;
  assert.equal(outcome, 'failed');
  await Promise.race([staging.abandon(), delay(5_000).then(() => assert.fail('giving up waits'))]);
});

test('a code that was taken after the plan makes the row an update of that product', async () => {
  const run = await openRun();
  await stage(run, [row(2, '03400930000001', 'Lampe'), row(3, '03400930000018', 'Vase')]);
  await run.plan('apply');
  await query(`with p as (insert into products (sku, gtin, title, owner) values ('MINE', '03400930000018', 'Mon vase', 'user') returning id)
    insert into product_identifiers (product_id, kind, value) select id, 'gtin', '03400930000018' from p`);
  await apply(run);
  const counts = await run.counts();
  await run.close();
  assert.deepEqual([counts.created, counts.updated, counts.fields['gtin']], [1, 1, 1]);
  assert.deepEqual(await query('select sku, title from products order by sku'), [
    { sku: 'MINE', title: 'Mon vase' },
    { sku: 'NORD-N-2', title: 'Lampe' },
  ]);
  assert.deepEqual(
    await query(
      `select p.sku, o.supplier_reference as reference from supplier_products o join products p on p.id = o.product_id order by 1`,
    ),
    [
      { sku: 'MINE', reference: 'N-3' },
      { sku: 'NORD-N-2', reference: 'N-2' },
    ],
  );
});

test('an edit that began long before the plan and ends after it makes its row be planned again', async () => {
  const first = await openRun();
  await stage(first, [row(2, null, 'Lampe'), row(3, null, 'Vase')]);
  await first.plan('apply');
  await apply(first);
  await first.close();

  const editor = await shared.installation.connect();
  await editor.query('begin; select 1');
  // Longer than a plan looks back by itself.
  await delay(2_500);
  const next = await openRun();
  await stage(next, [row(2, null, 'Lampe bleue'), row(3, null, 'Vase bleu')]);
  await next.plan('apply');
  const operation = randomUUID();
  // Dated as the change of an import is: by the start of its transaction.
  await editor.query(`
    insert into change_sets (id, kind, state, actor) values ('${operation}', 'edit', 'completed', 'user');
    with edited as (
      update products set title = 'Ma lampe', version = version + 1, owner = 'user' where title = 'Lampe' returning id, version)
    insert into field_changes (change_set_id, product_id, kind, version, changes)
      select '${operation}', id, 'updated', version, '{"title": ["Lampe", "Ma lampe"]}' from edited;
    commit`);
  await editor.end();
  await apply(next);
  assert.equal((await next.counts()).updated, 1);
  await next.close();
  assert.deepEqual(await query('select title from products order by sku'), [
    { title: 'Ma lampe' },
    { title: 'Vase bleu' },
  ]);
});

test('tables that an import fills are known to the planner when it ends', async () => {
  const statistics = (): Promise<{ n: number }[]> =>
    query(
      `select count(*)::int as n from pg_stats where schemaname = 'public' and tablename in ('products', 'supplier_products') and attname = 'id'`,
    );
  assert.deepEqual(await statistics(), [{ n: 0 }]);
  const run = await openRun();
  await stage(
    run,
    Array.from({ length: 6_000 }, (_, i) => row(i + 2, null, `Lampe numéro ${i} avec abat-jour`)),
  );
  await run.plan('apply');
  await apply(run);
  assert.equal((await run.counts()).created, 6_000);
  await run.close();
  assert.deepEqual(await statistics(), [{ n: 2 }]);
});

test('the end of a change set is told once, and only if it changed something', async () => {
  const service = createChangeSetService({ pool: shared.databases.pools.catalog });
  const id = randomUUID();
  await query(`insert into change_sets (id, kind, actor) values ('${id}', 'import', 'test')`);
  const told = () =>
    query<{ state: string; created: number }>(
      `select payload ->> 'state' as state, (payload ->> 'created')::int as created from change_events
       where change_set_id = '${id}' and name = 'catalog.change-set-finished' order by id`,
    );
  await service.setState(id, 'failed', null);
  assert.deepEqual(await told(), []);
  await query(
    `insert into change_set_batches (change_set_id, batch, first_line, last_line, applied_at, counts) values
       ('${id}', 0, 1, 5, now(), '{"created": 3, "updated": 1}'), ('${id}', 1, 6, 9, now(), '{"created": 2, "updated": 0}')`,
  );
  await Promise.all([service.setState(id, 'completed', {}), service.setState(id, 'completed', {})]);
  await service.setState(id, 'completed', {});
  assert.deepEqual(await told(), [{ state: 'completed', created: 5 }]);
});

/** A parent's row in the second batch whose code a product takes that is not committed before the first one is applied. */
async function applyWhileParentMoves(mode: ApplyMode): Promise<unknown[]> {
  const run = await openRun(['supplierReference', 'gtin', 'title', 'price', 'parent']);
  const staging = await run.stage();
  const stageRow = async (line: number, parent: string | null): Promise<void> => {
    const { values, ...rest } = row(line, line === 6_000 ? '03400930000018' : null, `Vase ${line}`);
    staging.writer.add({ ...rest, line, values: [...values, parent] });
    await staging.writer.drain();
  };
  for (let line = 2; line < 6_000; line++) await stageRow(line, line < 5 ? 'N-6000' : null);
  await stageRow(6_000, null);
  for (let line = 6_001; line < 6_003; line++) await stageRow(line, 'N-6000');
  await staging.complete();
  await run.plan('apply');
  const other = await shared.installation.connect();
  await other.query(`begin;
    with p as (insert into products (sku, gtin, title, owner) values ('MINE', '03400930000018', 'Mon vase', 'user') returning id)
    insert into product_identifiers (product_id, kind, value) select id, 'gtin', '03400930000018' from p`);
  const applied = apply(run, mode);
  const first = 'select from change_set_batches where batch = 0 and applied_at is not null';
  while ((await query(first)).length === 0) await delay(20);
  await other.query('commit');
  await other.end();
  await applied;
  await run.close();
  return query(`select m.sku as parent, m.type as "parentType", v.type, count(*)::int as n
    from products v left join products m on m.id = v.parent_id
    where v.id in (select product_id from supplier_products where supplier_reference in ('N-2', 'N-3', 'N-4', 'N-6001', 'N-6002'))
    group by 1, 2, 3`);
}

test('variants follow the row of their parent to the product that took its code, in whatever batch they are', async () => {
  assert.deepEqual(await applyWhileParentMoves('automatic'), [
    { parent: 'MINE', parentType: 'model', type: 'variant', n: 5 },
  ]);
});

test('variants of a row that a confirmed import leaves out stand below nothing', async () => {
  assert.deepEqual(await applyWhileParentMoves('confirmed'), [
    { parent: null, parentType: null, type: 'simple', n: 5 },
  ]);
});
