import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';

const { api } = await useTestApi();
let files = 0;

const IMPORTS = '/api/v1/imports';
const ABSENT = `${IMPORTS}/00000000-0000-7000-8000-000000000000`;

function fileOf(lines: readonly string[]): string {
  const path = join(api.installation.dataDir, `file-${++files}.csv`);
  writeFileSync(path, `Référence;Désignation;Prix TTC\n${lines.join('\n')}\n`);
  return path;
}

/** An import as the queue would run it, to its next resting state. */
async function run(id: string): Promise<Answer> {
  await api.system.importRunner.run(id, { signal: new AbortController().signal });
  return api.call('GET', `${IMPORTS}/${id}`);
}

async function uploaded(fields: Record<string, string>, lines: readonly string[]): Promise<string> {
  const sent = await api.upload(fields, fileOf(lines));
  assert.equal(sent.status, 202, JSON.stringify(sent.body));
  assert.equal(sent.headers['location'], `${IMPORTS}/${String(sent.body['id'])}`);
  return String(sent.body['id']);
}

const confirm = (id: string, planId: unknown): Promise<Answer> =>
  api.call('POST', `${IMPORTS}/${id}/confirm`, { planId });
const skusOf = async (id: string): Promise<unknown[]> =>
  (await api.call('GET', `/api/v1/products?importId=${id}&sort=sku`)).body.items.map((item) => item['title']);

test('what is asked for wrongly is refused before anything is made', async () => {
  const path = fileOf(['A1;Title;1,00']);
  for (const [fields, status, code] of [
    [{}, 400, 'imports.invalid'],
    [{ supplier: 'Wrong', mode: 'now' }, 400, 'imports.invalid'],
    [{ supplier: 'Wrong', map: '{' }, 400, 'imports.invalid'],
    [{ supplier: 'Wrong', colour: 'blue' }, 400, 'imports.unknown_field'],
  ] as const) {
    const answer = await api.upload(fields, path);
    assert.deepEqual([answer.status, answer.body['code']], [status, code], JSON.stringify(fields));
  }
  assert.equal((await api.call('POST', IMPORTS, {})).status, 400);
  assert.deepEqual((await api.call('GET', IMPORTS)).body.items, []);
});

test('an import that is none is not found, a cursor that is none is refused', async () => {
  for (const part of ['', '/plan', '/errors'])
    assert.equal((await api.call('GET', ABSENT + part)).status, 404, part);
  assert.equal((await api.call('POST', `${ABSENT}/cancel`)).status, 404);
  assert.equal((await confirm(ABSENT.split('/').at(-1)!, ABSENT.split('/').at(-1))).status, 404);
  for (const url of [
    `${IMPORTS}?cursor=abc`,
    `${ABSENT}/plan?cursor=abc`,
    `${ABSENT}/errors?cursor=1`,
    `${IMPORTS}/x`,
  ])
    assert.equal((await api.call('GET', url)).status, 400, url);
});

test('a preview changes nothing until it is confirmed, once', async () => {
  const id = await uploaded({ supplier: 'Alpha' }, ['A1;First;1,00', 'A2;Second;2,00']);
  const planned = await run(id);
  assert.equal(planned.body['status'], 'planned');
  assert.deepEqual(await skusOf(id), []);
  const plan = await api.call('GET', `${IMPORTS}/${id}/plan?limit=1`);
  assert.deepEqual([plan.body.items.length, plan.body['planId']], [1, planned.body['operationId']]);
  const rest = await api.call(
    'GET',
    `${IMPORTS}/${id}/plan?limit=1&cursor=${String(plan.body['nextCursor'])}`,
  );
  assert.notEqual(rest.body.items[0]!['line'], plan.body.items[0]!['line']);

  const stale = await confirm(id, '00000000-0000-7000-8000-000000000000');
  assert.deepEqual([stale.status, stale.body['code']], [409, 'imports.plan_stale']);
  const answers = await Promise.all([1, 2, 3].map(() => confirm(id, planned.body['operationId'])));
  assert.deepEqual(answers.map((answer) => answer.status).sort(), [202, 409, 409]);
  assert.equal((await run(id)).body['status'], 'completed');
  assert.deepEqual(await skusOf(id), ['First', 'Second']);
  assert.equal((await confirm(id, planned.body['operationId'])).status, 409);
});

test('two previews of one file are confirmed one after the other', async () => {
  const lines = ['T1;Twice;1,00'];
  const ids = [];
  for (let i = 0; i < 2; i++) {
    const id = await uploaded({ supplier: 'Twice' }, lines);
    ids.push({ id, planId: (await run(id)).body['operationId'] });
  }
  const [first, second] = ids as [(typeof ids)[0], (typeof ids)[0]];
  assert.equal((await confirm(first.id, first.planId)).status, 202);
  assert.deepEqual((await confirm(second.id, second.planId)).body['code'], 'imports.state');
});

test('a cancelled import that waits in the queue does not run any more', async () => {
  const id = await uploaded({ supplier: 'Beta', mode: 'apply' }, ['B1;Never;1,00']);
  const cancelled = await api.call('POST', `${IMPORTS}/${id}/cancel`);
  assert.deepEqual([cancelled.status, cancelled.body['status']], [202, 'cancelled']);
  assert.equal((await run(id)).body['status'], 'cancelled');
  assert.deepEqual(await skusOf(id), []);
  const again = await api.call('POST', `${IMPORTS}/${id}/cancel`);
  assert.deepEqual([again.status, again.body['code']], [409, 'imports.state']);
});

test('every error of a file is listed once, however the pages fall', async () => {
  const id = await uploaded({ supplier: 'Gamma', mode: 'apply' }, [
    'G1;Good;1,00',
    'G2;Bad;sur demande',
    ';No key;x',
    'G3;Bad;?',
    ';No key;1,00',
    // Enough good prices for the column to be taken for one.
    ...Array.from({ length: 10 }, (_, i) => `H${i};Good;${i + 1},00`),
  ]);
  assert.equal((await run(id)).body['status'], 'completed_with_errors');
  const all = (await api.call('GET', `${IMPORTS}/${id}/errors?limit=200`)).body.items;
  assert.ok(all.length >= 4, JSON.stringify(all));
  for (const limit of [1, 2, 3]) {
    const seen: unknown[] = [];
    for (let cursor = ''; ;) {
      const page = await api.call(
        'GET',
        `${IMPORTS}/${id}/errors?limit=${limit}${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...page.body.items);
      if (page.body['nextCursor'] === null) break;
      cursor = String(page.body['nextCursor']);
    }
    assert.deepEqual(seen, all, `limit ${limit}`);
  }
  assert.deepEqual(
    all
      .filter((error) => error['cause'] === 'price.not_a_number')
      .map((error) => [error['line'], error['value']]),
    [
      [3, 'sur demande'],
      [4, 'x'],
      [5, '?'],
    ],
  );
});

test('imports are listed newest first, page by page', async () => {
  const pages: string[] = [];
  for (let cursor = ''; ;) {
    const { body } = await api.call('GET', `${IMPORTS}?limit=2${cursor && `&cursor=${cursor}`}`);
    pages.push(...body.items.map((item) => String(item['id'])));
    if (body['nextCursor'] === null) break;
    cursor = String(body['nextCursor']);
  }
  assert.ok(pages.length >= 4);
  assert.deepEqual(pages, pages.toSorted().toReversed());
  assert.equal(new Set(pages).size, pages.length);
});

test('a preview names a new supplier, its confirmation makes it, under the id the plan was made with', async () => {
  const suppliers = async () =>
    (await api.call('GET', '/api/v1/suppliers')).body.items.filter(({ name }) => name === 'Proposée');
  const id = await uploaded({ supplier: 'Proposée', mode: 'preview' }, ['N1;Lampe;3,00']);
  const planned = (await run(id)).body;
  assert.deepEqual(await suppliers(), []);
  assert.equal((await confirm(id, planned['operationId'])).status, 202);
  const done = (await run(id)).body;
  const [made] = await suppliers();
  assert.deepEqual(
    [done['status'], (done['rows'] as { created: number }).created, made!['code']],
    ['completed', 1, 'PROPOSEE'],
  );
  assert.equal((done['supplier'] as { id: string }).id, made!['id']);
  const offers = await api.call('GET', `/api/v1/products?supplierId=${String(made!['id'])}`);
  assert.equal(offers.body.items.length, 1);
});

test('an import and its job in the queue are written together or not at all', async () => {
  const { imports } = api.system.databases.pools;
  const planned = await uploaded({ supplier: 'Together', mode: 'preview' }, ['T1;Title;1,00']);
  const planId = (await run(planned)).body['operationId'];
  // Done by hand above, so the job that waits for it goes as a worker would have ended it.
  await imports.query('delete from queue.job', []);
  const jobs = async (): Promise<unknown> =>
    (await imports.query('select id, status, mode from import_jobs order by id', [])).rows;
  const before = await jobs();
  await imports.query('alter table queue.job add constraint full_up check (false) not valid', []);
  try {
    const path = fileOf(['T2;Title;2,00']);
    assert.equal((await api.upload({ supplier: 'Together', mode: 'apply' }, path)).status, 500);
    assert.equal((await confirm(planned, planId)).status, 500);
    assert.deepEqual(await jobs(), before);
  } finally {
    await imports.query('alter table queue.job drop constraint full_up', []);
  }
  assert.equal((await confirm(planned, planId)).status, 202);
});
