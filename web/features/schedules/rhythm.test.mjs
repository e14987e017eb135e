import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cronOf, rhythmOf } from './rhythm.ts';

const known = {
  '*/15 * * * *': { kind: 'minutes', every: 15 },
  '5 * * * *': { kind: 'hourly', minute: 5 },
  '30 6 * * *': { kind: 'daily', time: '06:30' },
  '0 18 * * 1-5': { kind: 'workdays', time: '18:00' },
  '0 7 * * 0': { kind: 'weekly', weekday: 0, time: '07:00' },
  '0 7 28 * *': { kind: 'monthly', dayOfMonth: 28, time: '07:00' },
};

test('an expression with words is read, and written again as it was', () => {
  for (const [cron, expected] of Object.entries(known)) {
    const rhythm = rhythmOf(cron);
    for (const [name, value] of Object.entries(expected))
      assert.equal(rhythm[name], value, `${cron} ${name}`);
    assert.equal(cronOf(rhythm), cron);
  }
  assert.equal(rhythmOf(' 30  6 * * * ').kind, 'daily');
});

test('an expression without words stays as it is', () => {
  for (const cron of [
    '*/25 * * * *',
    '0,30 * * * *',
    '0 6 * * 1,3',
    '0 6 31 * *',
    '0 6 1 1 *',
    '0 6 1 * 1',
    '0 6 * * 7',
    '61 * * * *',
    '0 25 * * *',
    'nonsense',
  ]) {
    const rhythm = rhythmOf(cron);
    assert.deepEqual([rhythm.kind, cronOf(rhythm)], ['expression', cron]);
  }
});

test('a new schedule begins with a rhythm that has words', () => {
  assert.equal(cronOf(rhythmOf(null)), '0 6 * * *');
});
