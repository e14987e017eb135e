import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';
import { digestCatalogue } from '../../../test/support/catalogue-digest.ts';

const { api, client } = await useTestApi();
let files = 0;

/** A valid EAN-13 of the internal range for each number. */
function ean(number: number): string {
  const digits = `29${String(number).padStart(10, '0')}`;
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at % 2 ? 3 : 1), 0);
  return digits + ((10 - (sum % 10)) % 10);
}

type Row = [reference: string, code: string, title: string, brand: string, price: string];
const rowsOf = (supplier: string, count: number): Row[] =>
  Array.from({ length: count }, (_, i) => [
    `${supplier}-${i}`,
    ean(supplier.charCodeAt(0) * 1000 + i),
    `A long enough title of the product number ${i}`,
    `Brand ${i % 5}`,
    `${10 + i},00`,
  ]);

async function send(
  supplier: string,
  rows: readonly Row[],
  fields: Record<string, string> = {},
): Promise<Answer> {
  const path = join(api.installation.dataDir, `feed-${++files}.csv`);
  writeFileSync(
    path,
    `Référence;EAN;Désignation;Marque;Prix TTC\n${rows.map((row) => row.join(';')).join('\n')}\n`,
  );
  const sent = await api.upload({ supplier, mode: 'apply', ...fields }, path);
  assert.equal(sent.status, 202, JSON.stringify(sent.body));
  return run(String(sent.body['id']));
}

async function run(id: string): Promise<Answer> {
  await api.system.importRunner.run(id, { signal: new AbortController().signal });
  return api.call('GET', `/api/v1/imports/${id}`);
}

const found = ({ body }: Answer): string[] => (body['guard'] as { code: string }[]).map(({ code }) => code);

test('a cut feed, prices × 100, swapped columns: held, nothing is applied, other suppliers are untouched', async () => {
  const other = await send('Other', rowsOf('O', 40));
  assert.equal(other.body['status'], 'completed');
  const rows = rowsOf('A', 50);
  assert.deepEqual(found(await send('Guarded', rows)), []);
  const before = await digestCatalogue(client);

  const cut = await send('Guarded', rows.slice(0, 30));
  assert.deepEqual([cut.body['status'], found(cut)], ['held_by_guard', ['rows.fell']]);
  const dear = await send(
    'Guarded',
    rows.map(([a, b, c, d, price]): Row => [a, b, c, d, price.replace(',', '')]),
  );
  assert.deepEqual([dear.body['status'], found(dear)], ['held_by_guard', ['prices.moved']]);
  assert.match(JSON.stringify(dear.body['guard']), /100 times what they were/);
  const swapped = await send(
    'Guarded',
    rows.map(([a, b, title, brand, e]): Row => [a, b, brand, title, e]),
  );
  assert.deepEqual(
    [swapped.body['status'], found(swapped)],
    ['held_by_guard', ['column.changed', 'column.changed']],
  );
  assert.deepEqual(await digestCatalogue(client), before);
});

test('what is held is confirmed as it was planned, or let through by force', async () => {
  const rows = rowsOf('B', 20);
  await send('Deciding', rows);
  const dear = rows.map(([a, b, c, d]): Row => [a, b, c, d, '999,00']);
  const held = await send('Deciding', dear);
  assert.equal(held.body['status'], 'held_by_guard');
  const { id, operationId } = held.body as Record<string, string>;
  const confirmed = await api.call('POST', `/api/v1/imports/${id!}/confirm`, { planId: operationId });
  assert.equal(confirmed.status, 202, JSON.stringify(confirmed.body));
  const done = await run(id!);
  assert.deepEqual(
    [done.body['status'], (done.body['rows'] as Record<string, number>)['updated']],
    ['completed', 20],
  );
  const back = await send('Deciding', rows, { force: 'true' });
  assert.deepEqual([back.body['status'], found(back)], ['completed', ['prices.moved']]);
});

test('a page in place of the feed is held, and cannot be confirmed', async () => {
  await send('Paged', rowsOf('C', 10));
  const path = join(api.installation.dataDir, 'page.csv');
  writeFileSync(path, '<!DOCTYPE html><html><body>Please sign in</body></html>');
  const sent = await api.upload({ supplier: 'Paged', mode: 'apply' }, path);
  const id = String(sent.body['id']);
  await assert.rejects(run(id), /web page/);
  const held = await api.call('GET', `/api/v1/imports/${id}`);
  assert.deepEqual([held.body['status'], found(held)], ['held_by_guard', ['imports.file_is_web_page']]);
  const confirmed = await api.call('POST', `/api/v1/imports/${id}/confirm`, { planId: id });
  assert.equal(confirmed.body['code'], 'imports.state');
});

test('references that change are told; a file like the last one goes through, and the books count it', async () => {
  const rows = rowsOf('D', 40);
  await send('Renaming', rows);
  assert.deepEqual(found(await send('Renaming', rows)), []);
  const renamed = await send(
    'Renaming',
    rows.map(([, ...rest], i): Row => [`NEW-${i}`, ...rest]),
  );
  assert.deepEqual(found(renamed), ['references.changed']);
  const imports = await api.installation.connect('imports');
  const { rows: books } = await imports.query(
    `select files, failed, rows ->> 'created' as created, rows ->> 'unchanged' as unchanged from import_statistics
     where supplier_id = $1`,
    [(renamed.body['supplier'] as { id: string }).id],
  );
  await imports.end();
  assert.deepEqual(books, [{ files: 2, failed: 0, created: '40', unchanged: '40' }]);
});
