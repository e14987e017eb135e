import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';

const { api } = await useTestApi();
let files = 0;

const never = new AbortController().signal;
async function make(sku: string, mpn: string): Promise<string> {
  const made = await api.call('POST', '/api/v1/products', { sku, brand: 'Twin', mpn, title: sku });
  return String(made.body['id']);
}

/** An import with one row that may mean any product of the part number. */
async function waiting(mpn: string): Promise<string> {
  const path = join(api.installation.dataDir, `held-${++files}.csv`);
  writeFileSync(
    path,
    `Référence;Marque;Référence fabricant;Désignation;Prix TTC\nR${files};Twin;${mpn};Row;10,00\n`,
  );
  const sent = await api.upload({ supplier: 'Held', mode: 'apply' }, path);
  assert.equal(sent.status, 202, JSON.stringify(sent.body));
  await api.system.importRunner.run(String(sent.body['id']), { signal: never });
  return String(sent.body['id']);
}
const candidatesOf = async (importId: string): Promise<string[]> => {
  const { items } = (await api.call('GET', `/api/v1/imports/${importId}/review`)).body;
  return (items[0]?.['candidates'] as { sku: string }[] | undefined)?.map(({ sku }) => sku) ?? [];
};
const decide = (importId: string, productId: string): Promise<Answer> =>
  api.call('POST', `/api/v1/imports/${importId}/review`, {
    decisions: [{ line: 2, action: 'product', productId }],
  });

test('a waiting row may mean the survivor of a merge, until that is undone', async () => {
  const [one, two] = [await make('HC-1', 'H-1'), await make('HC-2', 'H-1'), await make('HC-3', 'H-1')];
  const job = await waiting('H-1');
  assert.deepEqual(await candidatesOf(job), ['HC-1', 'HC-2', 'HC-3']);
  const merged = await api.call('POST', `/api/v1/products/${one}/merge`, { ids: [two] });
  assert.equal(merged.status, 202, JSON.stringify(merged.body));
  assert.deepEqual(await candidatesOf(job), ['HC-1', 'HC-3']);
  const undo = await api.call(
    'POST',
    `/api/v1/product-merges/${String(merged.body['operationId'])}/undo`,
    {},
  );
  await api.system.undos.run(String(undo.body['id']), { signal: never });
  assert.deepEqual(await candidatesOf(job), ['HC-1', 'HC-2', 'HC-3']);
  const again = await api.call('POST', `/api/v1/operations/${String(undo.body['id'])}/undo`, {});
  await api.system.undos.run(String(again.body['id']), { signal: never });
  assert.deepEqual(await candidatesOf(job), ['HC-1', 'HC-3']);
});

test('who decides for a product that was merged meanwhile decides for its survivor', async () => {
  const [one, two] = [await make('MM-1', 'H-2'), await make('MM-2', 'H-2'), await make('MM-3', 'H-2')];
  const job = await waiting('H-2');
  await api.call('POST', `/api/v1/products/${one}/merge`, { ids: [two] });
  const answer = await decide(job, two!);
  assert.equal(answer.status, 202, JSON.stringify(answer.body));
  await api.system.importRunner.run(job, { signal: never });
  const { items } = (await api.call('GET', '/api/v1/products?supplierReference=R2')).body;
  assert.deepEqual(
    items.map(({ id }) => id),
    [one],
  );
});

test('a deleted product is no candidate', async () => {
  const [one] = [await make('DC-1', 'H-3'), await make('DC-2', 'H-3')];
  const job = await waiting('H-3');
  await api.call('DELETE', `/api/v1/products/${one}?permanent=true`);
  assert.deepEqual(await candidatesOf(job), ['DC-2']);
});

test('files after a merge find the survivor by the part number that was ambiguous', async () => {
  const [one, two] = [await make('PN-1', 'H-4'), await make('PN-2', 'H-4')];
  await api.call('POST', `/api/v1/products/${one}/merge`, { ids: [two] });
  const job = await waiting('H-4');
  assert.deepEqual(await candidatesOf(job), []);
  const { items } = (await api.call('GET', `/api/v1/products?supplierReference=R${files}`)).body;
  assert.deepEqual(
    items.map(({ id }) => id),
    [one],
  );
});
