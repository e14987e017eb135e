import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { useTestApi } from '../../../test/support/api.ts';
import { importLines } from '../../../test/support/import-lines.ts';
import { until } from '../../../test/support/until.ts';
import { createChangeAnnouncer } from '../index.ts';
import type { Announcement } from '../../platform/events/announcement.ts';
import { runWorker } from '../../run-worker.ts';

const { api, client } = await useTestApi();
const { signal } = new AbortController();
before(async () => {
  for (const [name, priority, currency] of [
    ['Alpha', 1, 'EUR'],
    ['Beta', 2, 'EUR'],
    ['Gamma', 3, 'USD'],
  ])
    await api.call('POST', '/api/v1/suppliers', { name, priority, currency });
});

const heading = 'Référence;Code EAN;Désignation;PA HT;Stock;Colisage;Délai (jours)';
const gtins = { lamp: '3400930000014', vase: '3400930000021' };
const follow = () => api.system.bestOffers.catchUp(signal);
const imported = async (supplier: string, ...lines: string[]) => {
  const report = await importLines(api.system, supplier, [heading, ...lines]);
  await follow();
  return report;
};
const productId = async (gtin: string): Promise<string> =>
  String((await api.call('GET', `/api/v1/products?gtin=${gtin}&limit=1`)).body.items[0]!['id']);
interface Best {
  supplierId: string;
  offerId: string;
  cost: unknown;
  reason: { code: string; params: Record<string, unknown> };
}
const bestOf = async (gtin: string): Promise<Best | null> =>
  (await api.call('GET', `/api/v1/products/${await productId(gtin)}`)).body['bestOffer'] as Best | null;
const chosen = async (gtin = gtins.lamp): Promise<unknown[]> => {
  const best = await bestOf(gtin);
  if (!best) return [];
  const { rows } = await client.query<{ name: string }>('select name from suppliers where id = $1', [
    best.supplierId,
  ]);
  return [rows[0]!.name, best.reason.code, best.reason.params['unitCost']];
};
const offers = async (gtin: string) =>
  (await api.call('GET', `/api/v1/products/${await productId(gtin)}/offers`)).body.items;
const setPolicy = async (policy: string) => {
  assert.equal((await api.call('PATCH', '/api/v1/settings', { bestOfferPolicy: policy })).status, 200);
  assert.equal(await api.system.bestOffers.decideAllIfChanged(signal), true);
};

test('the cheapest unit in stock is the best offer, and says why', async () => {
  await imported('Alpha', `A-1;${gtins.lamp};Lampe;7,10;4;1;9`);
  assert.deepEqual(await chosen(), ['Alpha', 'cheapest_in_stock', '7.1']);
  // A pack of ten for 60 is 6 a piece.
  await imported('Beta', `B-1;${gtins.lamp};Lampe;60,00;3;10;2`);
  assert.deepEqual(await chosen(), ['Beta', 'cheapest_in_stock', '6']);
  const [alpha, beta] = await offers(gtins.lamp);
  assert.deepEqual([alpha!['best'], alpha!['reason'], beta!['best']], [false, null, true]);
  const best = (await bestOf(gtins.lamp))!;
  assert.deepEqual(beta!['reason'], best.reason);
  assert.deepEqual(best.cost, { amount: '60.00', currency: 'EUR' });
  assert.deepEqual(best.reason.params, {
    unitCost: '6',
    currency: 'EUR',
    compared: 2,
    stock: '3',
    leadTimeDays: 2,
    supplierPriority: 2,
    nextOfferId: alpha!['id'],
    nextUnitCost: '7.1',
  });
});

test('one without stock gives way, and is chosen where nothing is in stock', async () => {
  await imported('Beta', `B-1;${gtins.lamp};Lampe;60,00;0;10;2`);
  assert.deepEqual(await chosen(), ['Alpha', 'cheapest_in_stock', '7.1']);
  await imported('Alpha', `A-1;${gtins.lamp};Lampe;7,10;0;1;9`);
  assert.deepEqual(await chosen(), ['Beta', 'cheapest_out_of_stock', '6']);
  await imported('Alpha', `A-1;${gtins.lamp};Lampe;7,10;5;1;9`);
});

test('costs are compared in the default currency, and one without a rate is last', async () => {
  await imported('Gamma', `G-1;${gtins.lamp};Lampe;5,00;8;1;5`);
  assert.deepEqual(await chosen(), ['Alpha', 'cheapest_in_stock', '7.1']);
  await imported('Gamma', `G-2;${gtins.vase};Vase;5,00;8;1;5`);
  const unknown = (await bestOf(gtins.vase))!.reason;
  assert.deepEqual([unknown.code, unknown.params['missingRate']], ['cost_unknown', 'USD/EUR']);
  await api.call('PUT', '/api/v1/exchange-rates', {
    rates: [{ day: '2026-01-01', base: 'EUR', quote: 'USD', rate: '1.25' }],
  });
  assert.equal(await api.system.bestOffers.decideAllIfChanged(signal), true);
  assert.deepEqual(await chosen(), ['Gamma', 'cheapest_in_stock', '4']);
  assert.deepEqual(await chosen(gtins.vase), ['Gamma', 'cheapest_in_stock', '4']);
  assert.equal(await api.system.bestOffers.decideAllIfChanged(signal), false, 'nothing changed since');
});

test('an offer that ended never counts, and without any there is no best one', async () => {
  const end = async (reference: string) => {
    await client.query(`update supplier_products set ended_at = now() where supplier_reference = $1`, [
      reference,
    ]);
    await client.query('truncate best_offer_basis');
    await api.system.bestOffers.decideAllIfChanged(signal);
  };
  await end('G-1');
  assert.deepEqual(await chosen(), ['Alpha', 'cheapest_in_stock', '7.1']);
  await end('G-2');
  assert.deepEqual(await chosen(gtins.vase), []);
  const [ended] = await offers(gtins.vase);
  assert.deepEqual([ended!['best'], ended!['endedAt'] !== null], [false, true]);
});

test('the policy of the settings decides', async () => {
  await imported('Beta', `B-1;${gtins.lamp};Lampe;60,00;3;10;2`);
  assert.deepEqual((await chosen())[0], 'Beta');
  await setPolicy('preferred_supplier');
  assert.deepEqual(await chosen(), ['Alpha', 'preferred_supplier', '7.1']);
  await setPolicy('lead_time');
  assert.deepEqual(await chosen(), ['Beta', 'lead_time', '6']);
  assert.equal((await api.call('PATCH', '/api/v1/settings', { bestOfferPolicy: 'random' })).status, 400);
  await setPolicy('cheapest_in_stock');
});

test('an import that is undone takes its offer out of the choice', async () => {
  const gtin = '3400930000038';
  await imported('Alpha', `A-3;${gtin};Bol;9,00;1;1;1`);
  const cheaper = await imported('Beta', `B-3;${gtin};Bol;8,00;1;1;1`);
  assert.deepEqual(await chosen(gtin), ['Beta', 'cheapest_in_stock', '8']);
  const undo = await api.call('POST', `/api/v1/operations/${String(cheaper.operationId)}/undo`, {});
  await api.system.undos.run(String(undo.body['id']), { signal });
  await follow();
  assert.deepEqual(await chosen(gtin), ['Alpha', 'cheapest_in_stock', '9']);
});

test('a best offer that changes is told once, in one event, and the first of a product is none', async () => {
  const told: Announcement[] = [];
  const announcer = createChangeAnnouncer({
    pool: api.system.databases.pools.catalog,
    announce: async (event) => void (event.type === 'best-offer.changed' && told.push(event)),
    isWanted: async () => true,
  });
  const announced = async () => {
    await announcer.catchUp(signal);
    return told.splice(0).map(({ data }) => data['products'] as Record<string, unknown>[]);
  };
  await announced();
  const lines = (references: string, cost: string) =>
    ['52', '69', '76'].map((end, i) => `${references}-${i};34009300000${end};Plat ${i};${cost};4;1;9`);
  await imported('Alpha', ...lines('AT', '9,00'));
  assert.deepEqual(await announced(), [], 'the first offers');
  const idOf = async (reference: string): Promise<string> =>
    (
      await client.query<{ id: string }>('select id from supplier_products where supplier_reference = $1', [
        reference,
      ])
    ).rows[0]!.id;
  await imported('Beta', ...lines('BT', '8,00'));
  const [event, ...others] = await announced();
  assert.equal(others.length, 0);
  const expected = [];
  for (const i of [0, 1, 2])
    expected.push({
      productId: await productId(`34009300000${['52', '69', '76'][i]}`),
      offerId: await idOf(`BT-${i}`),
      previousOfferId: await idOf(`AT-${i}`),
      reason: 'cheapest_in_stock',
    });
  assert.deepEqual(
    event,
    expected.toSorted((a, b) => (a.productId < b.productId ? -1 : 1)),
  );
  // Dearer, but still the best: another reason is no other offer.
  await imported('Beta', ...lines('BT', '8,50'));
  assert.deepEqual(await announced(), []);
  await client.query(
    `update supplier_products set ended_at = now() where supplier_reference in ('AT-0', 'BT-0')`,
  );
  await client.query('truncate best_offer_basis');
  await api.system.bestOffers.decideAllIfChanged(signal);
  assert.deepEqual(await announced(), [
    [{ ...expected[0], offerId: null, previousOfferId: expected[0]!.offerId, reason: null }],
  ]);
});

test('a worker follows by itself', async (context) => {
  const stop = new AbortController();
  const working = runWorker(api.system, { queues: ['catalog'], signal: stop.signal });
  context.after(async () => {
    stop.abort();
    await working;
  });
  await importLines(api.system, 'Alpha', [heading, 'A-9;3400930000045;Pot;3,00;1;1;1']);
  const best = await until(
    () => bestOf('3400930000045'),
    (found) => found !== null,
  );
  assert.equal(best?.reason.code, 'cheapest_in_stock');
});
