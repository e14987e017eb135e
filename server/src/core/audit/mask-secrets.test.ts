import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MASK, maskSecrets } from './mask-secrets.ts';

test('what stands under the name of a secret is masked, however deep', () => {
  for (const name of [
    'password',
    'clientSecret',
    'refreshToken',
    'apiKey',
    'encryption_key',
    'smtp_password',
    'attribute.api_key',
    'x-access-key',
    'authorization',
    'secrets',
  ]) {
    assert.deepEqual(maskSecrets({ [name]: 'hunter2' }), { [name]: MASK }, name);
    assert.deepEqual(maskSecrets({ a: [{ [name]: { b: 'hunter2' } }] }), { a: [{ [name]: MASK }] }, name);
  }
});

test('the rest stays, and so does what only says whether there is a secret', () => {
  const values = {
    title: 'Token ring adapter',
    tokenRing: 'x',
    passwordless: 'yes',
    keyboard: 'AZERTY',
    mpn_key: 'KDL32',
    secretSet: true,
    refreshToken: null,
    prices: [{ amount: '12.50' }],
    at: 7,
  };
  assert.deepEqual(maskSecrets(values), values);
});
