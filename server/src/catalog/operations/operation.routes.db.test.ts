import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTestApi, type Answer, type TestApi } from '../../../test/support/api.ts';
import { importLines } from '../../../test/support/import-lines.ts';
import { until } from '../../../test/support/until.ts';
import { runWorker } from '../../run-worker.ts';

let api: TestApi;
const stop = new AbortController();
let working: Promise<void>;
before(async () => {
  api = await createTestApi();
  working = runWorker(api.system, { queues: ['catalog'], signal: stop.signal });
});
after(async () => {
  stop.abort();
  await working;
  await api.close();
});

const OPERATIONS = '/api/v1/operations';
const nowhere = '01900000-0000-7000-8000-000000000000';
const get = (path: string): Promise<Answer> => api.call('GET', `${OPERATIONS}${path}`);
const undo = (id: string, body: object = {}, headers = {}): Promise<Answer> =>
  api.call('POST', `${OPERATIONS}/${id}/undo`, body, headers);
const lines = (price: string, ...more: string[]) => [
  'Référence;Désignation;Prix TTC',
  `A-1;Lampe;${price}`,
  ...more,
];

async function ended(id: string): Promise<Answer> {
  const answer = await until(
    () => get(`/${id}`),
    ({ body }) => body['state'] === 'completed',
  );
  assert.equal(answer.body['state'], 'completed', JSON.stringify(answer.body));
  return answer;
}

test('an import is an operation, and its undo one more, run by a worker', async () => {
  const imported = await importLines(api.system, 'Alpha', lines('12,90', 'A-2;Vase;8,00'));
  const shown = await get(`/${imported.operationId}`);
  const { counts, ...operation } = shown.body;
  assert.deepEqual(counts, { created: 2, updated: 0, deleted: 0, restored: 0, kept: 0, conflicts: 0 });
  assert.deepEqual(
    ['kind', 'state', 'by', 'undoable', 'undoneBy', 'conflicts', 'importId'].map((name) => operation[name]),
    ['import', 'completed', 'test', true, null, [], imported.id],
  );

  const preview = await undo(String(imported.operationId), { dryRun: true });
  assert.equal(preview.status, 200);
  assert.deepEqual(
    [preview.body['id'], (preview.body['counts'] as { deleted: number }).deleted, preview.body['undoes']],
    [null, 2, [imported.operationId]],
  );
  assert.equal((await get(`/${imported.operationId}`)).body['undoable'], true);

  const key = { 'idempotency-key': 'undo-1' };
  const asked = await undo(String(imported.operationId), {}, key);
  const id = String(asked.body['id']);
  assert.deepEqual(
    [asked.status, asked.headers['location'], asked.headers['operation-id'], asked.body['kind']],
    [202, `${OPERATIONS}/${id}`, id, 'undo'],
  );
  assert.equal((await ended(id)).body['by'], 'Admin');
  const replayed = await undo(String(imported.operationId), {}, key);
  assert.deepEqual([replayed.status, replayed.headers['idempotency-replayed']], [202, 'true']);

  const again = await undo(String(imported.operationId));
  assert.deepEqual([again.status, again.body['code']], [409, 'operations.state']);
  assert.match(String(again.body['detail']), new RegExp(`undone by ${id}`));
  const after = await get(`/${imported.operationId}`);
  assert.deepEqual([after.body['undoable'], after.body['undoneBy']], [false, id]);
  const job = await api.call('GET', `/api/v1/imports/${imported.id}`);
  assert.equal(job.body['status'], 'undone');
});

test('operations are listed newest first, by kind, author, supplier and time', async () => {
  const imported = await importLines(api.system, 'Beta', lines('1,00'));
  const made = await api.call('POST', '/api/v1/products', { sku: 'M-1', title: 'One' });
  const edit = made.headers['operation-id'];
  const supplierId = imported.supplier!.id;
  const idsOf = async (query: string) => (await get(`?${query}`)).body.items.map((item) => item['id']);
  assert.deepEqual((await idsOf('')).slice(0, 2), [edit, imported.operationId]);
  assert.deepEqual(await idsOf('kind=edit&by=Admin'), [edit]);
  assert.deepEqual(await idsOf(`supplierId=${supplierId}`), [imported.operationId]);
  assert.deepEqual(
    await idsOf(`since=${encodeURIComponent(new Date(Date.now() + 60_000).toISOString())}`),
    [],
  );
  const page = await get('?limit=1');
  assert.deepEqual(await idsOf(`limit=1&cursor=${String(page.body['nextCursor'])}`), [imported.operationId]);
});

test('everything of a supplier since a moment is taken back by one request', async () => {
  const since = new Date().toISOString();
  const [one, two] = [
    await importLines(api.system, 'Beta', lines('2,00')),
    await importLines(api.system, 'Beta', lines('3,00')),
  ];
  const body = { since, supplierId: one.supplier!.id };
  const preview = await api.call('POST', `${OPERATIONS}/undo`, { ...body, dryRun: true });
  assert.deepEqual(preview.body['undoes'], [one.operationId, two.operationId]);
  const [change] = preview.body['changes'] as Record<string, unknown>[];
  assert.deepEqual(
    [change!['field'], change!['present'], change!['restored']],
    ['price.sale:EUR', '3.00', '1.00'],
  );
  const asked = await api.call('POST', `${OPERATIONS}/undo`, body);
  assert.equal(asked.status, 202);
  const done = await ended(String(asked.body['id']));
  assert.deepEqual([done.body['supplierId'], done.body['undoes']], [body.supplierId, preview.body['undoes']]);
  const nothing = await api.call('POST', `${OPERATIONS}/undo`, body);
  assert.deepEqual([nothing.status, nothing.body['code']], [422, 'operations.nothing_to_undo']);
});

test('an import is undone by its own address too, and shows that it is', async () => {
  const imported = await importLines(api.system, 'Gamma', lines('4,00'));
  const url = `/api/v1/imports/${imported.id}/undo`;
  const preview = await api.call('POST', url, { dryRun: true });
  assert.deepEqual([preview.status, preview.body['status']], [200, 'completed']);
  const asked = await api.call('POST', url, {});
  assert.deepEqual([asked.status, asked.body['status']], [202, 'undoing']);
  await ended(asked.headers['operation-id']!);
  const status = async () => (await api.call('GET', `/api/v1/imports/${imported.id}`)).body['status'];
  assert.equal(await status(), 'undone');
  const back = await undo(asked.headers['operation-id']!);
  await ended(String(back.body['id']));
  assert.equal(await status(), 'completed');
});

test('what is asked for wrongly is refused', async () => {
  for (const [answer, status] of [
    [await get(`/${nowhere}`), 404],
    [await undo(nowhere), 404],
    [await undo('x'), 400],
    [await undo(nowhere, { dryrun: true }), 400],
    [await get('?kind=a%20b'), 400],
    [await get('?since=yesterday'), 400],
    [await get('?since=2026-13-45'), 400],
    [await get('?cursor=1'), 400],
    [await api.call('POST', `${OPERATIONS}/undo`, {}), 400],
    [await api.call('POST', `${OPERATIONS}/undo`, { since: '2026-99-01' }), 400],
    [await api.call('POST', `/api/v1/imports/${nowhere}/undo`, {}), 404],
  ] as const)
    assert.equal(answer.status, status, JSON.stringify(answer.body));
});
