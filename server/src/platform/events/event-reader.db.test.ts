import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestDatabases, type TestDatabases } from '../../../test/support/databases.ts';
import { readEvents, startOfLog } from './event-reader.ts';

let shared: TestDatabases;
before(async () => {
  shared = await createTestDatabases();
});
after(() => shared.close());

test('one that commits late under a lower number is not passed over', async () => {
  const { catalog } = shared.databases.pools;
  const [early, late] = [await catalog.connect(), await catalog.connect()];
  const append = `insert into change_events (name, change_set_id, payload) values ($1, uuidv7(), '{}') returning xid::text, id::text`;
  await early.query('begin');
  await late.query('begin');
  // The one with the lower number stays open.
  const first = (await early.query(append, ['early'])).rows[0];
  const second = (await late.query(append, ['late'])).rows[0];
  assert.ok(BigInt(first.id) < BigInt(second.id));
  await late.query('commit');
  const names = async (unbounded: boolean): Promise<string[]> =>
    (await readEvents(catalog, startOfLog, { limit: 100, unbounded })).map((event) => event.name);
  assert.deepEqual(await names(false), [], 'the reader waits behind the open transaction');
  assert.deepEqual(
    await names(true),
    ['late'],
    'without the bound it would read on, and pass over the early one',
  );
  await early.query('commit');
  assert.deepEqual(await names(false), ['early', 'late']);
  early.release();
  late.release();
});
