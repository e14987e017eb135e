import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestDatabases, type TestDatabases } from './support/databases.ts';
import { renameActor } from '../src/catalog/index.ts';
import { uuidv7 } from '../src/composition.ts';
import type { ConnectionPool } from '../src/platform/databases/pool.ts';
import type { Statements } from '../src/platform/databases/transactions.ts';
import { AppError } from '../src/platform/errors.ts';
import { createSagaRunner } from '../src/platform/saga/saga-runner.ts';
import { createLog } from '../src/platform/telemetry/log.ts';
import {
  createDeleteUserSaga,
  pseudonymOf,
  type AccountsToDelete,
} from '../src/core/accounts/delete-user.ts';

const never = new AbortController().signal;
const ANNE = '01990000-0000-7000-8000-00000000000a';
const BOB = '01990000-0000-7000-8000-00000000000b';

let shared: TestDatabases;
let core: ConnectionPool;
let catalog: ConnectionPool;
before(async () => {
  shared = await createTestDatabases();
  ({ core, catalog } = shared.databases.pools);
  await core.query('create table people (id uuid primary key, name text not null, enabled boolean not null)');
  await core.query('create table belongings (id text primary key, kind text not null, owner uuid not null)');
});
after(() => shared.close());

async function idsGiven(client: Statements, kind: string, from: string, to: string): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    'update belongings set owner = $3 where kind = $1 and owner = $2 returning id',
    [kind, from, to],
  );
  return rows.map(({ id }) => id);
}

const accounts: AccountsToDelete = {
  async findName(client, userId) {
    const { rows } = await client.query<{ name: string }>('select name from people where id = $1', [userId]);
    return rows[0]?.name ?? null;
  },
  async disable(client, userId) {
    const { rows } = await client.query<{ enabled: boolean }>(
      `with ended as (delete from belongings where kind = 'session' and owner = $1)
       update people set enabled = false where id = $1 returning old.enabled`,
      [userId],
    );
    return { wasEnabled: rows[0]!.enabled };
  },
  enable: async (client, userId) =>
    void (await client.query('update people set enabled = true where id = $1', [userId])),
  handOver: async (client, from, to) => ({
    apiKeys: await idsGiven(client, 'api_key', from, to),
    webhooks: await idsGiven(client, 'webhook', from, to),
  }),
  takeBack: async (client, userId, { apiKeys, webhooks }) =>
    void (await client.query('update belongings set owner = $1 where id = any($2)', [
      userId,
      [...apiKeys, ...webhooks],
    ])),
  remove: async (client, userId) => void (await client.query('delete from people where id = $1', [userId])),
};

async function buildPeople(enabled: boolean): Promise<void> {
  await core.query('truncate people, belongings');
  await catalog.query('truncate change_sets cascade');
  await core.query(`insert into people values ($1, 'Anne', $3), ($2, 'Bob', true)`, [ANNE, BOB, enabled]);
  await core.query(
    `insert into belongings values ('s1', 'session', $1), ('k1', 'api_key', $1), ('w1', 'webhook', $1), ('k2', 'api_key', $2)`,
    [ANNE, BOB],
  );
  await catalog.query(
    `insert into change_sets (kind, actor) values ('edit', 'Anne'), ('import', 'Anne'), ('edit', 'Bob')`,
  );
}

/** The state of everything that carries the person. */
async function look() {
  const people = await core.query<{ name: string; enabled: boolean }>(
    'select name, enabled from people order by name',
  );
  const things = await core.query<{ id: string; owner: string }>(
    'select id, owner from belongings order by id',
  );
  const actors = await catalog.query<{ actor: string }>('select actor from change_sets order by 1');
  return {
    people: people.rows.map(({ name, enabled }) => `${name} ${enabled ? 'enabled' : 'disabled'}`),
    things: things.rows.map(({ id, owner }) => `${id} ${owner === ANNE ? 'Anne' : 'Bob'}`),
    actors: actors.rows.map(({ actor }) => actor),
  };
}

async function deleteUser(
  payload: { userId: string; heirId: string | null },
  changed: Partial<AccountsToDelete> = {},
) {
  const saga = createDeleteUserSaga({
    core,
    catalog,
    accounts: { ...accounts, ...changed },
    history: { renameActor },
  });
  const runner = createSagaRunner({
    pool: core,
    sagas: [saga],
    enqueue: async () => undefined,
    newId: uuidv7,
    log: createLog({ level: 'silent', name: 'test' }),
    reach: () => undefined,
  });
  const id = await runner.start(saga, payload, core);
  const state = await runner.run(id, never);
  return { id, state, failure: (await runner.list({ limit: 1 }))[0]?.failure };
}

test('a deleted user leaves a pseudonym in histories, and keys and webhooks to the heir', async () => {
  await buildPeople(true);
  assert.equal((await deleteUser({ userId: ANNE, heirId: BOB })).state, 'completed');
  assert.deepEqual(await look(), {
    people: ['Bob enabled'],
    things: ['k1 Bob', 'k2 Bob', 'w1 Bob'],
    actors: ['Bob', pseudonymOf(ANNE), pseudonymOf(ANNE)],
  });
});

test('neither the saga nor what its steps remember has the name', async () => {
  await buildPeople(true);
  const { id } = await deleteUser({ userId: ANNE, heirId: null });
  for (const [pool, query] of [
    [core, 'select to_jsonb(s) as row from sagas s where id = $1'],
    [core, 'select to_jsonb(l) as row from saga_log l where saga_id = $1'],
    [core, 'select to_jsonb(d) as row from saga_steps_done d where saga_id = $1'],
    [catalog, 'select to_jsonb(d) as row from saga_steps_done d where saga_id = $1'],
  ] as const) {
    const { rows } = await pool.query<{ row: object }>(query, [id]);
    assert.ok(rows.length > 0, query);
    assert.doesNotMatch(JSON.stringify(rows), /Anne/);
  }
});

for (const enabled of [true, false])
  test(`a deletion that is refused at its end gives all back, of an account that was ${enabled ? 'open' : 'shut'}`, async () => {
    await buildPeople(enabled);
    const refused = await deleteUser(
      { userId: ANNE, heirId: BOB },
      {
        remove: async () => {
          throw new AppError('users.last_administrator', { message: 'Anne is the last administrator' });
        },
      },
    );
    assert.deepEqual([refused.state, refused.failure?.code], ['compensated', 'users.last_administrator']);
    assert.deepEqual(await look(), {
      people: [`Anne ${enabled ? 'enabled' : 'disabled'}`, 'Bob enabled'],
      things: ['k1 Anne', 'k2 Bob', 'w1 Anne'],
      actors: ['Anne', 'Anne', 'Bob'],
    });
  });

test('who is not there is not deleted, and nobody else is touched', async () => {
  await buildPeople(true);
  const before = await look();
  const absent = await deleteUser({ userId: uuidv7(), heirId: BOB });
  assert.deepEqual([absent.state, absent.failure?.code], ['compensated', 'users.not_found']);
  assert.deepEqual(await look(), before);
});
