import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestApi } from '../../../test/support/api.ts';
import { importLines } from '../../../test/support/import-lines.ts';
import type { CatalogueDay } from './catalogue-days.queries.ts';

const { api } = await useTestApi();

const daysOf = async (query = ''): Promise<CatalogueDay[]> =>
  (await api.call('GET', `/api/v1/analytics/products${query}`)).body['days'] as CatalogueDay[];
/** Over all days: a test that runs at midnight has two. */
const sums = (days: readonly CatalogueDay[]): number[] => [
  days.reduce((sum, { created }) => sum + created, 0),
  days.reduce((sum, { changed }) => sum + changed, 0),
];

test('what files and people made and changed is counted by day', async () => {
  const made = await api.call('POST', '/api/v1/products', { sku: 'A-1', title: 'Lamp' });
  assert.equal(made.status, 201);
  assert.deepEqual(sums(await daysOf()), [1, 0]);
  const changed = await api.call('PATCH', `/api/v1/products/${String(made.body['id'])}`, { title: 'Lamp 2' });
  assert.equal(changed.status, 200, JSON.stringify(changed.body));
  assert.deepEqual(sums(await daysOf()), [1, 1]);
  const header = 'Référence;Désignation;Prix TTC';
  await importLines(api.system, 'Alpha', [header, 'X-1;Lampe;12,90', 'X-2;Vase;8,00']);
  await importLines(api.system, 'Alpha', [header, 'X-1;Lampe;13,90', 'X-2;Vase;8,00']);
  const days = await daysOf();
  assert.deepEqual([days.length, sums(days)], [30, [3, 2]]);
});

test('days on which nothing happened are told too', async () => {
  assert.deepEqual(await daysOf('?from=2020-02-28&to=2020-03-01'), [
    { day: '2020-02-28', created: 0, changed: 0 },
    { day: '2020-02-29', created: 0, changed: 0 },
    { day: '2020-03-01', created: 0, changed: 0 },
  ]);
});
