import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { createSampler } from './sampler.ts';

test('read once in five seconds, however many ask', async () => {
  let [reads, clock] = [0, 0];
  const sampler = createSampler(
    async () => ++reads,
    () => clock,
  );
  assert.deepEqual(await Promise.all([sampler.sample(), sampler.sample()]), [1, 1]);
  clock = 4_999;
  assert.equal(await sampler.sample(), 1);
  clock = 5_000;
  assert.equal(await sampler.sample(), 2);
});

test('what fails is null, for as long as an answer would be kept', async () => {
  let [reads, clock] = [0, 0];
  const sampler = createSampler(
    async () => {
      if (++reads === 1) throw new Error('down');
      return reads;
    },
    () => clock,
  );
  assert.equal(await sampler.sample(), null);
  clock = 4_999;
  assert.equal(await sampler.sample(), null);
  clock = 5_000;
  assert.equal(await sampler.sample(), 2);
});

test('what hangs is null after two seconds, and not asked again while it hangs', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  let [reads, clock] = [0, 0];
  let answer: (value: number) => void = () => undefined;
  const sampler = createSampler(
    () =>
      new Promise<number>((resolve) => {
        reads++;
        answer = resolve;
      }),
    () => clock,
  );
  const first = sampler.sample();
  mock.timers.tick(2_000);
  assert.equal(await first, null);
  clock = 60_000;
  assert.equal(await sampler.sample(), null);
  assert.equal(reads, 1);
  answer(7);
  await new Promise((resolve) => setImmediate(resolve));
  const next = sampler.sample();
  answer(8);
  assert.equal(await next, 8);
  assert.equal(reads, 2);
  mock.timers.reset();
});
