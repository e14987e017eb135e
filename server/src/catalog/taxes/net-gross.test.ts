import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digitsOf, netAndGross } from './net-gross.ts';

test('a price is split into net and gross with the digits of its currency', () => {
  const gross = (amount: string, percent: string) => netAndGross({ amount, taxIncluded: true }, percent, 2);
  const net = (amount: string, percent: string) => netAndGross({ amount, taxIncluded: false }, percent, 2);
  assert.deepEqual(gross('12', '20'), { net: '10.00', gross: '12.00', tax: '2.00' });
  assert.deepEqual(gross('9.99', '5.5'), { net: '9.47', gross: '9.99', tax: '0.52' });
  assert.deepEqual(net('10.00', '2.1'), { net: '10.00', gross: '10.21', tax: '0.21' });
  assert.deepEqual(net('0.125', '0'), { net: '0.125', gross: '0.13', tax: '0.005' });
  assert.deepEqual(gross('5', '0'), { net: '5.00', gross: '5.00', tax: '0.00' });
});

test('the computed side is the nearest there is: no neighbour is nearer to the exact tax', () => {
  // By search instead of by formula: the fraction of both neighbours is compared with the chosen one's.
  const cents = (text: string): bigint => BigInt(text.replace('.', ''));
  const distance = (net: bigint, gross: bigint, percent: bigint): bigint => {
    const off = gross * 1000n - net * (1000n + percent);
    return off < 0n ? -off : off;
  };
  for (let amount = 1; amount <= 3_000; amount += 7)
    for (const tenths of [21, 55, 100, 196, 200, 270])
      for (const taxIncluded of [true, false]) {
        const text = (amount / 100).toFixed(2);
        const split = netAndGross({ amount: text, taxIncluded }, (tenths / 10).toFixed(1), 2);
        const [net, gross, percent] = [cents(split.net), cents(split.gross), BigInt(tenths)];
        assert.equal(net + cents(split.tax), gross);
        const chosen = distance(net, gross, percent);
        for (const step of [-1n, 1n]) {
          const near = taxIncluded
            ? distance(net + step, gross, percent)
            : distance(net, gross + step, percent);
          assert.ok(chosen <= near, `${text} ${tenths} ${taxIncluded}`);
        }
      }
});

test('currencies have their own digits', () => {
  assert.deepEqual(['EUR', 'JPY', 'KWD'].map(digitsOf), [2, 0, 3]);
  assert.deepEqual(netAndGross({ amount: '110', taxIncluded: true }, '10', 0), {
    net: '100',
    gross: '110',
    tax: '10',
  });
  assert.deepEqual(netAndGross({ amount: '1.5', taxIncluded: false }, '5', 3), {
    net: '1.500',
    gross: '1.575',
    tax: '0.075',
  });
});
