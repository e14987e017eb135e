import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { uuidv7 } from '../../platform/uuid.ts';
import { createSourcesApi, type SourcesApi } from '../../../test/support/sources.ts';
import { createImportFigures, type ToDo } from './import-figures.ts';

let sources: SourcesApi;
before(async () => {
  sources = await createSourcesApi();
});
after(() => sources.api.close());

const pool = () => sources.api.system.databases.pools.imports;
const figures = () => createImportFigures({ db: sources.api.system.databases.imports });
beforeEach(async () => {
  await pool().query('delete from import_jobs');
  await pool().query('delete from import_sources');
});

const acme = uuidv7();
const range = { from: '2026-11-01', to: '2026-11-03', timeZone: 'Europe/Paris' };

async function job(values: {
  status: string;
  createdAt?: string;
  rows?: object;
  errors?: object[];
  supplierId?: string | null;
  name?: string;
}): Promise<string> {
  const { status, createdAt = '2026-11-02T10:00:00Z', rows = null, errors = null } = values;
  const { supplierId = acme, name = 'prices.csv' } = values;
  const { rows: made } = await pool().query<{ id: string }>(
    `with f as (insert into import_files (name, storage_key, sha256, bytes) values ($1, $2, $2, 1) returning id)
     insert into import_jobs (file_id, supplier_id, supplier_name, identity, status, request, rows, errors, created_at)
     select id, $3, case when $3::uuid is not null then 'ACME' end, $2, $4, '{}', $5, $6, $7 from f returning id`,
    [
      name,
      uuidv7(),
      supplierId,
      status,
      rows && JSON.stringify(rows),
      errors && JSON.stringify(errors),
      createdAt,
    ],
  );
  return made[0]!.id;
}

const counted = (read: number, created: number, updated: number, rejected: number): object => ({
  read,
  created,
  updated,
  rejected,
  review: 0,
});

test('imports and the rows of applied ones are counted by the days of a time zone, empty days too', async () => {
  await job({ status: 'completed', rows: counted(10, 4, 6, 0) });
  await job({ status: 'completed_with_errors', rows: counted(20, 0, 15, 5) });
  await job({ status: 'planned', rows: counted(99, 99, 0, 0) });
  // In Paris it is the third already.
  await job({ status: 'failed', createdAt: '2026-11-02T23:30:00Z' });
  await job({ status: 'completed', createdAt: '2026-10-31T22:59:00Z', rows: counted(1, 1, 0, 0) });
  assert.deepEqual(await figures().days(range), [
    {
      day: '2026-11-01',
      completed: 0,
      completedWithErrors: 0,
      failed: 0,
      other: 0,
      rows: { read: 0, created: 0, updated: 0, rejected: 0 },
    },
    {
      day: '2026-11-02',
      completed: 1,
      completedWithErrors: 1,
      failed: 0,
      other: 1,
      rows: { read: 30, created: 4, updated: 21, rejected: 5 },
    },
    {
      day: '2026-11-03',
      completed: 0,
      completedWithErrors: 0,
      failed: 1,
      other: 0,
      rows: { read: 0, created: 0, updated: 0, rejected: 0 },
    },
  ]);
});

test('causes of rejected rows add up over imports, the most frequent first, and plans are not counted', async () => {
  const errors = [
    { cause: 'price.not_a_number', count: 2 },
    { cause: 'gtin.length', count: 7 },
  ];
  await job({ status: 'completed_with_errors', errors });
  await job({ status: 'completed_with_errors', errors: errors.slice(0, 1) });
  await job({ status: 'planned', errors });
  await job({ status: 'completed_with_errors', errors, createdAt: '2026-10-01T10:00:00Z' });
  assert.deepEqual(await figures().causes(range), [
    { cause: 'gtin.length', rows: 7, imports: 1 },
    { cause: 'price.not_a_number', rows: 4, imports: 2 },
  ]);
});

const summary = (toDo: readonly ToDo[]): [string, number, string[]][] =>
  toDo.map(({ kind, count, items }) => [kind, count, items.map(({ id }) => id)]);

test('what waits for a person is listed by kind, the newest of each, with how many there are', async () => {
  const now = new Date('2026-11-02T12:00:00Z');
  const held = await job({ status: 'held_by_guard', name: 'half.csv' });
  const review = await job({ status: 'completed', rows: { ...counted(3, 0, 0, 0), review: 3 } });
  const planned: string[] = [];
  for (let at = 0; at < 7; at++) planned.unshift(await job({ status: 'planned' }));
  await job({ status: 'undone', rows: { review: 2 } });
  await job({ status: 'completed', rows: counted(1, 0, 1, 0) });
  const toDo = await figures().toDo(now);
  assert.deepEqual(summary(toDo), [
    ['import.held', 1, [held]],
    ['import.rows', 1, [review]],
    ['import.planned', 7, planned.slice(0, 5)],
  ]);
  assert.deepEqual(toDo[0]!.items[0], {
    id: held,
    name: 'half.csv',
    address: `/imports/${held}`,
    supplier: { id: acme, name: 'ACME' },
    since: '2026-11-02T10:00:00.000Z',
    rows: 0,
  });
  assert.equal(toDo[1]!.items[0]!.rows, 3);
});

test('a failed import is seen to once a later one of its supplier went well, or after a week', async () => {
  const now = new Date('2026-11-02T12:00:00Z');
  const other = uuidv7();
  await job({ status: 'failed' });
  const still = await job({ status: 'failed', supplierId: other });
  const own = await job({ status: 'failed', supplierId: null });
  await job({ status: 'failed', supplierId: other, createdAt: '2026-10-20T10:00:00Z' });
  await job({ status: 'completed' });
  assert.deepEqual(summary(await figures().toDo(now)), [['import.failed', 2, [own, still]]]);
});

test('sources that are broken or late are to be seen to, paused ones are not', async () => {
  const make = async (state: string): Promise<string> => {
    const settings = { path: sources.api.installation.dataDir };
    const { id } = await sources.source({ kind: 'folder', settings, expectedHours: 24 });
    await pool().query('update import_sources set state = $2, last_file_at = $3 where id = $1', [
      id,
      state,
      '2026-11-01T11:00:00Z',
    ]);
    return id;
  };
  const [late, broken] = [await make('active'), await make('broken')];
  await make('paused');
  assert.deepEqual(summary(await figures().toDo(new Date('2026-11-02T10:30:00Z'))), [
    ['source.broken', 1, [broken]],
  ]);
  const toDo = await figures().toDo(new Date('2026-11-02T11:30:00Z'));
  assert.deepEqual(summary(toDo), [
    ['source.broken', 1, [broken]],
    ['source.late', 1, [late]],
  ]);
  assert.equal(toDo[1]!.items[0]!.address, `/sources/${late}`);
});

test('the routes answer the last thirty days, or those asked for', async () => {
  await job({ status: 'held_by_guard' });
  const { call } = sources.api;
  const usual = await call('GET', '/api/v1/analytics/imports');
  assert.deepEqual([usual.status, (usual.body['days'] as object[]).length], [200, 30]);
  const asked = await call('GET', '/api/v1/analytics/imports?from=2026-11-02&to=2026-11-02');
  assert.deepEqual(
    [asked.body['from'], asked.body['to'], (asked.body['days'] as object[]).length, asked.body['causes']],
    ['2026-11-02', '2026-11-02', 1, []],
  );
  const backwards = await call('GET', '/api/v1/analytics/imports?from=2026-11-03&to=2026-11-02');
  assert.deepEqual([backwards.status, backwards.body['code']], [400, 'analytics.invalid']);
  assert.equal((await call('GET', '/api/v1/analytics/imports?from=yesterday')).status, 400);
  const { body } = await call('GET', '/api/v1/analytics/dashboard');
  assert.deepEqual(
    (body['toDo'] as ToDo[]).map(({ kind, count }) => [kind, count]),
    [['import.held', 1]],
  );
});
