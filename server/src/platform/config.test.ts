import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from './config.ts';

test('everything that is wrong is said at once', () => {
  assert.throws(
    () => loadConfig({ DATABASE_CORE_URL: 'postgresql://x/y', PORT: 'abc', DATABASE_POOL_TIMEOUT: '30' }),
    (error: Error) =>
      /DATABASE_CATALOG_URL/.test(error.message) &&
      /PORT: "abc"/.test(error.message) &&
      /30s/.test(error.message),
  );
});
