import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { loadConfig } from '../config.ts';
import { dropPreviousKeyFile, loadSecrets, replaceKeyFile } from './load-secrets.ts';
import { removeSecret, replaceSecret } from './secret-files.ts';
import { weaknessOf } from './weak-secret.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'pm-secrets-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const load = (environment: Record<string, string> = {}) => loadSecrets(loadConfig(environment, { dataDir }));

test('they are made once, strong, and for the owner only', () => {
  const first = load();
  assert.deepEqual(load(), first);
  assert.notEqual(first.encryptionKey, first.jwtSecret);
  assert.equal(weaknessOf(first.encryptionKey), null);
  assert.equal(weaknessOf(first.jwtSecret), null);
  const folder = join(dataDir, 'secrets');
  assert.deepEqual(readdirSync(folder).sort(), ['encryption-key', 'jwt-secret'], 'no draft is left');
  for (const name of readdirSync(folder))
    assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600, name);
});

test('a given one comes before the file', () => {
  const { encryptionKey } = load();
  const given = load().jwtSecret.split('').reverse().join('');
  const loaded = load({ ENCRYPTION_KEY: given });
  assert.equal(loaded.encryptionKey, given);
  assert.notEqual(loaded.encryptionKey, encryptionKey);
});

test('a rotation keeps the old key until it is over, also where it is interrupted and begun again', () => {
  const { encryptionKey: old } = load();
  replaceKeyFile(dataDir);
  const { encryptionKey: present, previousEncryptionKey } = load();
  assert.equal(previousEncryptionKey, old);
  assert.notEqual(present, old);
  replaceKeyFile(dataDir);
  assert.deepEqual([load().encryptionKey, load().previousEncryptionKey], [present, old], 'gone on with');
  dropPreviousKeyFile(dataDir);
  assert.equal(load().previousEncryptionKey, null);
  // Ended between its two files: both are the old key.
  replaceSecret(dataDir, 'encryption-key-previous', present);
  replaceKeyFile(dataDir);
  assert.equal(load().previousEncryptionKey, present);
  assert.notEqual(load().encryptionKey, present);
  removeSecret(dataDir, 'encryption-key-previous');
});
