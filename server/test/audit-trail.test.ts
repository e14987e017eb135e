import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { importArgs, runCommand, startCommand } from './support/command-line.ts';
import { createInstallation, type TestInstallation } from './support/installation.ts';
import { writeSupplierFile } from './support/supplier-file.ts';
import { until } from './support/until.ts';

/** Three batches of an import, told by four events. */
const ROWS = 12_000;

let installation: TestInstallation;
before(async () => {
  installation = await createInstallation();
});
after(() => installation.remove());

interface Entry {
  action: string;
  actor: string;
  entity_id: string;
  operation_id: string;
  before: object | null;
  after: Record<string, unknown>;
}

async function query<Row extends object>(database: 'core' | 'catalog', text: string): Promise<Row[]> {
  const client = await installation.connect(database);
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

const entries = (): Promise<Entry[]> =>
  query(
    'core',
    'select action, actor, entity_id, operation_id, before, after from audit_log order by at, id',
  );

const unread = async (): Promise<number> => {
  const [row] = await query<{ n: number }>(
    'catalog',
    `select count(*)::int as n from change_events e
     where not exists (select from consumer_positions c where c.consumer = 'audit' and (e.xid, e.id) <= (c.xid, c.id))`,
  );
  return row!.n;
};

/** The part of the worker that enters the audit log, killed at a point of its work or stopped when it is done. */
async function follow(killAt?: string): Promise<void> {
  const worker = startCommand(
    ['worker', '--queues', 'core', '--data-dir', installation.dataDir],
    killAt ? { TEST_KILL_AT: killAt } : {},
  );
  if (!killAt) {
    // Before, it would not hear the signal.
    await worker.saw('Working on');
    assert.equal(await until(unread, (left) => left === 0), 0);
    worker.child.kill('SIGTERM');
  }
  const { signal, stderr } = await worker.result;
  assert.equal(signal, killAt ? 'SIGKILL' : null, stderr);
}

test('an import has one entry however often it and the follower are killed', async () => {
  const file = join(installation.dataDir, 'grossiste.csv');
  writeSupplierFile(file, { rows: ROWS, supplier: 'Alpha', faults: 0.05 });
  const args = importArgs(installation.dataDir, file);
  const killed = await runCommand(args, { TEST_KILL_AT: 'batch:2' });
  assert.equal(killed.signal, 'SIGKILL', killed.stderr);
  await follow();
  assert.deepEqual(
    (await entries()).map(({ action }) => action),
    ['supplier.created'],
    'it is entered when it ends',
  );
  // Its end is told, and then the process dies before the job knows.
  const told = await runCommand(args, { TEST_KILL_AT: 'finished' });
  assert.equal(told.signal, 'SIGKILL', told.stderr);
  await follow('audit-entered');
  assert.ok((await unread()) > 0, 'the follower has not noted that it was there');
  const done = await runCommand(args);
  assert.equal(done.code, 0, done.stderr);
  await follow();
  const report = JSON.parse(done.stdout) as { id: string; rows: { created: number; updated: number } };
  const imports = (await entries()).filter(({ action }) => action.startsWith('import.'));
  assert.equal(imports.length, 1);
  const { after, ...entry } = imports[0]!;
  assert.deepEqual([entry.action, entry.actor, entry.before], ['import.completed', 'command line', null]);
  const [counted] = await query<{ created: number; updated: number }>(
    'catalog',
    `select sum((counts ->> 'created')::int)::int as created, sum((counts ->> 'updated')::int)::int as updated from change_set_batches`,
  );
  assert.ok(counted!.created > 10_000);
  assert.deepEqual(
    [after['created'], after['updated'], after['file']],
    [counted!.created, counted!.updated, 'grossiste.csv'],
  );
  const [set] = await query<{ id: string; import_id: string }>(
    'catalog',
    `select id, import_id from change_sets where told_state = 'completed'`,
  );
  assert.deepEqual([entry.operation_id, entry.entity_id], [set!.id, set!.import_id]);
  assert.ok(report.id);
});

test('a file that changes nothing has no entry: nothing was done', async () => {
  const before = (await entries()).length;
  const file = join(installation.dataDir, 'grossiste.csv');
  const again = await runCommand(importArgs(installation.dataDir, file));
  assert.equal((JSON.parse(again.stdout) as { rows: { created: number } }).rows.created, 0);
  await follow();
  assert.equal((await entries()).length, before);
});

test('of many edits each has one entry after three kills of the follower', async () => {
  const before = (await entries()).length;
  const EDITS = 250;
  await query(
    'catalog',
    `do $$ declare p uuid; s uuid; begin
       for p in select id from products order by id limit ${EDITS} loop
         s := uuidv7();
         insert into change_sets (id, kind, state, actor) values (s, 'edit', 'completed', 'Awa Diop');
         insert into field_changes (change_set_id, product_id, kind, version, changes) values (s, p, 'updated', 2, '{"title": ["a", "b"]}');
         insert into change_events (name, change_set_id, product_id, payload) values ('catalog.products-changed', s, p, '{}');
       end loop; end $$`,
  );
  for (let kill = 1; kill <= 3; kill++) await follow('audit-entered');
  await follow();
  const made = (await entries()).slice(before);
  assert.equal(made.length, EDITS);
  assert.equal(new Set(made.map(({ entity_id }) => entity_id)).size, EDITS);
  for (const { action, actor, before: old, after } of made)
    assert.deepEqual(
      [action, actor, old, after],
      ['product.updated', 'Awa Diop', { title: 'a' }, { title: 'b' }],
    );
});
