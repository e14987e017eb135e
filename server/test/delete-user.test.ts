import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { anonymiseActor, restoreActor } from '../src/catalog/index.ts';
import { uuidv7 } from '../src/platform/uuid.ts';
import { createDeleteUserSaga, type HistoryOfActors } from '../src/core/accounts/delete-user.ts';
import { anonymiseImports, restoreImports } from '../src/imports/anonymise-actor.queries.ts';
import type { ConnectionPool } from '../src/platform/databases/pool.ts';
import { within } from '../src/platform/databases/transactions.ts';
import { AppError } from '../src/platform/errors.ts';
import { createSagaRunner } from '../src/platform/saga/saga-runner.ts';
import { useTestApi } from './support/api.ts';

const never = new AbortController().signal;
const password = 'correct horse battery staple';

const { api } = await useTestApi();
let core: ConnectionPool;
let catalog: ConnectionPool;
let imports: ConnectionPool;
let admin: string;
before(async () => {
  ({ core, catalog, imports } = api.system.databases.pools);
  admin = String((await api.call('GET', '/api/v1/auth/me')).body['id']);
});

interface Person {
  readonly id: string;
  readonly headers: Record<string, string>;
}

let made = 0;
/** Anne, who edited a product and a supplier, mapped a category, asked for an import and has keys. */
async function buildAnne(roles = ['administrator']): Promise<Person> {
  const account = { email: `anne${++made}@example.com`, password };
  const { body } = await api.call('POST', '/api/v1/users', { ...account, name: 'Anne', roles });
  const id = String(body['id']);
  const login = await api.call('POST', '/api/v1/auth/login', account, { authorization: '' });
  const headers = { authorization: `Bearer ${String(login.body['accessToken'])}` };
  await api.call('POST', '/api/v1/products', { sku: `ANNE-${made}` }, headers);
  const supplier = { name: `Supplier of Anne ${'x'.repeat(made * 3)}` };
  const { body: owned } = await api.call('POST', '/api/v1/suppliers', supplier, headers);
  const { body: category } = await api.call('POST', '/api/v1/categories', { name: `For Anne ${made}` });
  const mapping = { supplierId: owned['id'], source: 'Tools', categoryId: category['id'] };
  await api.call('PUT', '/api/v1/category-mappings', mapping, headers);
  await imports.query(
    `with file as (insert into import_files (name, storage_key, sha256, bytes) values ('a.csv', 'k', 's', 1) returning id)
     insert into import_jobs (file_id, identity, mode, request, status, warnings, actor, actor_id, source_address)
     select id, $2, 'preview', '{}', 'completed', '[]', 'Anne', $1, '127.0.0.1' from file`,
    [id, id],
  );
  await core.query(
    `insert into api_keys (name, hash, hint, user_id, scopes, created_by)
     values ('own', $2, '', $1, '{}', null), ('made', $3, '', null, '{}', $1)`,
    [id, Buffer.from(`own ${id}`), Buffer.from(`made ${id}`)],
  );
  await core.query(
    `insert into notifications (user_id, kind, event_key, channel) values ($1, 'x', 'k', 'interface')`,
    [id],
  );
  return { id, headers };
}

const column = async (pool: ConnectionPool, query: string, values: unknown[] = []): Promise<unknown[]> =>
  (await pool.query<{ v: unknown }>(query, values)).rows.map(({ v }) => v);

/** Everything that carries the person. */
const look = async (id: string) => ({
  user: await column(core, 'select disabled_at is null as v from users where id = $1', [id]),
  notifications: await column(core, 'select kind as v from notifications where user_id = $1', [id]),
  owned: await column(core, 'select name as v from api_keys where user_id = $1', [id]),
  made: await column(core, 'select name as v from api_keys where created_by = $1', [id]),
  changes: await column(catalog, 'select actor as v from change_sets where actor_id = $1', [id]),
  suppliers: await column(
    catalog,
    `select payload->'origin'->>'actor' as v from change_events where payload->'origin'->>'actorId' = $1`,
    [id],
  ),
  mappings: await column(catalog, 'select mapped_by as v from category_mappings where mapped_by_id = $1', [
    id,
  ]),
  imports: await column(imports, 'select actor as v from import_jobs where actor_id = $1', [id]),
});
const whole = {
  user: [true],
  notifications: ['x'],
  owned: ['own'],
  made: ['made'],
  changes: ['Anne'],
  suppliers: ['Anne', 'Anne'],
  mappings: ['Anne'],
  imports: ['Anne'],
};
const gone = {
  user: [],
  notifications: [],
  owned: [],
  made: [],
  changes: [],
  suppliers: [],
  mappings: [],
  imports: [],
};

test('a deleted user is out at once, in no history, and the heir has the keys', async () => {
  const anne = await buildAnne();
  const heir = await buildAnne();
  assert.deepEqual(await look(anne.id), whole);
  const asked = await api.call('DELETE', `/api/v1/users/${anne.id}?heirId=${heir.id}`);
  const sagaId = String(asked.body['sagaId']);
  assert.deepEqual([asked.status, asked.headers['location']], [202, `/api/v1/sagas/${sagaId}`]);
  assert.equal((await api.call('GET', '/api/v1/auth/me', undefined, anne.headers)).status, 401);
  const again = await api.call('DELETE', `/api/v1/users/${anne.id}`);
  assert.equal(again.body['sagaId'], sagaId, 'it is being deleted already');
  assert.equal(await api.system.sagas.run(sagaId, never), 'completed');
  assert.deepEqual(await look(anne.id), gone);
  const { owned, made } = await look(heir.id);
  assert.deepEqual(
    [owned, made],
    [
      ['own', 'own'],
      ['made', 'made'],
    ],
  );
  for (const pool of [catalog, imports]) {
    const table = pool === catalog ? 'change_sets' : 'import_jobs';
    const query = `select actor as v from ${table} where actor = 'deleted user' and source_address is null`;
    assert.deepEqual(await column(pool, query), ['deleted user']);
  }
  const { items } = await api
    .call('GET', `/api/v1/audit?entity=user&entityId=${anne.id}`)
    .then((a) => a.body);
  assert.deepEqual(
    items.slice(0, 2).map(({ action, actor }) => [action, actor]),
    [
      ['user.deleted', { id: admin, name: 'Admin' }],
      ['user.deletion-requested', { id: admin, name: 'Admin' }],
    ],
  );
  const told = await api.call('GET', `/api/v1/sagas/${sagaId}`);
  const steps = told.body['steps'] as { step: string; done: boolean }[];
  assert.deepEqual(
    [told.body['state'], ...steps.map(({ step, done }) => `${step} ${done}`)],
    [
      'completed',
      'disable true',
      'hand-over true',
      'anonymise-imports true',
      'anonymise-catalog true',
      'remove true',
    ],
  );
  assert.ok(!JSON.stringify(told.body).includes(anne.id), 'the payload is not shown');
});

test('without an heir the user’s own keys end, and nothing of the saga has the name', async () => {
  const anne = await buildAnne();
  const asked = await api.call('DELETE', `/api/v1/users/${anne.id}`);
  const sagaId = String(asked.body['sagaId']);
  assert.equal(await api.system.sagas.run(sagaId, never), 'completed');
  const keys = await column(
    core,
    `select name || ' ' || (revoked_at is null)::text as v from api_keys
     where hash in ($1, $2) order by name`,
    [Buffer.from(`own ${anne.id}`), Buffer.from(`made ${anne.id}`)],
  );
  assert.deepEqual(keys, ['made true', 'own false']);
  for (const [pool, query] of [
    [core, 'select to_jsonb(s)::text as v from sagas s where id = $1'],
    [core, 'select to_jsonb(l)::text as v from saga_log l where saga_id = $1'],
    [core, 'select to_jsonb(d)::text as v from saga_steps_done d where saga_id = $1'],
    [catalog, 'select to_jsonb(d)::text as v from saga_steps_done d where saga_id = $1'],
    [imports, 'select to_jsonb(d)::text as v from saga_steps_done d where saga_id = $1'],
  ] as const) {
    const rows = await column(pool, query, [sagaId]);
    assert.ok(rows.length > 0, query);
    assert.doesNotMatch(rows.join('\n'), /Anne|127\.0\.0\.1/);
  }
});

/** Runs a deletion whose last history refuses. */
async function deleteInVain(userId: string, heirId: string, last: 'imports' | 'catalog') {
  const histories: HistoryOfActors[] = [
    { name: 'imports', pool: imports, anonymise: anonymiseImports, restore: restoreImports },
    { name: 'catalog', pool: catalog, anonymise: anonymiseActor, restore: restoreActor },
  ];
  const refuse = async (): Promise<never> => {
    throw new AppError('test.refused', { message: 'refused' });
  };
  const saga = createDeleteUserSaga({
    core,
    histories: [
      ...histories.filter(({ name }) => name !== last),
      ...histories.filter(({ name }) => name === last).map((history) => ({ ...history, anonymise: refuse })),
    ],
    onSessionsEnded: () => undefined,
  });
  const runner = createSagaRunner({
    pool: core,
    sagas: [saga],
    enqueue: async () => undefined,
    newId: uuidv7,
    log: api.system.log,
    reach: () => undefined,
  });
  const id = await runner.start(saga, { userId, heirId }, core);
  const state = await runner.run(id, never);
  return { state, failure: (await runner.find(id))?.failure?.code };
}

for (const [enabled, last] of [
  [true, 'catalog'],
  [false, 'imports'],
] as const)
  test(`a deletion that ${last} refuses gives all back, of an account that was ${enabled ? 'open' : 'shut'}`, async () => {
    const anne = await buildAnne();
    if (!enabled) await api.call('PATCH', `/api/v1/users/${anne.id}`, { disabled: true });
    assert.deepEqual(await deleteInVain(anne.id, admin, last), {
      state: 'compensated',
      failure: 'test.refused',
    });
    assert.deepEqual(await look(anne.id), { ...whole, user: [enabled] });
  });

test('who is not there, the last administrator and oneself are not deleted', async () => {
  const refused = async (url: string, headers: Record<string, string> = {}) => {
    const { status, body } = await api.call('DELETE', url, undefined, headers);
    return [status, body['code']];
  };
  assert.deepEqual(await refused(`/api/v1/users/${uuidv7()}`), [404, 'users.not_found']);
  const anne = await buildAnne();
  const own = `/api/v1/users/${anne.id}`;
  assert.deepEqual(await refused(own, anne.headers), [409, 'users.own_account']);
  assert.deepEqual(await refused(`${own}?heirId=${anne.id}`), [400, 'users.invalid']);
  assert.deepEqual(await refused(`${own}?heirId=${uuidv7()}`), [400, 'users.invalid']);
  await core.query('update users set disabled_at = now() where id <> $1', [admin]);
  assert.deepEqual(await refused(`/api/v1/users/${admin}`), [409, 'users.last_administrator']);
  assert.equal((await api.call('GET', '/api/v1/auth/me')).status, 200);
});

test('two deletions asked for at once leave an administrator', async () => {
  await core.query('update users set disabled_at = now() where id <> $1', [admin]);
  const anne = await buildAnne();
  const { sagas, accounts, databases } = api.system;
  const [saga] = accounts.sagas;
  const ids = await Promise.all(
    [anne.id, admin].map((userId) =>
      databases.core
        .transaction()
        .execute((transaction) => sagas.start(saga!, { userId, heirId: null }, within(transaction))),
    ),
  );
  const states: unknown[] = [];
  for (const id of ids) states.push(await sagas.run(id, never));
  assert.deepEqual(states, ['completed', 'compensated']);
  assert.equal((await sagas.find(ids[1]!))?.failure?.code, 'users.last_administrator');
  assert.deepEqual((await look(admin)).user, [true]);
});
