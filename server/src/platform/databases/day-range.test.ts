import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayRangeOf } from './day-range.ts';

const now = new Date('2026-03-01T23:30:00Z');

test('the last thirty days end today, and which day that is, the time zone says', () => {
  assert.deepEqual(dayRangeOf({}, { now, timeZone: 'UTC' }), {
    from: '2026-01-31',
    to: '2026-03-01',
    timeZone: 'UTC',
  });
  assert.equal(dayRangeOf({}, { now, timeZone: 'Europe/Paris' }).to, '2026-03-02');
  assert.equal(dayRangeOf({}, { now, timeZone: 'America/New_York' }).to, '2026-03-01');
});

test('asked days stand as they are, one of the two is enough', () => {
  const asked = { from: '2025-12-30', to: '2026-01-02' };
  assert.deepEqual(dayRangeOf(asked, { now, timeZone: 'UTC' }), { ...asked, timeZone: 'UTC' });
  assert.equal(dayRangeOf({ to: '2026-01-30' }, { now, timeZone: 'UTC' }).from, '2026-01-01');
});

test('days that run backwards or are more than a year are refused', () => {
  for (const asked of [
    { from: '2026-03-02', to: '2026-03-01' },
    { from: '2024-01-01', to: '2026-03-01' },
  ])
    assert.throws(() => dayRangeOf(asked, { now, timeZone: 'UTC' }), { code: 'analytics.invalid' });
});
