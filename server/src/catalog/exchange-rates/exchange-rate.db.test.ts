import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';

const { api } = await useTestApi();

const RATES = '/api/v1/exchange-rates';
const rate = (day: string, base: string, quote: string, value: string) => ({ day, base, quote, rate: value });
const put = (...rates: object[]): Promise<Answer> => api.call('PUT', RATES, { rates });
const convert = (query: string): Promise<Answer> => api.call('GET', `${RATES}/convert?${query}`);
const converted = async (query: string) => {
  const { body } = await convert(query);
  return [body['amount'], body['day']];
};

test('rates are written by day, and the latest on or before a day is shown', async () => {
  const answer = await put(rate('2026-01-10', 'EUR', 'USD', '1.25'), {
    ...rate('2026-01-20', 'EUR', 'USD', '1.6'),
    source: 'bank',
  });
  assert.equal(answer.status, 200);
  const shown = async (query: string) => (await api.call('GET', `${RATES}?${query}`)).body.items;
  assert.deepEqual(await shown('day=2026-01-19'), [
    { day: '2026-01-10', base: 'EUR', quote: 'USD', rate: '1.25', source: 'manual' },
  ]);
  assert.deepEqual(await shown('base=EUR&quote=USD'), [
    { day: '2026-01-20', base: 'EUR', quote: 'USD', rate: '1.6', source: 'bank' },
  ]);
  assert.deepEqual(await shown('day=2026-01-09'), []);
  await put(rate('2026-01-10', 'EUR', 'USD', '1.28'));
  assert.equal((await shown('day=2026-01-10'))[0]!['rate'], '1.28');
  await put(rate('2026-01-10', 'EUR', 'USD', '1.25'));
});

test('an amount is converted in either direction, over a third currency, and to itself', async () => {
  await put(rate('2026-01-12', 'EUR', 'GBP', '0.8'), rate('2026-01-12', 'EUR', 'JPY', '160'));
  assert.deepEqual(await converted('amount=10&from=EUR&to=USD&day=2026-01-19'), ['12.5', '2026-01-10']);
  assert.deepEqual(await converted('amount=10&from=EUR&to=USD&day=2026-01-20'), ['16', '2026-01-20']);
  assert.deepEqual(await converted('amount=10&from=USD&to=EUR&day=2026-01-15'), ['8', '2026-01-10']);
  assert.deepEqual(await converted('amount=10&from=USD&to=GBP&day=2026-01-15'), ['6.4', '2026-01-10']);
  assert.deepEqual(await converted('amount=0.1&from=GBP&to=JPY&day=2026-01-15'), ['20', '2026-01-12']);
  assert.deepEqual(await converted('amount=7.10&from=CHF&to=CHF&day=2026-01-15'), ['7.1', '2026-01-15']);
});

test('a pair without a rate on or before the day is named', async () => {
  for (const query of [
    'amount=1&from=CHF&to=EUR&day=2026-02-01',
    'amount=1&from=USD&to=EUR&day=2026-01-09',
  ]) {
    const { status, body } = await convert(query);
    assert.deepEqual([status, body['code']], [422, 'exchange-rates.missing']);
    const [from, day] = [/from=(\w+)/.exec(query)![1], query.slice(-10)];
    assert.deepEqual(body['params'], { from, to: 'EUR', day });
    assert.match(String(body['detail']), new RegExp(`from ${from} to EUR`));
  }
});

test('wrong rates are refused, and none of theirs is written', async () => {
  const good = rate('2026-03-01', 'EUR', 'SEK', '11');
  for (const wrong of [
    rate('2026-02-30', 'EUR', 'SEK', '11'),
    rate('2026-03-02', 'EUR', 'EUR', '1'),
    rate('2026-03-02', 'EUR', 'SEK', '0.0'),
    rate('2026-03-02', 'EUR', 'SEK', '-1'),
    rate('2026-03-02', 'euro', 'SEK', '1'),
    good,
  ])
    assert.equal((await put(good, wrong)).status, 400, JSON.stringify(wrong));
  assert.equal((await put()).status, 400);
  assert.equal((await convert('amount=1&from=EUR&to=USD&day=2026-13-01')).status, 400);
  assert.deepEqual((await api.call('GET', `${RATES}?quote=SEK`)).body.items, []);
});

test('the audit log has what a rate was and is, by whom, and nothing where it stayed', async () => {
  const written = await put(rate('2026-03-01', 'EUR', 'SEK', '11'), rate('2026-03-01', 'EUR', 'NOK', '12'));
  const changed = await put(
    rate('2026-03-01', 'EUR', 'SEK', '11.5'),
    rate('2026-03-01', 'EUR', 'NOK', '12.0'),
  );
  const same = await put(rate('2026-03-01', 'EUR', 'SEK', '11.50'));
  assert.ok(written.headers['operation-id'] && changed.headers['operation-id']);
  assert.equal(same.headers['operation-id'], undefined);
  await api.system.auditFollower.catchUp(AbortSignal.timeout(30_000));
  const { items } = (await api.call('GET', '/api/v1/audit?entity=exchange-rate&limit=2')).body;
  assert.deepEqual(
    items.map(({ action, actor, entityId, before: old, after: now }) => [
      action,
      (actor as { name: string }).name,
      entityId,
      old,
      now,
    ]),
    [
      [
        'exchange-rate.updated',
        'Admin',
        'EUR/SEK of 2026-03-01',
        { 'EUR/SEK of 2026-03-01': '11' },
        { 'EUR/SEK of 2026-03-01': '11.5' },
      ],
      [
        'exchange-rate.updated',
        'Admin',
        'several',
        { 'EUR/SEK of 2026-03-01': null, 'EUR/NOK of 2026-03-01': null },
        { 'EUR/SEK of 2026-03-01': '11', 'EUR/NOK of 2026-03-01': '12' },
      ],
    ],
  );
});
