import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { createSystem, type System } from '../../composition.ts';
import { createWsTicketService, wsTicketRoutes } from '../../core/index.ts';
import { createApi } from '../../serve-api.ts';
import { createInstallation, type TestInstallation } from '../../../test/support/installation.ts';
import { buildPrincipal, connectLive, type LiveClient } from '../../../test/support/live-client.ts';
import { buildPerson } from '../../../test/support/people.ts';
import { callersByHeader } from '../../../test/support/principals.ts';
import { startRedis, withoutRedis, type TestRedis } from '../../../test/support/redis-server.ts';
import { until } from '../../../test/support/until.ts';
import { createHttpServer, type HttpServer } from '../http/server.ts';

const person = 'a0000000-0000-4000-8000-000000000001';
const importId = 'c0000000-0000-4000-8000-000000000001';

interface Process {
  readonly system: System;
  readonly app: HttpServer;
  readonly url: string;
}

async function startProcess(installation: TestInstallation): Promise<Process> {
  const system = await createSystem({ name: 'test', share: 'interactive', dataDir: installation.dataDir });
  const app = await createApi(system);
  await app.listen({ host: '127.0.0.1', port: 0 });
  return { system, app, url: `ws://127.0.0.1:${(app.server.address() as AddressInfo).port}/ws` };
}

const ticketOf = (process: Process): Promise<string> =>
  createWsTicketService({ db: process.system.databases.core, now: () => new Date() }).give(
    buildPrincipal({ id: person }),
  );

/** The ticket is given by one process and redeemed by the other. */
async function connect(to: Process, from: Process): Promise<LiveClient> {
  const client = await connectLive(`${to.url}?ticket=${await ticketOf(from)}`);
  client.send({ subscribe: [`imports/${importId}`, 'notifications'] });
  await client.sawType('subscribed');
  return client;
}

const progress = (system: System, share: number): void =>
  system.showProgress(`imports/${importId}`, share, () => ({
    type: 'import.progress',
    topics: [`imports/${importId}`, 'jobs'],
    data: { importId, progress: share },
  }));

for (const carrier of ['PostgreSQL', 'Redis'] as const) {
  const skip = carrier === 'Redis' && withoutRedis;
  describe(`two API processes, messages carried by ${carrier}`, { skip }, () => {
    let installation: TestInstallation;
    let redis: TestRedis | null = null;
    let [one, other]: (Process | undefined)[] = [];

    before(async () => {
      process.env['LOG_LEVEL'] = 'silent';
      redis = carrier === 'Redis' ? await startRedis() : null;
      if (redis) process.env['REDIS_URL'] = redis.url;
      else delete process.env['REDIS_URL'];
      installation = await createInstallation();
      [one, other] = [await startProcess(installation), await startProcess(installation)];
      const { core } = one.system.databases.pools;
      await buildPerson(core, { id: person, role: 'administrator' });
      // The session that the principal of the tickets names.
      await core.query(
        `insert into sessions (id, user_id, expires_at) values ($1, $2, now() + interval '1 day')`,
        [buildPrincipal().sessionId, person],
      );
    });
    after(async () => {
      for (const running of [one, other]) {
        await running?.app.close();
        await running?.system.close();
      }
      await redis?.close();
      delete process.env['REDIS_URL'];
      await installation.remove();
    });

    test('a notification and progress raised in one reach the sockets of the other', async () => {
      const client = await connect(other!, one!);
      progress(one!.system, 0.5);
      const told = await client.sawType('import.progress');
      assert.deepEqual(told['data'], { importId, progress: 0.5 });
      await one!.system.announcements.announce({
        key: `export.failed/${carrier}`,
        type: 'export.failed',
        at: new Date(),
        data: { message: 'disk full' },
        topics: ['jobs'],
        link: '/exports/1',
      });
      const notification = await client.sawType('notification');
      assert.deepEqual(
        [(notification['data'] as { kind: string }).kind, (notification['data'] as { link: string }).link],
        ['export.failed', '/exports/1'],
      );
      assert.equal(
        client.received.some(({ type }) => type === 'export.failed'),
        false,
        'jobs was not subscribed',
      );
      if (redis)
        assert.match(await redis.client.info('commandstats'), /cmdstat_publish:/, 'Redis carried it');
      client.socket.terminate();
    });

    test('a ticket opens one connection, also when both processes are asked at once', async () => {
      for (let round = 0; round < 5; round++) {
        const ticket = await ticketOf(one!);
        const tries = await Promise.allSettled(
          [one!, other!, one!, other!].map(({ url }) => connectLive(`${url}?ticket=${ticket}`)),
        );
        const opened = tries.filter((result) => result.status === 'fulfilled');
        assert.equal(opened.length, 1);
        for (const result of tries)
          if (result.status === 'rejected') assert.equal((result.reason as { status: number }).status, 401);
        opened[0]!.value.socket.terminate();
      }
    });

    test('a message too long for the channel arrives without its data', async () => {
      const client = await connect(other!, one!);
      await one!.system.bus.publish({
        type: 'long',
        topics: [`imports/${importId}`],
        at: '',
        data: { text: 'é'.repeat(4_000) },
      });
      assert.deepEqual((await client.sawType('long'))['data'], {});
      client.socket.terminate();
    });

    test('a carrier that is lost costs a resync, and the messages after it arrive', async () => {
      const client = await connect(other!, one!);
      if (redis) await redis.kill();
      else
        await one!.system.databases.pools.catalog.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen live%' or application_name = 'products-manager/core' and wait_event = 'ClientRead'`,
        );
      if (redis) {
        await until(
          async () => {
            progress(one!.system, 1);
            return client.received.length;
          },
          () => client.received.some(({ type }) => type === 'import.progress'),
        );
        assert.ok(
          client.received.some(({ type }) => type === 'import.progress'),
          'PostgreSQL carried it',
        );
        await redis.restart();
      }
      await client.sawType('resync');
      await one!.system.bus.publish({ type: 'after', topics: [`imports/${importId}`], at: '', data: {} });
      await client.sawType('after');
      client.socket.terminate();
    });
  });
}

test('a ticket is stored hashed and good for half a minute', async () => {
  const installation = await createInstallation();
  const started = await startProcess(installation);
  const { core, pools } = started.system.databases;
  let now = new Date();
  const tickets = createWsTicketService({ db: core, now: () => now });
  const ticket = await tickets.give(buildPrincipal());
  const { rows } = await pools.core.query<{ row: string }>('select ws_tickets::text as row from ws_tickets');
  assert.equal(rows.length, 1);
  assert.equal(rows[0]!.row.includes(ticket), false);
  assert.equal(rows[0]!.row.includes(Buffer.from(ticket).toString('hex')), false);
  now = new Date(now.getTime() + 30_000);
  assert.equal(await tickets.redeem(ticket), null);
  const fresh = await tickets.give(buildPrincipal());
  now = new Date(now.getTime() + 29_000);
  assert.deepEqual(await tickets.redeem(fresh), buildPrincipal());
  assert.equal(
    (await pools.core.query('select 1 from ws_tickets')).rows.length,
    0,
    'expired ones are cleared',
  );
  const app = await createHttpServer({
    config: started.system.config,
    log: started.system.log,
    authenticate: callersByHeader({ ada: buildPrincipal() }),
    routes: [wsTicketRoutes({ tickets })],
  });
  const ask = (caller: string) =>
    app.inject({ method: 'POST', url: '/api/v1/ws-tickets', headers: { 'x-caller': caller } });
  assert.equal((await ask('nobody')).statusCode, 401);
  const asked = await ask('ada');
  assert.deepEqual([asked.statusCode, asked.json().expiresIn], [201, 30]);
  assert.deepEqual(await tickets.redeem(String(asked.json().ticket)), buildPrincipal());
  await app.close();
  await started.app.close();
  await started.system.close();
  await installation.remove();
});
