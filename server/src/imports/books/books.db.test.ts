import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';

const { api } = await useTestApi();

const rows = (price: string): string =>
  `Référence;EAN;Désignation;Marque;Prix TTC\nB-1;4006381333931;A pen with a fine tip;ACME;${price}\nB-2;;No code at all;;${price}\n`;

async function send(supplier: string, content: string, name = 'list.csv'): Promise<Answer> {
  const path = join(api.installation.dataDir, name);
  writeFileSync(path, content);
  const sent = await api.upload({ supplier, mode: 'apply' }, path);
  assert.equal(sent.status, 202, JSON.stringify(sent.body));
  const id = String(sent.body['id']);
  await api.system.importRunner.run(id, { signal: new AbortController().signal }).catch(() => undefined);
  return api.call('GET', `/api/v1/imports/${id}`);
}

const stepsOf = ({ body }: Answer): unknown[] => body.items.map(({ step }) => step);

test('every step of a job is in its log, in order, page by page, and what came of it', async () => {
  const done = await send('Logged', rows('10,00'));
  const logs = `/api/v1/imports/${String(done.body['id'])}/logs`;
  const all = await api.call('GET', logs);
  const status = String(done.body['status']);
  assert.deepEqual(stepsOf(all), [
    'queued',
    'detecting',
    'staging',
    'staging',
    'planning',
    'applying',
    status,
  ]);
  assert.equal(all.body['nextCursor'], null);
  const { details } = all.body.items.at(-1) as { details: Record<string, unknown> };
  assert.deepEqual(details['rows'], done.body['rows']);

  const first = await api.call('GET', `${logs}?limit=5`);
  const rest = await api.call('GET', `${logs}?limit=5&cursor=${String(first.body['nextCursor'])}`);
  assert.deepEqual([...stepsOf(first), ...stepsOf(rest)], stepsOf(all));
});

test('a job that fails says why in its log; one run again takes its steps again', async () => {
  const failed = await send('Failing', '<!DOCTYPE html><html><body>Please sign in</body></html>');
  assert.equal(failed.body['status'], 'failed');
  const { body } = await api.call('GET', `/api/v1/imports/${String(failed.body['id'])}/logs`);
  const last = body.items.at(-1) as { step: string; details: { failure: { code: string } } };
  assert.deepEqual([last.step, last.details.failure.code], ['failed', 'imports.file_is_web_page']);
});

test('the original is downloaded by an address that is signed, and by no other', async () => {
  const content = rows('12,50');
  const done = await send('Kept', content);
  const sent = await api.call('GET', `/api/v1/imports/${String(done.body['id'])}/file`);
  assert.equal(sent.status, 302);
  const address = sent.headers['location']!;
  const file = await api.app.inject({ method: 'GET', url: address });
  assert.deepEqual([file.statusCode, file.body], [200, content]);
  assert.match(String(file.headers['content-disposition']), /^attachment; filename="supplier.csv"/);
  const forged = await api.app.inject({ method: 'GET', url: address.replace('supplier.csv', 'other.html') });
  assert.deepEqual([forged.statusCode, forged.json<{ code: string }>().code], [403, 'files.signature']);
  const climbing = await api.app.inject({
    method: 'GET',
    url: address.replace(/imports\/[^?]+/, 'imports/..%2F..%2Fsecret'),
  });
  assert.equal(climbing.statusCode, 403);
});

test('the books of a day are summed by supplier', async () => {
  const sent = [await send('Booked', rows('10,00')), await send('Booked', rows('11,00'), 'second.csv')];
  const { id } = sent[0]!.body['supplier'] as { id: string };
  const sumOf = (name: string): number =>
    sent.reduce((sum, { body }) => sum + (body['rows'] as Record<string, number>)[name]!, 0);
  const { body } = await api.call('GET', `/api/v1/import-statistics?supplierId=${id}`);
  const [entry, ...more] = body.items as { day: string; files: number; rows: Record<string, number> }[];
  assert.equal(more.length, 0);
  assert.deepEqual(
    [entry!.files, entry!.rows['read'], entry!.rows['created'], entry!.rows['updated']],
    [2, 4, sumOf('created'), sumOf('updated')],
  );
  const { day } = entry!;
  assert.equal(
    (await api.call('GET', `/api/v1/import-statistics?supplierId=${id}&from=${day}&to=${day}`)).body.items
      .length,
    1,
  );
  assert.equal(
    (await api.call('GET', `/api/v1/import-statistics?supplierId=${id}&to=2020-01-01`)).body.items.length,
    0,
  );
  const [page] = (await api.call('GET', '/api/v1/import-statistics?limit=1')).body.items;
  const next = await api.call(
    'GET',
    `/api/v1/import-statistics?limit=1&cursor=${String(page!['day'])}_${String(page!['supplierId'])}`,
  );
  assert.notEqual(next.body.items[0]?.['supplierId'], page!['supplierId']);
});
