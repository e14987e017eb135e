import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';
import { digestCatalogue } from '../../../test/support/catalogue-digest.ts';

const { api, client } = await useTestApi();
let files = 0;

const HEADINGS = 'Référence;Désignation;Prix TTC;Stock';
const line = (reference: string, more = '5'): string => `${reference};Title of ${reference};10,00;${more}`;
const linesOf = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => line(`${prefix}${i}`));

async function send(
  supplier: string,
  lines: readonly string[],
  fields: Record<string, string> = {},
): Promise<Answer> {
  const path = join(api.installation.dataDir, `full-${++files}.csv`);
  writeFileSync(path, `${HEADINGS}\n${lines.join('\n')}\n`);
  const sent = await api.upload({ supplier, mode: 'apply', ...fields }, path);
  assert.equal(sent.status, 202, JSON.stringify(sent.body));
  const id = String(sent.body['id']);
  await api.system.importRunner.run(id, { signal: new AbortController().signal });
  return api.call('GET', `/api/v1/imports/${id}`);
}

/** A supplier whose files are full, with a first one imported. */
async function fullSupplier(name: string, lines: readonly string[], settings: object): Promise<void> {
  const made = await api.call('POST', '/api/v1/suppliers', { name });
  const patched = await api.call(
    'PATCH',
    `/api/v1/suppliers/${String(made.body['id'])}`,
    { fullFile: true, ...settings },
    { 'if-match': `"${String(made.body['version'])}"` },
  );
  assert.equal(patched.status, 200, JSON.stringify(patched.body));
  assert.equal((await send(name, lines)).body['status'], 'completed');
}

async function offersOf(supplier: string) {
  const { rows } = await client.query<{
    reference: string;
    stock: string | null;
    ended: boolean;
    status: string;
  }>(
    `select o.supplier_reference as reference, o.stock::text as stock, o.ended_at is not null as ended, p.status
     from supplier_products o join suppliers s on s.id = o.supplier_id join products p on p.id = o.product_id
     where s.name = $1 order by o.supplier_reference`,
    [supplier],
  );
  return rows;
}

test('by default missing rows are counted, and nothing is done', async () => {
  const lines = linesOf('I', 20);
  await fullSupplier('Ignoring', lines, {});
  const next = await send('Ignoring', lines.slice(2));
  assert.deepEqual(next.body['missing'], { count: 2, action: 'ignore' });
  assert.ok((await offersOf('Ignoring')).every(({ stock, ended }) => stock === '5' && !ended));
});

test('stock to zero: unchanged, changed and rejected rows are there; the others lose their stock, and undo gives it back', async () => {
  const lines = linesOf('Z', 20);
  await fullSupplier('Zeroing', lines, { missingAction: 'stock_zero' });
  const before = await offersOf('Zeroing');
  const present = [...lines.slice(3, 18), line('Z18', '7'), `Z19;Title;not a price;5`];
  const next = await send('Zeroing', present);
  assert.deepEqual(next.body['missing'], { count: 3, action: 'stock_zero' });
  const { read, ...outcomes } = next.body['rows'] as Record<string, number>;
  assert.equal(
    Object.values(outcomes).reduce((sum, n) => sum + n, 0),
    read,
  );
  const zeroed = (await offersOf('Zeroing'))
    .filter(({ stock }) => stock === '0')
    .map(({ reference }) => reference);
  assert.deepEqual(zeroed, ['Z0', 'Z1', 'Z2']);

  const history = await client.query<{ changes: unknown }>(
    `select f.changes from field_changes f join supplier_products o on o.id = f.offer_id
     where f.change_set_id = $1 and o.supplier_reference = 'Z0'`,
    [next.body['operationId']],
  );
  assert.deepEqual(history.rows, [{ changes: { offerStock: ['5', '0'] } }]);
  const asked = await api.call('POST', `/api/v1/operations/${String(next.body['operationId'])}/undo`, {});
  assert.equal(asked.status, 202, JSON.stringify(asked.body));
  await api.system.undos.run(String(asked.body['id']), { signal: new AbortController().signal });
  assert.deepEqual(await offersOf('Zeroing'), before);
});

test('an ended offer comes back with the row; a product without offers is archived where that is asked for', async () => {
  const lines = linesOf('E', 20);
  await fullSupplier('Ending', lines, { missingAction: 'end_offer', archiveWithoutOffers: true });
  await send('Second', [line('X'), ...linesOf('S', 3)]);
  await client.query(
    `update supplier_products set product_id = (select product_id from supplier_products where supplier_reference = 'E1')
     where supplier_reference = 'X'`,
  );
  const next = await send('Ending', lines.slice(2));
  assert.deepEqual(next.body['missing'], { count: 2, action: 'end_offer' });
  const offers = await offersOf('Ending');
  assert.deepEqual(
    offers.filter(({ ended }) => ended).map(({ reference, status }) => [reference, status]),
    [
      ['E0', 'archived'],
      ['E1', 'draft'],
    ],
  );
  const again = await send('Ending', lines.slice(2));
  assert.deepEqual((again.body['missing'] as { count: number }).count, 0);
  const back = await send('Ending', lines);
  assert.equal((back.body['rows'] as Record<string, number>)['updated'], 2);
  assert.ok((await offersOf('Ending')).every(({ ended }) => !ended));
});

test('nothing is missing after a cut file, held or let through, nor when a rejected row has no key', async () => {
  const lines = linesOf('C', 20);
  await fullSupplier('Cutting', lines, { missingAction: 'stock_zero' });
  const before = await digestCatalogue(client);
  assert.equal((await send('Cutting', lines.slice(0, 8))).body['status'], 'held_by_guard');
  assert.deepEqual(await digestCatalogue(client), before);
  assert.equal((await send('Cutting', lines.slice(0, 9), { force: 'true' })).body['status'], 'completed');
  assert.ok((await offersOf('Cutting')).every(({ stock }) => stock === '5'));
  const keyless = await send('Cutting', [...lines.slice(0, 18), ';No key;1,00;1']);
  assert.deepEqual((keyless.body['missing'] as { count: number }).count, 0);
});
