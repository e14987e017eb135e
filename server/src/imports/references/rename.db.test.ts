import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';

const { api } = await useTestApi();
let files = 0;

const row = (reference: string, n: number, price = '10,00'): string =>
  `${reference};340093000${String(n).padStart(3, '0')}${check(n)};Thing ${n};${price}`;
/** Check digit of 340093000 and three more digits, by the rule of the GS1 General Specifications 7.9. */
function check(n: number): number {
  const digits = `340093000${String(n).padStart(3, '0')}`.split('').map(Number);
  const sum = digits.reverse().reduce((all, digit, at) => all + digit * (at % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10;
}
async function run(id: string): Promise<Answer> {
  await api.system.importRunner.run(id, { signal: new AbortController().signal });
  return api.call('GET', `/api/v1/imports/${id}`);
}
async function imported(lines: readonly string[], mode = 'apply'): Promise<Answer> {
  const path = join(api.installation.dataDir, `renamed-${++files}.csv`);
  writeFileSync(path, `Référence;EAN;Désignation;Prix TTC\n${lines.join('\n')}\n`);
  const sent = await api.upload({ supplier: 'Renamer', mode }, path);
  return run(String(sent.body['id']));
}
const rowsOf = ({ body }: Answer): unknown[] => {
  const { created, updated, unchanged } = body['rows'] as Record<string, number>;
  return [created, updated, unchanged];
};
const find = async (reference: string): Promise<unknown> =>
  (await api.call('GET', `/api/v1/products?supplierReference=${reference}`)).body.items[0]?.['title'];
const undo = async (operationId: unknown): Promise<void> => {
  const { body, status } = await api.call('POST', `/api/v1/operations/${String(operationId)}/undo`, {});
  assert.equal(status, 202, JSON.stringify(body));
  await api.system.undos.run(String(body['id']), { signal: new AbortController().signal });
};
async function sendFile(supplierId: string, content: string, query = ''): Promise<Answer> {
  const form = new FormData();
  form.set('file', new Blob([content]), 'references.csv');
  const encoded = new Response(form);
  const response = await api.app.inject({
    method: 'POST',
    url: `/api/v1/suppliers/${supplierId}/references/rename-file${query}`,
    headers: {
      authorization: `Bearer ${api.accessToken}`,
      'content-type': encoded.headers.get('content-type')!,
    },
    payload: Buffer.from(await encoded.arrayBuffer()),
  });
  return {
    status: response.statusCode,
    headers: response.headers as Record<string, string>,
    body: response.json(),
  };
}

test('a plan proposes the references that it replaces; renamed, its rows are what they were', async () => {
  await imported([row('A1', 1), row('A2', 2), row('A3', 3), row('A4', 4)]);
  const next = [row('B1', 1), row('B2', 2, '12,00'), row('A3', 3), row('C3', 3, '9,00'), row('A4', 4)];
  const planned = await imported(next, 'preview');
  const url = `/api/v1/imports/${String(planned.body['id'])}/plan/renames`;
  const proposed = await api.call('GET', url);
  assert.deepEqual(
    proposed.body.items.map(({ line, from, to, sku }) => [line, from, to, sku]),
    [
      [2, 'A1', 'B1', 'RENAMER-A1'],
      [3, 'A2', 'B2', 'RENAMER-A2'],
    ],
    'A3 is still in the file, so C3 is a further offer',
  );
  const done = await api.call('POST', url);
  assert.deepEqual([done.status, done.body['renamed'], done.body['refused']], [200, 2, []]);
  const again = await run(String(planned.body['id']));
  assert.deepEqual([again.body['status'], rowsOf(again)], ['planned', [0, 2, 3]]);
  assert.deepEqual([await find('B1'), await find('A1')], ['Thing 1', undefined]);
  assert.equal((await api.call('GET', url)).body['total'], 0);
  await undo(done.headers['operation-id']);
  assert.deepEqual([await find('A1'), await find('B1')], ['Thing 1', undefined]);
});

test('a file with two columns renames, is tried before, and says which line is wrong', async () => {
  const suppliers = await api.call('GET', '/api/v1/suppliers');
  const id = String(suppliers.body.items.find(({ name }) => name === 'Renamer')!['id']);
  const content = 'Old reference;New reference\nA1;N1\nA9;N9\n';
  const dry = await sendFile(id, content, '?dryRun=true');
  assert.deepEqual(
    [dry.status, dry.body['renamed'], dry.body['operationId']],
    [200, 1, null],
    JSON.stringify(dry.body),
  );
  assert.equal(await find('N1'), undefined);
  const done = await sendFile(id, content);
  assert.deepEqual(done.body['refused'], [{ from: 'A9', to: 'N9', reason: 'unknown' }]);
  assert.equal(await find('N1'), 'Thing 1');
  await undo(done.body['operationId']);
  assert.equal(await find('A1'), 'Thing 1');
  const wrong = await sendFile(id, 'Old;New\nA1;N1\nA2;\n');
  assert.deepEqual(
    [wrong.status, wrong.body['code'], (wrong.body['params'] as { line: number }).line],
    [422, 'suppliers.rename_file', 3],
  );
});

test('an import that has ended renames nothing', async () => {
  const done = await imported([row('A1', 1)]);
  const refused = await api.call('POST', `/api/v1/imports/${String(done.body['id'])}/plan/renames`);
  assert.deepEqual([refused.status, refused.body['code']], [409, 'imports.state']);
});
