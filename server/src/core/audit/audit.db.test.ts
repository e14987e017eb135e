import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { manifests } from '../../composition.ts';
import { useTestApi } from '../../../test/support/api.ts';
import { loadConfig } from '../../platform/config.ts';
import { migrate } from '../../platform/databases/migrator.ts';
import { databaseNames } from '../../platform/databases/names.ts';
import { ensurePartitions } from '../../platform/databases/partitions.ts';

const USER = { id: '', name: 'Awa Diop' };
const admin = { id: '', name: 'Admin' };
let asUser: Record<string, string>;

const { api } = await useTestApi();
before(async () => {
  const account = { email: 'awa@example.com', password: 'correct horse battery staple' };
  const made = await api.call('POST', '/api/v1/users', {
    ...account,
    name: USER.name,
    roles: ['administrator'],
  });
  USER.id = String(made.body['id']);
  admin.id = String((await api.call('GET', '/api/v1/auth/me')).body['id']);
  const login = await api.call('POST', '/api/v1/auth/login', account, { authorization: '' });
  asUser = { authorization: `Bearer ${String(login.body['accessToken'])}`, 'x-request-id': 'req-77' };
});

const AUDIT = '/api/v1/audit';
const audit = async (query = '') => (await api.call('GET', `${AUDIT}${query}`)).body;

async function enterAll(): Promise<void> {
  assert.equal(await api.system.auditFollower.catchUp(AbortSignal.timeout(30_000)), true);
}

test('a change of settings is entered with who, from where, and both values', async () => {
  await api.call('PATCH', '/api/v1/settings', { timeZone: 'UTC', pricesIncludeTax: true }, asUser);
  const { items } = await audit('?entity=settings');
  assert.equal(items.length, 1);
  assert.deepEqual(
    { ...items[0], id: 0, at: 0 },
    {
      id: 0,
      at: 0,
      actor: { id: USER.id, name: 'Awa Diop' },
      action: 'settings.updated',
      entity: 'settings',
      entityId: null,
      operationId: null,
      before: { timeZone: 'Europe/Paris' },
      after: { timeZone: 'UTC' },
      requestId: 'req-77',
      sourceAddress: '127.0.0.1',
    },
  );
});

test('a refused change leaves no entry, and an unentered one no change', async () => {
  const count = async (): Promise<unknown> => (await audit())['total'];
  const before = await count();
  await api.call('PATCH', '/api/v1/settings', { timeZone: 'Mars/Olympus' });
  await api.call('PATCH', '/api/v1/settings', { timeZone: 'UTC' });
  assert.equal(await count(), before);
  const { core } = api.system.databases.pools;
  await core.query('alter table audit_log add constraint full_disk check (false) not valid');
  const failed = await api.call('PATCH', '/api/v1/settings', { timeZone: 'Asia/Tokyo' });
  await core.query('alter table audit_log drop constraint full_disk');
  assert.equal(failed.status, 500);
  assert.equal((await api.call('GET', '/api/v1/settings')).body['timeZone'], 'UTC');
});

test('each edit of a product or supplier has one entry, also when the log is read again from its start', async () => {
  const made = await api.call('POST', '/api/v1/products', { sku: 'AUD-1', title: 'Lampe' }, asUser);
  const url = `/api/v1/products/${String(made.body['id'])}`;
  await api.call('PATCH', url, { title: 'Lampe de bureau', attributes: { api_token: 'x' } }, asUser);
  await api.call('PATCH', url, { title: 'Lampe de bureau' }, asUser);
  await api.call('DELETE', url);
  const supplier = await api.call('POST', '/api/v1/suppliers', { name: 'Alpha' }, asUser);
  await api.call('PATCH', supplier.headers['location']!, { priority: 3 }, asUser);
  await enterAll();
  const { items } = await audit(`?entity=product&entityId=${String(made.body['id'])}`);
  assert.deepEqual(
    items.map(({ action, actor, before, after, requestId }) => ({ action, actor, before, after, requestId })),
    [
      {
        action: 'product.archived',
        actor: admin,
        before: { status: 'draft' },
        after: { status: 'archived' },
        requestId: items[0]!['requestId'],
      },
      {
        action: 'product.updated',
        actor: { id: USER.id, name: USER.name },
        before: { title: 'Lampe', 'attribute.api_token': null },
        after: { title: 'Lampe de bureau', 'attribute.api_token': '[secret]' },
        requestId: 'req-77',
      },
      {
        action: 'product.created',
        actor: { id: USER.id, name: USER.name },
        before: null,
        after: { sku: 'AUD-1', title: 'Lampe' },
        requestId: 'req-77',
      },
    ],
  );
  assert.equal(items[2]!['operationId'], made.headers['operation-id']);
  const suppliers = (await audit('?entity=supplier')).items;
  assert.deepEqual(
    suppliers.map(({ action, before, after }) => [action, before, after]),
    [
      ['supplier.updated', { priority: 1 }, { priority: 3 }],
      ['supplier.created', null, { name: 'Alpha', code: 'ALPHA', currency: null }],
    ],
  );
  const { total } = await audit();
  await api.system.databases.pools.catalog.query(`delete from consumer_positions where consumer = 'audit'`);
  await enterAll();
  assert.equal((await audit())['total'], total);
});

test('the list is filtered by actor, entity, action and time, and pages through every entry once', async () => {
  for (let i = 0; i < 7; i++)
    await api.call('PATCH', '/api/v1/settings', { skuPattern: `${i}-{reference}` }, asUser);
  const all = (await audit('?limit=200')).items;
  const seen: unknown[] = [];
  for (let cursor = ''; ;) {
    const page = await audit(`?limit=3${cursor}`);
    seen.push(...page.items.map(({ id }) => id));
    if (page['nextCursor'] === null) break;
    cursor = `&cursor=${String(page['nextCursor'])}`;
  }
  assert.deepEqual(
    seen,
    all.map(({ id }) => id),
  );
  assert.ok(all.length > 10);
  const ids = async (query: string) => (await audit(`?limit=200&${query}`)).items.map(({ id }) => id);
  const where = (keep: (item: Record<string, unknown>) => boolean) => all.filter(keep).map(({ id }) => id);
  const actorId = (item: Record<string, unknown>) => (item['actor'] as { id: unknown }).id;
  assert.deepEqual(
    await ids(`actor=${USER.id}`),
    where((item) => actorId(item) === USER.id),
  );
  assert.deepEqual(
    await ids('actor=Awa%20Diop'),
    where((item) => actorId(item) === USER.id),
  );
  assert.deepEqual(
    await ids('actor=Admin'),
    where((item) => actorId(item) === admin.id),
  );
  assert.deepEqual(
    await ids('action=product.updated'),
    where(({ action }) => action === 'product.updated'),
  );
  const since = String(all[3]!['at']);
  assert.deepEqual(
    await ids(`since=${since}`),
    where(({ at }) => String(at) >= since),
  );
  assert.deepEqual([(await audit('?total=none'))['total'], (await audit())['total']], [null, all.length]);
  for (const query of ['since=yesterday', 'cursor=x', 'limit=0', 'cursor=99999999999999999_x', 'colour=1'])
    assert.equal((await api.call('GET', `${AUDIT}?${query}`)).status, 400, query);
});

test('the database refuses to change or empty the log, by its name and by that of a partition', async () => {
  const { core } = api.system.databases.pools;
  const before = (await audit())['total'];
  const { rows } = await core.query<{ name: string }>(
    `select relid::text as name from pg_partition_tree('audit_log')`,
  );
  assert.ok(rows.length >= 6);
  for (const { name } of rows) {
    await assert.rejects(core.query(`truncate ${name}`), { code: '42501' }, name);
    // A statement that names a partition meets its rows only.
    const held = await core.query<{ n: number }>(`select count(*)::int as n from ${name}`);
    if (held.rows[0]!.n === 0 && name !== 'audit_log') continue;
    await assert.rejects(core.query(`update ${name} set actor = 'nobody'`), { code: '42501' }, name);
    await assert.rejects(core.query(`delete from ${name}`), { code: '42501' }, name);
  }
  await assert.rejects(core.query('update audit_log set actor = actor where false'), { code: '42501' });
  assert.equal((await audit())['total'], before);
});

test('a month that comes gets its partition with the same protection, and late rows are moved into it', async () => {
  const { core } = api.system.databases;
  const pool = api.system.databases.pools.core;
  await pool.query(
    `insert into audit_log (at, actor, action, entity) values ('2031-12-15', 'test', 'test.made', 'test')`,
  );
  const options = { db: core as unknown as Kysely<unknown>, tables: ['audit_log'] };
  const report = await ensurePartitions({ ...options, now: new Date('2031-11-30'), monthsAhead: 1 });
  assert.deepEqual(report, {
    created: ['audit_log_2031_11', 'audit_log_2031_12'],
    overflowing: [{ table: 'audit_log', rows: 1 }],
  });
  const moved = await pool.query<{ n: number }>('select count(*)::int as n from audit_log_2031_12');
  assert.equal(moved.rows[0]!.n, 1);
  for (const statement of [
    `update audit_log_2031_12 set actor = 'x'`,
    'delete from audit_log_2031_12',
    'truncate audit_log_2031_12',
    'truncate audit_log_default',
  ])
    await assert.rejects(pool.query(statement), { code: '42501' }, statement);
  await pool.query(
    `insert into audit_log (at, actor, action, entity) values ('2033-01-01', 'test', 'test.made', 'test')`,
  );
  await assert.rejects(
    pool.query('delete from audit_log_default'),
    { code: '42501' },
    'its triggers are on again',
  );
});

test('where the run-time role is apart from the migrating one, it may add to the log and read it, and nothing else', async () => {
  const { server, dataDir } = api.installation;
  const admin = new pg.Client({ connectionString: server.urlFor('postgres') });
  await admin.connect();
  await admin.query('create role pm_app login');
  await admin.end();
  const urls = Object.fromEntries(
    databaseNames.flatMap((name) => {
      const url = server.urlFor(name);
      const variable = `DATABASE_${name.toUpperCase()}`;
      return [
        [`${variable}_URL`, url.replace('postgres@', 'pm_app@localhost')],
        [`${variable}_MIGRATION_URL`, url.replace('@', '@localhost')],
      ];
    }),
  );
  await migrate({ config: loadConfig(urls, { dataDir, secrets: 'optional' }), server: null, manifests });
  const client = new pg.Client({ connectionString: urls['DATABASE_CORE_URL']! });
  await client.connect();
  try {
    await client.query(`insert into audit_log (actor, action, entity) values ('app', 'test.made', 'test')`);
    await client.query('select * from audit_log limit 1');
    await client.query(`update app_settings set updated_at = now() where key = 'timeZone'`);
    const { rows } = await client.query<{ name: string }>(
      `select relid::text as name from pg_partition_tree('audit_log')`,
    );
    for (const { name } of rows)
      for (const statement of [
        `update ${name} set actor = 'x'`,
        `delete from ${name}`,
        `truncate ${name}`,
        `alter table ${name} disable trigger all`,
        `drop table ${name}`,
      ])
        await assert.rejects(client.query(statement), /permission denied|must be owner/, statement);
    const made = await client.query(`select ensure_month_partition('audit_log', '2040-01-01') as made`);
    assert.equal(made.rows[0].made, true);
  } finally {
    await client.end();
  }
});

test('changes of accounts, roles, keys and webhooks are entered, and nothing secret of them', async () => {
  const secrets = ['an unguessable first password', 'an unguessable second password'];
  const made = await api.call(
    'POST',
    '/api/v1/users',
    { email: 'bo@example.com', name: 'Bo', roles: ['viewer'], password: secrets[0] },
    asUser,
  );
  const user = `/api/v1/users/${String(made.body['id'])}`;
  await api.call('PATCH', user, { disabled: true, roles: ['editor'] }, asUser);
  await api.call('PUT', `${user}/password`, { password: secrets[1] }, asUser);
  const role = await api.call(
    'POST',
    '/api/v1/roles',
    { code: 'clerk', name: 'Clerk', permissions: [] },
    asUser,
  );
  const roleUrl = String(role.headers['location']);
  await api.call('PATCH', roleUrl, { permissions: ['products:read'] }, asUser);
  await api.call('DELETE', roleUrl, undefined, asUser);
  const key = await api.call('POST', '/api/v1/api-keys', { name: 'Till', scopes: ['products:read'] }, asUser);
  await api.call('DELETE', `/api/v1/api-keys/${String(key.body['id'])}`, undefined, asUser);
  const hook = { name: 'Shop', url: 'https://hooks.example.com/T0/secret-path' };
  const webhook = await api.call('POST', '/api/v1/webhooks', hook, asUser);
  const webhookUrl = String(webhook.headers['location']);
  await api.call('PATCH', webhookUrl, { state: 'disabled' }, asUser);
  await api.call('DELETE', webhookUrl, undefined, asUser);

  const entries = async (entity: string, of: Record<string, unknown>) =>
    (await audit(`?entity=${entity}&entityId=${String(of['id'])}`)).items
      .toReversed()
      .map(({ action, before, after }) => [action, before, after]);
  const bo = { email: 'bo@example.com', name: 'Bo', locale: 'fr-FR', kind: 'person' };
  assert.deepEqual(await entries('user', made.body), [
    ['user.created', null, { ...bo, roles: ['viewer'], disabled: false }],
    ['user.updated', { roles: ['viewer'], disabled: false }, { roles: ['editor'], disabled: true }],
    ['user.password-set', null, null],
  ]);
  const clerk = { code: 'clerk', name: 'Clerk' };
  assert.deepEqual(await entries('role', role.body), [
    ['role.created', null, { ...clerk, permissions: [] }],
    ['role.updated', { permissions: [] }, { permissions: ['products:read'] }],
    ['role.deleted', { ...clerk, permissions: ['products:read'] }, null],
  ]);
  const till = { name: 'Till', scopes: ['products:read'], userId: null, expiresAt: null };
  assert.deepEqual(await entries('api-key', key.body), [
    ['api-key.created', null, till],
    ['api-key.revoked', till, null],
  ]);
  const shop = { name: 'Shop', host: 'hooks.example.com', events: null };
  assert.deepEqual(await entries('webhook', webhook.body), [
    ['webhook.created', null, { ...shop, state: 'enabled' }],
    ['webhook.updated', { state: 'enabled' }, { state: 'disabled' }],
    ['webhook.deleted', { ...shop, state: 'disabled' }, null],
  ]);
  const first = (await audit(`?action=user.created&entityId=${admin.id}`)).items;
  assert.deepEqual(
    first.map(({ actor }) => actor),
    [{ id: null, name: 'test' }],
  );
  const { rows } = await api.system.databases.pools.core.query<{ row: string }>(
    'select audit_log::text as row from audit_log',
  );
  const log = rows.map(({ row }) => row).join('\n');
  for (const secret of [...secrets, String(key.body['key']), String(webhook.body['secret']), 'secret-path'])
    assert.ok(!log.includes(secret), 'a secret is in the audit log');
});
