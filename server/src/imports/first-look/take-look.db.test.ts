import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type pg from 'pg';
import { createTestApi, type Answer, type TestApi } from '../../../test/support/api.ts';
import { emptyCatalogue } from '../../../test/support/catalogue-digest.ts';
import { askForLook, ean, lookAt, readLook, type Look } from '../../../test/support/looks.ts';
import { createPruning } from '../../pruning.ts';

let api: TestApi;
let catalog: pg.Client;
const { signal } = new AbortController();
before(async () => {
  api = await createTestApi();
  catalog = await api.installation.connect();
});
after(async () => {
  await catalog.end();
  await api.close();
});
beforeEach(() => emptyCatalogue(catalog));

const take = (id: string, body: object = {}): Promise<Answer> =>
  api.call('POST', `/api/v1/first-looks/${id}/imports`, body);

const suppliers = async (): Promise<string[]> =>
  (await catalog.query<{ name: string }>('select name from suppliers order by name')).rows.map(
    ({ name }) => name,
  );

async function runImports({ files }: Look): Promise<Record<string, unknown>[]> {
  const reports: Record<string, unknown>[] = [];
  for (const { importId } of files.filter((file) => file.importId !== null)) {
    await api.system.importRunner.run(importId!, { signal });
    reports.push((await api.call('GET', `/api/v1/imports/${importId}`)).body);
  }
  return reports;
}

const nord = `Référence;EAN;Désignation;Prix d'achat\nN1;${ean(1)};Vis;2,00\nN2;${ean(2)};Clou;3,00\n`;
const sud = `sku,ean,name,cost\nS1,${ean(1)},Screw,1.50\nS3,${ean(3)},Nail,4.00\n`;
const shops = [
  ['Nord.csv', nord],
  ['Sud.csv', sud],
] as const;

test('what was looked at becomes the catalogue on request: a supplier and an import for each file, each to be undone', async () => {
  const look = await lookAt(api, shops);
  assert.deepEqual(await suppliers(), []);
  const taken = await take(look.id);
  assert.equal(taken.status, 202, JSON.stringify(taken.body));
  const after = await readLook(api, look.id);
  assert.deepEqual(taken.body, after);
  const reports = await runImports(after);
  assert.deepEqual(
    reports.map(({ status, mode, rows }) => [status, mode, (rows as { read: number }).read]),
    [
      ['completed', 'apply', 2],
      ['completed', 'apply', 2],
    ],
  );
  assert.deepEqual(await suppliers(), ['Nord', 'Sud']);
  // As it was shown, column by column.
  for (const [index, report] of reports.entries())
    assert.deepEqual(
      (report['mapping'] as { column: number; field: string }[]).map(({ column, field }) => [column, field]),
      look.files[index]!.findings!.columns.filter(({ field }) => field !== null).map(({ column, field }) => [
        column,
        field,
      ]),
    );
  const products = await api.call('GET', '/api/v1/products');
  assert.equal(products.body.items.length, look.comparison!.products.distinct);
  const undo = await api.call('POST', `/api/v1/imports/${after.files[0]!.importId}/undo`, {});
  await api.system.undos.run(String((undo.body['undo'] as { operationId: string }).operationId), { signal });
  const left = await catalog.query('select gtin from products order by gtin');
  assert.deepEqual(
    left.rows.map(({ gtin }: { gtin: string }) => gtin),
    [ean(1), ean(3)].map((code) => `0${code}`),
  );
});

test('a file is imported once, by its name or another, and what was not chosen can be taken later', async () => {
  const look = await lookAt(api, shops);
  const first = await take(look.id, { files: [{ position: 2, supplier: 'Grossiste Sud' }] });
  assert.equal(first.status, 202, JSON.stringify(first.body));
  assert.deepEqual(await suppliers(), ['Grossiste Sud']);
  const again = await take(look.id, { files: [{ position: 2 }] });
  assert.deepEqual([again.status, again.body['code']], [409, 'first_looks.state']);
  const rest = await take(look.id);
  assert.equal(rest.status, 202, JSON.stringify(rest.body));
  assert.deepEqual(await suppliers(), ['Grossiste Sud', 'Nord']);
  const nothing = await take(look.id);
  assert.deepEqual([nothing.status, nothing.body['code']], [409, 'first_looks.state']);
});

test('of two who ask at once one makes the imports', async () => {
  const look = await lookAt(api, shops);
  const answers = await Promise.all([take(look.id), take(look.id)]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [202, 409]);
});

test('what a known supplier said counts for the look and for its import', async () => {
  await api.call('POST', '/api/v1/suppliers', { name: 'Plain', priceMeaning: 'cost', currency: 'CHF' });
  const look = await lookAt(api, [['plain.csv', `ean;name;price\n${ean(1)};One;10\n`]]);
  const fields = ({ findings }: Look['files'][number]): (string | null)[] =>
    findings!.columns.map(({ field }) => field);
  assert.deepEqual(fields(look.files[0]!), ['gtin', 'title', 'cost:CHF']);
  await take(look.id);
  const [report] = await runImports(await readLook(api, look.id));
  assert.deepEqual(
    (report!['mapping'] as { field: string }[]).map(({ field }) => field),
    ['gtin', 'title', 'cost:CHF'],
  );
  assert.deepEqual(await suppliers(), ['Plain']);
});

test('what cannot be taken is refused, and nothing of it is done', async () => {
  const asked = await askForLook(api, shops);
  const early = await take(String(asked.body['id']));
  assert.deepEqual([early.status, early.body['code']], [409, 'first_looks.state']);
  const absent = await take(crypto.randomUUID());
  assert.deepEqual([absent.status, absent.body['code']], [404, 'first_looks.not_found']);
  const look = await lookAt(api, [...shops, ['nothing.csv', 'colour\nred\nblue\n']]);
  const unread = await take(look.id, { files: [{ position: 3 }] });
  assert.deepEqual([unread.status, unread.body['code']], [409, 'first_looks.state']);
  const beyond = await take(look.id, { files: [{ position: 4 }] });
  assert.deepEqual([beyond.status, beyond.body['code']], [400, 'first_looks.invalid']);
  assert.equal((await take(look.id, { files: [] })).status, 400);
  assert.deepEqual(await suppliers(), []);
  assert.deepEqual(
    (await readLook(api, look.id)).files.map(({ importId }) => importId),
    [null, null, null],
  );
});

test('a look goes with the files it is about, the imports made of it stay', async () => {
  const look = await lookAt(api, shops);
  await take(look.id);
  const { files } = await readLook(api, look.id);
  const pruning = createPruning({
    databases: api.system.databases,
    storage: api.system.storage,
    settings: api.system.settings.current,
    log: api.system.log,
    now: () => new Date(Date.now() + 100 * 86_400_000),
  });
  await pruning.prune({ dryRun: true });
  assert.equal((await api.call('GET', `/api/v1/first-looks/${look.id}`)).status, 200);
  await pruning.prune({ dryRun: false });
  assert.equal((await api.call('GET', `/api/v1/first-looks/${look.id}`)).status, 404);
  assert.equal((await api.call('GET', `/api/v1/imports/${files[0]!.importId}`)).status, 200);
});
