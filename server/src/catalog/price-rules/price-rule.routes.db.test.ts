import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';
import { emptyCatalogue } from '../../../test/support/catalogue-digest.ts';
import { importLines } from '../../../test/support/import-lines.ts';

const { api, client } = await useTestApi();
beforeEach(async () => {
  await emptyCatalogue(client);
  await client.query('truncate price_rules');
});

const RULES = '/api/v1/price-rules';
const sale = { type: 'sale', currency: 'EUR' };
const plain = {
  name: 'Sale',
  priority: 10,
  basis: { kind: 'best_offer_cost' },
  method: { kind: 'markup', value: '30' },
  target: sale,
};
const create = (rule: object = {}): Promise<Answer> => api.call('POST', RULES, { ...plain, ...rule });

test('the audit log has every rule that was made, changed or deleted, and every run', async () => {
  // A run that changes nothing is nothing to tell.
  await importLines(api.system, 'Alpha', ['Référence;Désignation;PA HT;Stock', 'A;One;10,00;1']);
  await api.system.bestOffers.catchUp(AbortSignal.timeout(30_000));
  const made = await create();
  const url = made.headers['location']!;
  await api.call('PATCH', url, { priority: 4 });
  const { operationId: id } = (await api.call('POST', `${RULES}/apply`, {})).body;
  await api.system.ruleRuns.run(String(id), { signal: AbortSignal.timeout(30_000) });
  const gone = await api.call('DELETE', url);
  assert.equal(gone.status, 204);
  await api.system.auditFollower.catchUp(AbortSignal.timeout(30_000));
  const audit = async (query: string) => (await api.call('GET', `/api/v1/audit?${query}`)).body.items;
  assert.deepEqual(
    (await audit(`entity=price-rule&entityId=${String(made.body['id'])}`)).map(
      ({ action, before: old, after: now }) => [
        action,
        (old as { priority: number } | null)?.priority,
        (now as { priority: number } | null)?.priority,
      ],
    ),
    [
      ['price-rule.deleted', 4, undefined],
      ['price-rule.updated', 10, 4],
      ['price-rule.created', undefined, 10],
    ],
  );
  const [run] = await audit(`entity=price_rule&entityId=${String(id)}`);
  assert.deepEqual(
    [run!['action'], (run!['actor'] as { name: string }).name],
    ['price_rule.completed', 'Admin'],
  );
});

test('rules are edited under their version, and wrong ones are refused', async () => {
  const made = await create({ scope: {} });
  assert.deepEqual([made.status, made.body['rounding'], made.body['active']], [201, 'none', true]);
  const url = made.headers['location']!;
  const edited = await api.call('PATCH', url, { priority: 2 }, { 'if-match': made.headers['etag']! });
  assert.deepEqual([edited.status, edited.body['version'], edited.body['name']], [200, 2, 'Sale']);
  const stale = await api.call('PATCH', url, { priority: 3 }, { 'if-match': made.headers['etag']! });
  assert.deepEqual([stale.status, stale.body['code']], [412, 'price-rules.stale']);
  for (const wrong of [
    { method: { kind: 'margin', value: '100' } },
    { minimumMargin: '100' },
    { taxPercent: '200' },
    { target: { type: 'sale', currency: 'XXQ' } },
    { basis: { kind: 'price', ...sale } },
    { basis: { kind: 'price' } },
    { rounding: '.98' },
    { method: { kind: 'profit', value: '1' } },
    { method: { kind: 'markup', value: '-1' } },
    { scope: { brandIds: ['x'] } },
    { colour: 1 },
  ]) {
    assert.equal((await create(wrong)).status, 400, JSON.stringify(wrong));
    assert.equal((await api.call('PATCH', url, wrong)).status, 400, JSON.stringify(wrong));
  }
  const nowhere = '01900000-0000-7000-8000-000000000000';
  assert.equal((await api.call('GET', `${RULES}/${nowhere}`)).status, 404);
  assert.equal((await api.call('POST', `${RULES}/apply`, { ruleIds: [nowhere] })).status, 404);
  assert.equal((await api.call('DELETE', url, undefined, { 'if-match': '"1"' })).status, 412);
  assert.equal((await api.call('DELETE', url)).status, 204);
  assert.equal((await api.call('GET', url)).status, 404);
  assert.deepEqual((await api.call('GET', RULES)).body.items, []);
});
