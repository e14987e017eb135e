import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { loadConfig } from '../config.ts';
import { databaseNames } from '../databases/names.ts';
import { weaknessOf } from './weak-secret.ts';

const strong = (): string => randomBytes(32).toString('hex');
const urls = Object.fromEntries(
  databaseNames.map((name) => [`DATABASE_${name.toUpperCase()}_URL`, `postgresql://h/${name}`]),
);

test('random secrets pass in every usual form', () => {
  for (let i = 0; i < 200; i++)
    for (const form of ['hex', 'base64', 'base64url'] as const)
      assert.equal(weaknessOf(randomBytes(32).toString(form)), null);
});

test('short, repeated and well-known ones do not, and are not repeated in what is said', () => {
  for (const [secret, reason] of [
    ['k9Xw2', /5 bytes/],
    [strong().slice(0, 31), /31 bytes/],
    ['a'.repeat(64), /few characters/],
    ['ab'.repeat(32), /few characters/],
    [strong().slice(0, 16).repeat(4), /repeated|few characters/],
    ['change-me-to-a-long-random-string-please', /example/],
    [`my-super-secret-key-${'xyz4185027'}-which-is-long`, /example/],
    ['0123456789abcdef0123456789abcdefX', /example/],
  ] as const) {
    const said = weaknessOf(secret);
    assert.match(said ?? 'nothing', reason, secret);
    assert.ok(!said!.includes(secret));
  }
});

test('on databases of its own the start is refused without both secrets, in one message with all that is wrong', () => {
  const refused = (environment: Record<string, string>, ...patterns: RegExp[]) =>
    assert.throws(
      () => loadConfig({ ...urls, ...environment }),
      (error: Error) => {
        for (const pattern of patterns) assert.match(error.message, pattern);
        for (const value of Object.values(environment)) assert.ok(!error.message.includes(value));
        return true;
      },
    );
  refused({}, /ENCRYPTION_KEY: is missing/, /JWT_SECRET: is missing/);
  refused({ ENCRYPTION_KEY: strong(), JWT_SECRET: 'hunter2hunter2' }, /JWT_SECRET: has 14 bytes/);
  refused({ ENCRYPTION_KEY: 'x'.repeat(40), JWT_SECRET: strong() }, /ENCRYPTION_KEY: repeats/);
  const given = { ...urls, ENCRYPTION_KEY: strong(), JWT_SECRET: strong() };
  assert.equal(loadConfig(given).encryptionKey, given.ENCRYPTION_KEY);
  assert.equal(loadConfig(urls, { secrets: 'optional' }).jwtSecret, null, 'who only migrates needs none');
  assert.throws(() => loadConfig({ JWT_SECRET: 'short' }), /JWT_SECRET/, 'a weak one is refused everywhere');
});
