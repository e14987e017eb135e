import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useTestApi, type Answer } from '../../../test/support/api.ts';

const { api } = await useTestApi();

const PRODUCTS = '/api/v1/products';
const price = (amount: string, more: object = {}) => ({ type: 'sale', currency: 'EUR', amount, ...more });

async function create(sku: string, fields: object = {}): Promise<string> {
  const made = await api.call('POST', PRODUCTS, { sku, ...fields });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return String(made.body['id']);
}
const item = (productId: string, quantity = '1') => ({ productId, quantity });
const put = (id: string, body: object, headers?: Record<string, string>): Promise<Answer> =>
  api.call('PUT', `${PRODUCTS}/${id}/bundle-items`, body, headers);
async function bundle(id: string, ...items: object[]): Promise<Answer> {
  const written = await put(id, { items });
  assert.equal(written.status, 200, JSON.stringify(written.body));
  return written;
}
const read = async (id: string) => (await api.call('GET', `${PRODUCTS}/${id}/bundle-items`)).body;
const product = async (id: string) => (await api.call('GET', `${PRODUCTS}/${id}`)).body;

interface ShownPrice {
  type: string;
  currency: string;
  computed: { amount: string; taxIncluded: boolean } | null;
  own: { amount: string; taxIncluded: boolean } | null;
  reason: string | null;
  missing: string[];
}
const pricesOf = (body: Answer['body']) => body['prices'] as ShownPrice[];
const skusOf = (rows: unknown): string[] =>
  (rows as { product: { sku: string } }[]).map((row) => row.product.sku);

test('a product becomes a bundle by its components, and a simple one again without them', async () => {
  const [set, lamp, bulb] = [await create('S-1'), await create('S-LAMP'), await create('S-BULB')];
  const written = await bundle(set, item(lamp), item(bulb, '2.50'));
  assert.match(written.headers['operation-id']!, /^[0-9a-f-]{36}$/);
  assert.match(written.headers['etag']!, /^"2\.[0-9a-f]{16}"$/);
  const shown = await read(set);
  assert.deepEqual(shown, written.body);
  assert.deepEqual(
    shown.items.map((one) => [one['position'], one['quantity'], (one['product'] as { sku: string }).sku]),
    [
      [1, '1', 'S-LAMP'],
      [2, '2.50', 'S-BULB'],
    ],
  );
  assert.deepEqual(
    [shown['priceMode'], shown['stock'], (await product(set))['type'], (await product(set))['version']],
    ['sum', '0', 'bundle', 2],
  );
  const again = await bundle(set, item(lamp), item(bulb, '2.5'));
  assert.match(again.headers['etag']!, /^"2\./, 'the same quantity is no change');
  await bundle(set);
  assert.deepEqual(
    [(await product(set))['type'], await read(set)],
    ['simple', { priceMode: null, items: [], prices: [], stock: null, stocks: [], nextCursor: null }],
  );
});

test('prices of a kind and currency are summed up where every component has one, beside the own price', async () => {
  const lamp = await create('P-LAMP', { prices: [price('12.50'), price('14', { currency: 'USD' })] });
  const bulb = await create('P-BULB', { prices: [price('0.333'), price('1', { type: 'rrp' })] });
  const set = await create('P-SET', { prices: [price('19.90', { currency: 'GBP' }), price('12.99')] });
  await bundle(set, item(lamp, '2'), item(bulb, '3'));
  const of = (type: string, currency: string, amount: string | null, rest: object = {}): object => ({
    type,
    currency,
    computed: amount === null ? null : { amount, taxIncluded: true },
    own: null,
    reason: null,
    missing: [],
    ...rest,
  });
  const reason = 'component_without_price';
  assert.deepEqual(pricesOf(await read(set)), [
    of('rrp', 'EUR', null, { reason, missing: [lamp] }),
    of('sale', 'EUR', '25.999', { own: { amount: '12.99', taxIncluded: true } }),
    of('sale', 'GBP', null, {
      own: { amount: '19.90', taxIncluded: true },
      reason,
      missing: [lamp, bulb].sort(),
    }),
    of('sale', 'USD', null, { reason, missing: [bulb] }),
  ]);
  await api.call('PATCH', `${PRODUCTS}/${bulb}`, { prices: [price('1', { taxIncluded: false })] });
  const mixed = pricesOf(await read(set)).find((one) => one.currency === 'EUR' && one.type === 'sale')!;
  assert.deepEqual([mixed.computed, mixed.reason], [null, 'tax_differs']);
});

test('a bundle in a bundle costs its components, or its own price where that counts', async () => {
  const bulb = await create('N-BULB', { prices: [price('2')] });
  const pack = await create('N-PACK', { prices: [price('5')] });
  const set = await create('N-SET');
  await bundle(pack, item(bulb, '3'));
  await bundle(set, item(pack, '2'), item(bulb));
  const sale = async (): Promise<string> => pricesOf(await read(set))[0]!.computed!.amount;
  assert.equal(await sale(), '14');
  assert.equal((await put(pack, { priceMode: 'own', items: [item(bulb, '3')] })).status, 200);
  assert.equal(await sale(), '12');
});

test('as many can be put together as the scarcest component allows, in all places and in each', async () => {
  const screw = await create('Q-SCREW', {
    stocks: [
      { location: 'main', quantity: '10' },
      { location: 'paris', quantity: '9.5' },
    ],
  });
  const board = await create('Q-BOARD', { stocks: [{ location: 'main', quantity: '4' }] });
  const set = await create('Q-SET');
  await bundle(set, item(screw, '4.5'), item(board));
  const { stock, stocks } = await read(set);
  assert.deepEqual(
    [stock, stocks],
    [
      '4',
      [
        { location: 'main', quantity: '2' },
        { location: 'paris', quantity: '0' },
      ],
    ],
  );
  // A third of a unit has no end in decimals: it must not be rounded up to a whole one.
  const thread = await create('Q-THREAD', { stocks: [{ quantity: '2.999999' }] });
  const roll = await create('Q-ROLL');
  await bundle(roll, item(thread, '3'));
  assert.equal((await read(roll))['stock'], '0');
});

/** The other way round: fractions of whole numbers, walked through level by level. */
type Fraction = readonly [numerator: bigint, denominator: bigint];
const fraction = (text: string): Fraction => {
  const [whole = '', decimals = ''] = text.split('.');
  return [BigInt(whole + decimals), 10n ** BigInt(decimals.length)];
};
const times = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * c, b * d];
const plus = ([a, b]: Fraction, [c, d]: Fraction): Fraction => [a * d + c * b, b * d];
const equal = ([a, b]: Fraction, [c, d]: Fraction): boolean => a * d === c * b;

test('sums and stocks of nested bundles are those of fractions, to the last digit', async () => {
  let seed = 20_261_128;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const decimalOf = (whole: number, digits: number): string =>
    `${random(whole)}.${String(random(10 ** digits)).padStart(digits, '0')}`;
  const amounts = new Map<string, Fraction>();
  const quantities = new Map<string, Fraction>();
  for (let i = 0; i < 12; i++) {
    const amount = decimalOf(1_000_000_000, 6);
    const places = [decimalOf(100_000, 6), decimalOf(1_000, 3)];
    const id = await create(`R-${i}`, {
      prices: [price(amount)],
      stocks: places.map((quantity, at) => ({ location: `place_${at}`, quantity })),
    });
    amounts.set(id, fraction(amount));
    quantities.set(id, places.map(fraction).reduce(plus));
  }
  const contents = new Map<string, Map<string, Fraction>>();
  const all = [...amounts.keys()];
  for (let i = 0; i < 8; i++) {
    const id = await create(`R-B-${i}`);
    // A bundle of each level below, so that some have a component on several ways.
    const nested = i % 4 === 0 ? [] : [...contents.keys()].slice(-1);
    const chosen = new Map(
      [...nested, ...Array.from({ length: 3 }, () => all[random(all.length)]!)].map((one) => [
        one,
        `${random(9) + 1}.${String(random(1_000)).padStart(3, '0')}`,
      ]),
    );
    await bundle(id, ...[...chosen].map(([one, quantity]) => item(one, quantity)));
    contents.set(id, new Map([...chosen].map(([one, quantity]) => [one, fraction(quantity)])));
  }
  const leavesOf = (id: string, quantity: Fraction, leaves = new Map<string, Fraction>()) => {
    for (const [one, each] of contents.get(id)!) {
      const needed = times(quantity, each);
      if (contents.has(one)) leavesOf(one, needed, leaves);
      else leaves.set(one, plus(leaves.get(one) ?? [0n, 1n], needed));
    }
    return leaves;
  };
  for (const id of contents.keys()) {
    const leaves = [...leavesOf(id, [1n, 1n])];
    const sum = leaves.map(([one, needed]) => times(needed, amounts.get(one)!)).reduce(plus);
    const stocks = leaves.map(([one, needed]) => {
      const [a, b] = quantities.get(one)!;
      return (a * needed[1]) / (b * needed[0]);
    });
    const shown = await read(id);
    const computed = pricesOf(shown)[0]!.computed!.amount;
    assert.ok(equal(fraction(computed), sum), `${computed} is not ${sum.join('/')}`);
    assert.equal(shown['stock'], String(stocks.reduce((least, one) => (one < least ? one : least))));
  }
});

test('a bundle is never part of itself, nor stands too deep', async () => {
  const [a, b, c, d, e] = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => create(`C-${name}`)));
  await bundle(a!, item(b!));
  await bundle(b!, item(c!));
  for (const [of, what] of [
    [a, a],
    [b, a],
    [c, a],
  ]) {
    const { status, body } = await put(of!, { items: [item(d!), item(what!)] });
    assert.deepEqual([status, body['code']], [422, 'products.bundle_cycle'], JSON.stringify(body));
  }
  const refused = await put(c!, { items: [item(a!)] });
  assert.deepEqual((refused.body['params'] as { cycle: string[] }).cycle, ['C-c', 'C-a', 'C-b', 'C-c']);
  await bundle(c!, item(d!));
  await bundle(d!, item(e!));
  const deep = await create('C-deep');
  const tooDeep = await put(deep, { items: [item(a!)] });
  assert.deepEqual([tooDeep.status, tooDeep.body['code']], [422, 'products.bundle_depth']);
  const under = await put(e!, { items: [item(deep)] });
  assert.deepEqual([under.status, under.body['code']], [422, 'products.bundle_depth']);
});

test('of two that are put into each other at once one is refused', async () => {
  for (let i = 0; i < 5; i++) {
    const [a, b, c, d] = await Promise.all(['a', 'b', 'c', 'd'].map((name) => create(`T-${i}-${name}`)));
    await bundle(a!, item(b!));
    await bundle(c!, item(d!));
    const answers = await Promise.all([put(b!, { items: [item(c!)] }), put(d!, { items: [item(a!)] })]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 422]);
  }
});

test('what cannot be a component is named with what to do', async () => {
  const [set, lamp, old] = [await create('W-SET'), await create('W-LAMP'), await create('W-OLD')];
  await api.call('DELETE', `${PRODUCTS}/${old}`);
  for (const [items, said] of [
    [[item('018f0000-0000-7000-8000-000000000000')], /items\/0: there is no product 018f0000/],
    [[item(lamp), item(lamp, '2')], /items\/1: .*twice; add up its quantities/],
    [[item(lamp, '0.00')], /items\/0: the quantity of "W-LAMP" is 0\.00; give one above 0/],
    [[item(old)], /items\/0: "W-OLD" is archived; restore it/],
  ] as const) {
    const { status, body } = await put(set, { items });
    assert.equal(status, 422, JSON.stringify(body));
    assert.match(String(body['detail']), said);
  }
  assert.equal((await put(set, { items: [item(lamp, '-1')] })).status, 400);
  assert.equal((await put('018f0000-0000-7000-8000-000000000000', { items: [] })).status, 404);
  assert.equal(
    (await api.call('GET', `${PRODUCTS}/018f0000-0000-7000-8000-000000000000/bundle-items`)).status,
    404,
  );
});

test('a component is not archived in silence; where it is used can be read', async () => {
  const lamp = await create('A-LAMP');
  const sets = await Promise.all(['A-SET-1', 'A-SET-2'].map((sku) => create(sku)));
  for (const set of sets) await bundle(set, item(lamp, '2'));
  const used = await api.call('GET', `${PRODUCTS}/${lamp}/bundles`);
  assert.deepEqual([skusOf(used.body.items), used.body.items[0]!['quantity']], [['A-SET-1', 'A-SET-2'], '2']);
  for (const refused of [
    await api.call('DELETE', `${PRODUCTS}/${lamp}`),
    await api.call('PATCH', `${PRODUCTS}/${lamp}`, { status: 'archived' }),
  ]) {
    assert.deepEqual([refused.status, refused.body['code']], [409, 'products.in_use']);
    assert.match(String(refused.body['detail']), /"A-LAMP" is part of "A-SET-1", "A-SET-2"; take it out/);
    assert.deepEqual(
      (refused.body['params'] as { bundles: { sku: string }[] }).bundles.map(({ sku }) => sku),
      ['A-SET-1', 'A-SET-2'],
    );
  }
  assert.equal((await product(lamp))['status'], 'draft');
  await api.call('DELETE', `${PRODUCTS}/${sets[0]}`);
  assert.equal((await api.call('DELETE', `${PRODUCTS}/${lamp}`)).status, 409);
  assert.equal((await api.call('DELETE', `${PRODUCTS}/${lamp}?force=true`)).status, 200);
  assert.equal((await product(lamp))['status'], 'archived');
  // It stays where it is, and an edit of the rest is not stopped by it.
  await bundle(sets[1]!, item(lamp, '3'));
});

test('an edit of an old version is refused, and the same request again has no second effect', async () => {
  const [set, lamp] = [await create('V-SET'), await create('V-LAMP')];
  const tag = String((await api.call('GET', `${PRODUCTS}/${set}/bundle-items`)).headers['etag']);
  const key = { 'idempotency-key': 'bundle-once', 'if-match': tag };
  const first = await put(set, { items: [item(lamp)] }, key);
  const again = await put(set, { items: [item(lamp)] }, key);
  assert.deepEqual([first.status, again.status, again.headers['idempotency-replayed']], [200, 200, 'true']);
  assert.equal(again.headers['operation-id'], first.headers['operation-id']);
  const stale = await put(set, { items: [] }, { 'if-match': tag });
  assert.equal(stale.status, 412);
  const [conflict] = stale.body['conflicts'] as { field: string; base: unknown }[];
  assert.deepEqual([conflict!.field, conflict!.base], ['bundle', null]);
});
