import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { test } from 'node:test';
import { createSafeAddresses } from './safe-address.ts';

const named = (...addresses: string[]) =>
  createSafeAddresses({
    lookup: (_host, done) =>
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      ),
  });

test('addresses of this machine and its network are refused, however they are written', async () => {
  for (const host of [
    '127.0.0.1',
    '10.0.0.5',
    '169.254.169.254',
    '::1',
    '::ffff:127.0.0.1',
    '2130706433',
    '0x7f000001',
    '017700000001',
    '127.1',
    'host name',
    '',
  ])
    await assert.rejects(named('8.8.8.8').resolve(host), { code: 'address.not_allowed' }, host);
});

test('a name is refused when any of its addresses is, and connected to by the checked one', async () => {
  assert.equal(await named('8.8.8.8').resolve('ftp.example.com'), '8.8.8.8');
  await assert.rejects(named('8.8.8.8', '127.0.0.1').resolve('ftp.example.com'), {
    code: 'address.not_allowed',
  });
  await assert.rejects(named().resolve('ftp.example.com'), { code: 'address.not_allowed' });
});

test('a connection that cannot be made says so, and may be tried again', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { connect } = createSafeAddresses({ allows: () => true });
  const target = { host: '127.0.0.1', port, timeoutMs: 5_000, signal: new AbortController().signal };
  (await connect(target)).destroy();
  server.close();
  await once(server, 'close');
  await assert.rejects(connect(target), { code: 'address.unreachable', retryable: true });
});
