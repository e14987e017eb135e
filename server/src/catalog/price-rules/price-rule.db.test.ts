import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { createRuleRuns } from '../index.ts';
import { useTestApi, type Answer } from '../../../test/support/api.ts';
import { emptyCatalogue } from '../../../test/support/catalogue-digest.ts';
import { readCatalogue } from '../../../test/support/catalogue-rows.ts';
import { runWorker } from '../../run-worker.ts';
import { until } from '../../../test/support/until.ts';
import { importLines } from '../../../test/support/import-lines.ts';

const { api, client } = await useTestApi();
const { signal } = new AbortController();
beforeEach(async () => {
  await emptyCatalogue(client);
  await client.query('truncate price_rules, exchange_rates, tax_rates');
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
const preview = async (scope: object = {}) => (await api.call('POST', `${RULES}/preview`, scope)).body;
/** Asks for a run as a caller does, and runs it as a worker does; answers the operation. */
const apply = async (scope: object = {}) => {
  const { status, body } = await api.call('POST', `${RULES}/apply`, scope);
  assert.equal(status, 202, JSON.stringify(body));
  await api.system.ruleRuns.run(String(body['operationId']), { signal });
  return (await api.call('GET', `/api/v1/operations/${String(body['operationId'])}`)).body;
};
const imported = async (lines: readonly string[], supplier = 'Alpha', more = '') => {
  const report = await importLines(api.system, supplier, [
    `Référence;Désignation;PA HT;Stock;Marque${more}`,
    ...lines,
  ]);
  await api.system.bestOffers.catchUp(signal);
  return report;
};
const prices = async (type = 'sale'): Promise<Record<string, string>> => {
  const { rows } = await client.query<{ sku: string; amount: string }>(
    `select p.sku, x.amount::text from product_prices x join products p on p.id = x.product_id where x.type = $1 order by p.sku`,
    [type],
  );
  return Object.fromEntries(rows.map(({ sku, amount }) => [sku.replace(/^[A-Z]+-/, ''), amount]));
};
const undo = async (operationId: unknown) => {
  const asked = await api.call('POST', `/api/v1/operations/${String(operationId)}/undo`, {});
  assert.equal(asked.status, 202, JSON.stringify(asked.body));
  return api.system.undos.run(String(asked.body['id']), { signal });
};

/** Millionths, exactly. */
const SCALE = 1_000_000n;
const parse = (text: string): bigint => {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole) * SCALE + BigInt(fraction.padEnd(6, '0'));
};
const format = (cents: bigint): string => `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`;
const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));

interface Expected {
  method: string;
  value: string;
  floor: string | null;
  tax: string | null;
  rounding: string;
}

/** The price by whole numbers: by search for the first cent that is high enough, not by a formula of rounding. */
function expectedPrice(cost: string, { method, value, floor, tax, rounding }: Expected): string {
  const hundred = 100n * SCALE;
  const reduce = ([n, d]: [bigint, bigint]): [bigint, bigint] => [n / gcd(n, d), d / gcd(n, d)];
  const base: [bigint, bigint] = [parse(cost), SCALE];
  const v = parse(value);
  const made: [bigint, bigint] =
    method === 'markup'
      ? [base[0] * (hundred + v), base[1] * hundred]
      : method === 'margin'
        ? [base[0] * hundred, base[1] * (hundred - v)]
        : [base[0] + v, SCALE];
  const lowest: [bigint, bigint] = [base[0] * hundred, base[1] * (hundred - parse(floor ?? '0'))];
  const net = floor !== null && lowest[0] * made[1] > made[0] * lowest[1] ? lowest : made;
  const withTax = ([n, d]: [bigint, bigint]) => reduce([n * (hundred + parse(tax ?? '0')), d * hundred]);
  const [n, d] = withTax(net);
  const reaches = (cents: bigint, [num, den]: [bigint, bigint]) => cents * den >= num * 100n;
  let cents = (n * 100n) / d;
  if (rounding === 'none') {
    const [twice, over] = [n * 200n, d];
    cents = twice / over / 2n + ((twice / over) % 2n);
    while (floor !== null && !reaches(cents, withTax(lowest))) cents++;
    return format(cents);
  }
  const ending = rounding === 'whole' ? 0n : BigInt(rounding.slice(1));
  while (cents % 100n !== ending || !reaches(cents, [n, d])) cents++;
  return format(cents);
}

test('prices are what whole numbers say, for every method, floor, tax and rounding', async () => {
  const costs = [
    '0.01',
    '0.33',
    '1.00',
    '5.97',
    '7.10',
    '9.95',
    '12.345',
    '99.99',
    '100',
    '333.333333',
    '4999.99',
  ];
  await imported(costs.map((cost, i) => `P${i};Product ${i};${cost};1;`));
  const made = await create();
  const url = made.headers['location']!;
  const cases: Expected[] = [];
  for (const [method, value] of [
    ['markup', '30'],
    ['margin', '40'],
    ['margin', '33.3'],
    ['fixed', '2.5'],
  ] as const)
    for (const rounding of ['none', 'whole', '.99', '.95', '.90'])
      for (const [floor, tax] of [
        [null, null],
        ['25', '20'],
        ['35.5', null],
      ] as const)
        cases.push({ method, value, floor, tax, rounding });
  for (const rule of cases) {
    const { method, value, floor, tax, rounding } = rule;
    const changed = await api.call('PATCH', url, {
      method: { kind: method, value },
      minimumMargin: floor,
      taxPercent: tax,
      rounding,
    });
    assert.equal(changed.status, 200, JSON.stringify(changed.body));
    const body = await preview();
    const items = Object.fromEntries(
      body.items.map((item) => [String(item['sku']).slice('ALPHA-'.length), item]),
    );
    for (const [i, cost] of costs.entries()) {
      const item = items[`P${i}`]!;
      assert.equal(item['new'], expectedPrice(cost, rule), `${cost} ${JSON.stringify(rule)}`);
      assert.equal(item['taxIncluded'], tax !== null);
    }
  }
});

test('a preview counts and explains each step, and writes nothing', async () => {
  await imported(['A;One;60,00;1;', 'B;Two;;1;'], 'Alpha', '');
  await client.query(
    `update supplier_products set pack_quantity = 10, currency = 'USD' where cost is not null`,
  );
  await client.query(
    `insert into exchange_rates (base, quote, day, rate) values ('EUR', 'USD', '2026-01-02', 1.25)`,
  );
  await create({ minimumMargin: '25', taxPercent: '20', rounding: '.99' });
  const body = await preview();
  assert.deepEqual(body['counts'], {
    created: 1,
    updated: 0,
    unchanged: 0,
    kept: 0,
    skipped: { no_cost: 1 },
  });
  const [one, two] = body.items;
  assert.deepEqual(
    [one!['old'], one!['new'], one!['action'], two!['problem']],
    [null, '7.99', 'created', 'no_cost'],
  );
  const steps = one!['steps'] as { step: string; amount: string; params: Record<string, unknown> }[];
  // 60 USD for ten are 48 EUR, 4.80 each; 30 % on it is 6.24, a margin of 25 % needs 6.40, with tax 7.68.
  assert.deepEqual(
    steps.map(({ step, amount }) => [step, amount]),
    [
      ['best_offer_cost', '4.8'],
      ['markup', '6.24'],
      ['floor', '6.4'],
      ['tax', '7.68'],
      ['rounding', '7.99'],
    ],
  );
  assert.deepEqual([steps[0]!.params['rateDay'], steps[0]!.params['packQuantity']], ['2026-01-02', '10']);
  assert.deepEqual(steps[2]!.params, { minimumMargin: '25', lowest: '6.4', raised: true });
  assert.deepEqual(await prices(), {});
});

test('applied it is one operation with history and one event, and undone everything is as before', async () => {
  await imported(
    ['A;One;10,00;1;Lumen;9,00', 'B;Two;20,00;1;;', 'C;Three;30,00;1;;39,00'],
    'Alpha',
    ';Prix TTC',
  );
  await create();
  const before = await readCatalogue(client);
  const eventsOf = async () => (await client.query('select 1 from change_events')).rowCount!;
  const events = await eventsOf();
  const answer = await api.call('POST', `${RULES}/apply`, {}, { 'idempotency-key': 'run-1' });
  const id = String(answer.body['operationId']);
  assert.deepEqual(
    [answer.status, answer.headers['operation-id'], answer.headers['location']],
    [202, id, `/api/v1/operations/${id}`],
  );
  const applied = await api.system.ruleRuns.run(id, { signal });
  assert.deepEqual(applied, { created: 1, updated: 2, unchanged: 0, kept: 0, skipped: {}, moved: 0 });
  assert.deepEqual(await prices(), { A: '13.00', B: '26.00', C: '39.00' });
  assert.equal(await eventsOf(), events + 2, 'one of its batch, one of its end');
  assert.deepEqual(await api.system.ruleRuns.run(id, { signal }), applied, 'delivered twice it is run once');
  assert.equal(await eventsOf(), events + 2);
  const replayed = await api.call('POST', `${RULES}/apply`, {}, { 'idempotency-key': 'run-1' });
  assert.equal(replayed.body['operationId'], id);
  const second = await apply();
  assert.deepEqual([second['undoable'], (second['counts'] as { unchanged: number }).unchanged], [false, 3]);

  const { body: operation } = await api.call('GET', `/api/v1/operations/${id}`);
  assert.deepEqual(
    [operation['kind'], operation['by'], operation['undoable'], operation['counts']],
    ['price_rule', 'Admin', true, applied],
  );
  const feed = (await api.call('GET', '/api/v1/changes')).body.items.slice(-3);
  assert.deepEqual(
    feed.map((item) => (item['cause'] as { kind: string }).kind),
    Array(3).fill('price_rule'),
  );

  const counts = await undo(id);
  assert.deepEqual([counts.updated, counts.conflicts], [3, 0]);
  assert.deepEqual(await readCatalogue(client), before);
});

test('a price that a person changed since is kept by the undo, and by the next run', async () => {
  await imported(['A;One;10,00;1;', 'B;Two;20,00;1;']);
  await create();
  const { id: operationId } = await apply();
  const { body } = await api.call('GET', '/api/v1/products?sku=ALPHA-A');
  await api.call('PATCH', `/api/v1/products/${String(body.items[0]!['id'])}`, {
    prices: [{ ...sale, amount: '11.11', taxIncluded: false }],
  });
  assert.deepEqual(((await apply())['counts'] as { kept: number }).kept, 1);
  const counts = await undo(operationId);
  assert.equal(counts.conflicts, 1);
  assert.deepEqual(await prices(), { A: '11.11' });
});

test('the next file does not write over the price of a rule', async () => {
  const lines = ['A;One;10,00;1;;9,00'];
  await imported(lines, 'Alpha', ';Prix TTC');
  await create();
  await apply();
  await imported(['A;One;10,00;2;;8,50'], 'Alpha', ';Prix TTC');
  assert.deepEqual(await prices(), { A: '13.00' });
});

test('of the rules that match the first one by priority makes the price, within its scope', async () => {
  await imported(['A;One;10,00;1;Lumen', 'B;Two;10,00;1;Terra', 'D;Four;10,00;1;Terra']);
  const { supplier } = await imported(['C;Three;10,00;1;Terra'], 'Beta');
  const idOf = async (sql: string, value: string) =>
    (await client.query<{ id: string }>(sql, [value])).rows[0]!.id;
  const brandId = await idOf('select id from brands where name = $1', 'Lumen');
  const productId = await idOf('select id from products where sku = $1', 'ALPHA-D');
  const percent = (value: string) => ({ kind: 'markup', value });
  await create({ priority: 9, method: percent('10') });
  const first = await create({ priority: 1, method: percent('50'), scope: { brandIds: [brandId] } });
  await create({ priority: 2, method: percent('60'), scope: { supplierIds: [supplier!.id] } });
  await create({ priority: 3, method: percent('70'), scope: { productIds: [productId] } });
  await create({ priority: 4, method: percent('80'), active: false });
  // Lumen of Beta is none of Beta's products: both lists have to match.
  await create({
    priority: 5,
    method: percent('90'),
    scope: { brandIds: [brandId], supplierIds: [supplier!.id] },
  });
  await apply({ ruleIds: [String(first.body['id'])] });
  assert.deepEqual(await prices(), { A: '15.00' });
  await apply();
  assert.deepEqual(await prices(), { A: '15.00', B: '11.00', C: '16.00', D: '17.00' });
});

test('a category counts with those below it', async () => {
  const heading = 'Référence;Désignation;PA HT;Catégorie';
  await importLines(api.system, 'Alpha', [heading, 'A;One;10,00;Salon > Lampes', 'B;Two;10,00;Cuisine']);
  await api.system.bestOffers.catchUp(signal);
  const { rows } = await client.query<{ id: string }>(`select id from categories where full_path = 'Salon'`);
  await create({ scope: { categoryIds: [rows[0]!.id] } });
  await apply();
  assert.deepEqual(await prices(), { A: '13.00' });
});

test('a price is made of another price, in another currency', async () => {
  await imported(['A;One;10,00;1;']);
  await create({ taxPercent: '20' });
  await apply();
  assert.deepEqual(await prices(), { A: '15.60' });
  const dollars = { basis: { kind: 'price', ...sale }, target: { type: 'web', currency: 'USD' } };
  const rule = await create({ ...dollars, method: { kind: 'fixed', value: '1' } });
  const ruleIds = [String(rule.body['id'])];
  const problems = async () => ((await preview({ ruleIds }))['counts'] as { skipped: object }).skipped;
  assert.deepEqual(await problems(), { missing_rate: 1 });
  await client.query(
    `insert into exchange_rates (base, quote, day, rate) values ('EUR', 'USD', '2026-01-02', 2)`,
  );
  assert.deepEqual(await problems(), { basis_includes_tax: 1 });
  await api.call('PATCH', rule.headers['location']!, { taxPercent: '20' });
  await apply();
  // 13 without tax are 26 dollars; one more and 20 % tax.
  assert.deepEqual(await prices('web'), { A: '32.40' });
});

test('a run that was stopped goes on with what is left, by the rules of its start', async () => {
  const costs = ['10', '20', '30', '40', '50'];
  await imported(costs.map((cost, i) => `R${i};Product ${i};${cost},00;1;`));
  const rule = await create();
  const { body } = await api.call('POST', `${RULES}/apply`, {});
  const id = String(body['operationId']);
  const stop = new AbortController();
  const first = createRuleRuns({
    pool: api.system.databases.pools.catalog,
    batchSize: 2,
    onProductsChanged: () => stop.abort(),
  });
  await assert.rejects(first.run(id, { signal: stop.signal }), { name: 'AbortError' });
  assert.equal(Object.keys(await prices()).length, 2);
  await api.call('PATCH', rule.headers['location']!, { method: { kind: 'markup', value: '900' } });
  const counts = await api.system.ruleRuns.run(id, { signal });
  assert.equal(counts.created, 5);
  assert.deepEqual(
    await prices(),
    Object.fromEntries(costs.map((cost, i) => [`R${i}`, `${(Number(cost) * 13) / 10}.00`])),
  );
  const { rows } = await client.query<{ n: number; products: number; batches: number }>(
    `select count(*)::int as n, count(distinct product_id)::int as products, count(distinct batch)::int as batches
     from field_changes where change_set_id = $1`,
    [id],
  );
  assert.deepEqual(rows[0], { n: 5, products: 5, batches: 3 });
});

test('a worker runs what was asked for', async (context) => {
  await imported(['A;One;10,00;1;']);
  await create();
  const stop = new AbortController();
  const working = runWorker(api.system, { queues: ['catalog'], signal: stop.signal });
  context.after(async () => {
    stop.abort();
    await working;
  });
  await api.call('POST', `${RULES}/apply`, {});
  assert.deepEqual(await until(prices, (found) => Object.keys(found).length > 0), { A: '13.00' });
});

test('each product has the tax of its class in the country of the rule', async () => {
  await imported(['A;One;10,00;1;', 'B;Two;10,00;1;', 'C;Three;10,00;1;']);
  await api.call('POST', '/api/v1/tax-classes', { code: 'reduced', name: 'Reduced' });
  const taxRate = (taxClass: string, percent: string, validFrom = '2020-01-01') => ({
    country: 'FR',
    taxClass,
    percent,
    validFrom,
  });
  const put = await api.call('PUT', '/api/v1/tax-rates', {
    rates: [taxRate('standard', '19.6'), taxRate('standard', '20', '2024-01-01'), taxRate('reduced', '5.5')],
  });
  assert.equal(put.status, 200, JSON.stringify(put.body));
  await client.query(
    `update products set tax_class = case right(sku, 1) when 'B' then 'Reduced ' when 'C' then 'unheard_of' end`,
  );
  await create({ taxCountry: 'FR' });
  const { counts } = await preview();
  assert.deepEqual((counts as { skipped: object }).skipped, { no_tax_rate: 1 });
  await apply();
  // 13.00 without tax: a fifth more, and 5.5 % more, which is 13.715.
  assert.deepEqual(await prices(), { A: '15.60', B: '13.72' });
  assert.equal((await create({ taxCountry: 'FR', taxPercent: '20' })).status, 400);
});
