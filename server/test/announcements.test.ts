import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createChangeAnnouncer } from '../src/catalog/index.ts';
import type { Announcement } from '../src/platform/events/announcement.ts';
import type { BusListener } from '../src/platform/live/bus.ts';
import type { LiveMessage } from '../src/platform/live/live-message.ts';
import { queueNames } from '../src/platform/queue/queue.ts';
import { runWorker } from '../src/run-worker.ts';
import { createTestApi, type TestApi } from './support/api.ts';
import { buildProduct, recordChanges } from './support/build-product.ts';
import { buildPerson } from './support/people.ts';
import { until } from './support/until.ts';
import { createWebhookReceiver, type WebhookReceiver } from './support/webhook-receiver.ts';

const ada = 'a0000000-0000-4000-8000-000000000001';

let api: TestApi;
let receiver: WebhookReceiver;
let worker: Promise<void>;
const stop = new AbortController();
const heard: LiveMessage[] = [];

before(async () => {
  process.env['ALLOW_PRIVATE_WEBHOOKS'] = 'true';
  api = await createTestApi();
  receiver = await createWebhookReceiver();
  const { core } = api.system.databases.pools;
  await buildPerson(core, { id: ada, role: 'administrator' });
  await core.query(
    `insert into notification_preferences values ($1, 'import.failed', 'interface'), ($1, 'export.completed', 'interface')`,
    [ada],
  );
  const listener: BusListener = { message: (message) => void heard.push(message), gap: () => undefined };
  await api.system.bus.listen(listener);
  const made = await api.call('POST', '/api/v1/webhooks', { name: 'Shop', url: receiver.url });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  worker = runWorker(api.system, { queues: queueNames, signal: stop.signal });
});
after(async () => {
  stop.abort();
  await worker;
  await receiver.close();
  await api.close();
  delete process.env['ALLOW_PRIVATE_WEBHOOKS'];
});

interface Sent {
  readonly id: string;
  readonly type: string;
  readonly data: Record<string, unknown>;
}
const sent = (): Sent[] => receiver.received.map(({ body }) => JSON.parse(body) as Sent);
const sentOf = (type: string, fits: (data: Sent['data']) => boolean = () => true) =>
  until(
    async () => sent().filter((event) => event.type === type && fits(event.data)),
    (found) => found.length > 0,
  );

async function importFile(lines: readonly string[], fields: Record<string, string> = {}): Promise<string> {
  const path = join(api.installation.dataDir, 'told.csv');
  writeFileSync(path, lines.join('\n'));
  const made = await api.upload({ supplier: 'Told', mode: 'apply', ...fields }, path);
  assert.equal(made.status, 202, JSON.stringify(made.body));
  return String(made.body['id']);
}

test('an import is told while it runs and when it is done, with the products it changed', async () => {
  const id = await importFile(['Référence;Titre;Prix TTC', 'R1;Lampe;10,00', 'R2;Chaise;20,00']);
  const [done] = await sentOf('import.completed', ({ importId }) => importId === id);
  assert.deepEqual(
    [done!.data['status'], done!.data['created'], done!.data['rejected'], done!.data['file']],
    ['completed', 2, 0, 'supplier.csv'],
  );
  const [changed, ...more] = await sentOf(
    'products.changed',
    ({ operationId }) => operationId === done!.data['operationId'],
  );
  assert.equal(more.length, 0, 'one event for the batch');
  const { rows } = await api.system.databases.pools.catalog.query<{ id: string }>(
    'select id from products order by id',
  );
  assert.deepEqual(
    (changed!.data['productIds'] as string[]).toSorted(),
    rows.map((row) => row.id),
  );
  const topics = [`imports/${id}`, 'jobs'];
  const progress = heard.filter(
    (message) => message.type === 'import.progress' && message.data['importId'] === id,
  );
  assert.deepEqual([progress[0]!.topics, progress.at(-1)!.data['progress']], [topics, 1]);
  assert.ok(heard.some(({ type, data }) => type === 'import.completed' && data['importId'] === id));
  await until(
    async () => heard.filter(({ type }) => type === 'products.changed'),
    (found) => found.length > 0,
  );
});

test('an import that failed and an export that is done are notifications', async () => {
  const failed = await importFile(['rien', 'x'], { supplier: 'Broken' });
  const [told] = await sentOf('import.failed', ({ importId }) => importId === failed);
  assert.equal(typeof told!.data['message'], 'string');
  const made = await api.call('POST', '/api/v1/export-jobs', { format: 'csv' });
  const [exported] = await sentOf('export.completed', ({ exportJobId }) => exportJobId === made.body['id']);
  assert.equal(exported!.data['format'], 'csv');
  const wrong = await api.call('POST', '/api/v1/export-jobs', { format: 'csv', fields: ['nothing'] });
  await sentOf('export.failed', ({ exportJobId }) => exportJobId === wrong.body['id']);
  const { rows } = await api.system.databases.pools.core.query<{ kind: string; link: string }>(
    'select kind, link from notifications where user_id = $1 order by kind',
    [ada],
  );
  assert.deepEqual(rows, [
    { kind: 'export.completed', link: `/exports/${String(made.body['id'])}` },
    { kind: 'export.failed', link: `/exports/${String(wrong.body['id'])}` },
    { kind: 'import.failed', link: `/imports/${failed}` },
  ]);
  assert.ok(
    heard.some(({ type, data }) => type === 'export.progress' && data['exportJobId'] === made.body['id']),
  );
});

test('each event of all that happened was delivered once', async () => {
  const { core } = api.system.databases.pools;
  // The ends that were told at once are told again by their jobs.
  const queues = await until(
    () => api.system.queue.status(),
    ({ imports, exports, core: told }) =>
      [imports, exports, told].every(({ waiting, active }) => waiting + active === 0),
  );
  for (const name of ['imports', 'exports', 'core'] as const)
    assert.deepEqual([queues[name].waiting, queues[name].dead], [0, 0], name);
  const { rows } = await core.query('select 1 from webhook_deliveries');
  const ids = sent().map(({ id }) => id);
  assert.equal(ids.length, rows.length);
  assert.equal(new Set(ids).size, ids.length);
});

test('a follower that fails while it tells goes on where it was, under the same keys', async () => {
  // The worker follows too, and one process does at a time.
  stop.abort();
  await worker;
  const client = await api.installation.connect('catalog');
  const product = await buildProduct(client, { sku: 'TOLD-1' });
  for (const kind of ['updated', 'archived'] as const)
    await recordChanges(client, [{ productId: product, kind, changes: null }]);
  await client.query(`delete from consumer_positions where consumer = 'announcements'`);
  // Others tell of suppliers and of change sets that ended.
  const { rows } = await client.query(`select 1 from change_events where name = 'catalog.products-changed'`);
  const events = rows.length;
  await client.end();

  async function follow(most: number): Promise<string[]> {
    const told: Announcement[] = [];
    const end = new AbortController();
    const follower = createChangeAnnouncer({
      pool: api.system.databases.pools.catalog,
      isWanted: async () => true,
      announce: async (event) => {
        if (told.length === most) throw new Error('db_core went away');
        told.push(event);
      },
    });
    const following = follower.run(end.signal).catch(() => undefined);
    await until(
      async () => told.length,
      (count) => count === Math.min(most, events),
    );
    end.abort();
    await following;
    return told.map(({ key }) => key);
  }
  const before = await follow(3);
  const again = await follow(Number.POSITIVE_INFINITY);
  assert.deepEqual([before.length, again.length, new Set(again).size], [3, events, events]);
  assert.deepEqual(again.slice(0, 3), before);
});

test('what a process ended that is no worker is told when there is one', async () => {
  const id = await importFile(['Référence;Titre', 'R9;Table'], { supplier: 'Told alone' });
  const { imports } = api.system.databases.pools;
  await imports.query(`delete from queue.job where data->>'job' = 'imports.run-import'`);
  await api.system.importRunner.run(id, { signal: new AbortController().signal });
  assert.deepEqual(
    sent().filter(({ data }) => data['importId'] === id),
    [],
  );
  const end = new AbortController();
  const working = runWorker(api.system, { queues: queueNames, signal: end.signal });
  const told = await sentOf('import.completed', ({ importId }) => importId === id);
  end.abort();
  await working;
  assert.equal(told.length, 1);
});
