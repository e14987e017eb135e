import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkCron, nextRunAfter } from './cron.ts';

test('five fields that run at most every five minutes are taken', () => {
  for (const cron of ['*/5 * * * *', '30 6 * * 1-5', '0 0 1 1 *', '0 4 * * 0,6'])
    checkCron(cron, 'Europe/Paris');
});

test('what is no cron, never runs or runs too often is refused with its reason', () => {
  const refused: readonly [string, RegExp][] = [
    ['', /no schedule/],
    ['* * * *', /no schedule/],
    ['0 0 * * * *', /no schedule/],
    ['@hourly and more', /no schedule/],
    ['61 * * * *', /no schedule/],
    ['* * * * *', /more often than every five minutes/],
    ['*/4 * * * *', /more often than every five minutes/],
    ['58,1 * * * *', /more often than every five minutes/],
    ['0 0 30 2 *', /never runs/],
    [`${'0,'.repeat(200)}0 * * * *`, /longer than 100/],
  ];
  for (const [cron, reason] of refused)
    assert.throws(() => checkCron(cron, 'UTC'), { code: 'schedules.invalid', message: reason }, cron);
  assert.throws(() => checkCron('0 6 * * *', 'Europe/Nowhere'), /no time zone/);
});

test('the hour is that of the time zone, in summer and in winter', () => {
  const at = (after: string): string | undefined =>
    nextRunAfter('30 6 * * *', 'Europe/Paris', new Date(after))?.toISOString();
  assert.equal(at('2026-07-01T00:00:00Z'), '2026-07-01T04:30:00.000Z');
  assert.equal(at('2026-12-01T00:00:00Z'), '2026-12-01T05:30:00.000Z');
  // An hour that is skipped in spring has one run, and one that comes twice in autumn as well.
  const spring = nextRunAfter('30 2 * * *', 'Europe/Paris', new Date('2026-03-28T23:30:00Z'))!;
  assert.ok(spring.getTime() - Date.parse('2026-03-28T23:30:00Z') <= 26 * 3_600_000);
  const autumn = nextRunAfter('30 2 * * *', 'Europe/Paris', new Date('2026-10-24T23:00:00Z'))!;
  const next = nextRunAfter('30 2 * * *', 'Europe/Paris', autumn)!;
  assert.ok(next.getTime() - autumn.getTime() > 20 * 3_600_000);
});
