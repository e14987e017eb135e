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

test('the address of Redis is one of Redis, and a wrong one is not shown with its password', () => {
  assert.equal(loadConfig({}).redisUrl, null);
  assert.equal(
    loadConfig({ REDIS_URL: 'rediss://:secret@cache:6380/1' }).redisUrl,
    'rediss://:secret@cache:6380/1',
  );
  for (const wrong of ['localhost:6379', 'http://:secret@cache', 'cache'])
    assert.throws(
      () => loadConfig({ REDIS_URL: wrong }),
      (error: Error) =>
        /REDIS_URL: .*redis:\/\/host:port/.test(error.message) && !/secret/.test(error.message),
      wrong,
    );
});

test('an object store wants both of its keys, and is a folder without any', () => {
  assert.equal(loadConfig({}).s3, null);
  const { s3 } = loadConfig({
    S3_ENDPOINT: 'http://minio:9000',
    S3_ACCESS_KEY_ID: 'id',
    S3_SECRET_ACCESS_KEY: 'secret',
    S3_BUCKET_PREFIX: 'pim-',
  });
  assert.deepEqual(s3, {
    endpoint: 'http://minio:9000',
    region: 'us-east-1',
    accessKeyId: 'id',
    secretAccessKey: 'secret',
    forcePathStyle: true,
    bucketPrefix: 'pim-',
  });
  const amazon = { S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'secret', S3_REGION: 'eu-west-3' };
  assert.equal(loadConfig(amazon).s3?.forcePathStyle, false);
  assert.throws(() => loadConfig({ S3_ENDPOINT: 'http://minio:9000' }), /S3_ACCESS_KEY_ID/);
});

test('addresses of pages are origins, whatever is written behind them', () => {
  const config = loadConfig({
    PUBLIC_URL: 'https://pim.example.com/start',
    CORS_ORIGINS: 'https://a.example.com, http://b.example.com:8080/,',
  });
  assert.equal(config.publicUrl, 'https://pim.example.com');
  assert.deepEqual(config.corsOrigins, ['https://a.example.com', 'http://b.example.com:8080']);
  assert.deepEqual(loadConfig({}).corsOrigins, []);
  for (const name of ['PUBLIC_URL', 'CORS_ORIGINS'])
    assert.throws(() => loadConfig({ [name]: 'pim.example.com' }), new RegExp(`${name}: "pim.example.com"`));
});
