import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { catalogJobHandlers } from '../../catalog/index.ts';
import { coreJobHandlers } from '../../core/core.jobs.ts';
import { exportJobHandlers } from '../../exports/export.jobs.ts';
import { importJobHandlers } from '../../imports/jobs/import.jobs.ts';
import { useTestApi } from '../../../test/support/api.ts';
import { kyselyTransactions } from '../databases/transactions.ts';
import { AppError } from '../errors.ts';
import { answerOnce, type Effect } from './idempotency.ts';
import { createHttpServer, type HttpServer } from './server.ts';

const { api } = await useTestApi();

const SUPPLIERS = '/api/v1/suppliers';
const PRODUCTS = '/api/v1/products';

const send = (
  method: 'POST' | 'PATCH' | 'DELETE',
  url: string,
  { key, body, app = api.app, headers = {} }: Sending,
): Promise<LightMyRequestResponse> =>
  app.inject({
    method,
    url,
    headers: {
      authorization: `Bearer ${api.accessToken}`,
      ...headers,
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    ...(body === undefined ? {} : { payload: body }),
  } as InjectOptions);

interface Sending {
  readonly key?: string;
  readonly body?: object | undefined;
  readonly app?: HttpServer;
  readonly headers?: Record<string, string>;
}

async function count(database: 'catalog' | 'imports' | 'exports', table: string): Promise<number> {
  const { rows } = await api.system.databases.pools[database].query<{ n: number }>(
    `select count(*)::int as n from ${table}`,
  );
  return rows[0]!.n;
}

test('the same request again has one effect and the same bytes, whatever it writes', async () => {
  const supplier = (await send('POST', SUPPLIERS, { body: { name: 'To edit' } })).headers['location']!;
  const product = (await send('POST', PRODUCTS, { body: { sku: 'TO-EDIT' } })).headers['location']!;
  const archived = (await send('POST', PRODUCTS, { body: { sku: 'TO-ARCHIVE' } })).headers['location']!;
  for (const [method, url, body, headers] of [
    ['POST', SUPPLIERS, { name: 'Répété "SA"' }, ['location']],
    ['PATCH', supplier, { priority: 9 }, ['etag']],
    ['POST', PRODUCTS, { sku: 'REPEATED', title: 'Été' }, ['location', 'etag', 'operation-id']],
    ['PATCH', product, { title: 'Again' }, ['etag', 'operation-id']],
    ['DELETE', archived, undefined, ['etag', 'operation-id']],
    ['POST', '/api/v1/export-jobs', { format: 'csv' }, ['location']],
  ] as const) {
    const key = randomUUID();
    const first = await send(method, String(url), { key, body });
    const second = await send(method, String(url), { key, body });
    const name = `${method} ${String(url)}`;
    assert.ok(first.statusCode < 300, `${name}: ${first.body}`);
    assert.equal(first.headers['idempotency-replayed'], undefined, name);
    assert.equal(second.headers['idempotency-replayed'], 'true', name);
    assert.equal(second.statusCode, first.statusCode, name);
    assert.deepEqual(second.rawPayload, first.rawPayload, name);
    for (const header of ['content-type', ...headers]) {
      assert.ok(first.headers[header], `${name} answers ${header}`);
      assert.equal(second.headers[header], first.headers[header], name);
    }
  }
  assert.equal((await api.call('GET', String(supplier))).body['version'], 2, 'edited once');
  assert.equal(await count('exports', 'export_jobs'), 1);
  assert.equal(await count('catalog', `suppliers where name like 'Répété%'`), 1);
});

test('an edit repeated with the version it saw is not stale', async () => {
  const url = String((await send('POST', SUPPLIERS, { body: { name: 'Versioned' } })).headers['location']);
  const etag = String((await api.call('GET', url)).headers['etag']);
  const edit = (key: string) =>
    send('PATCH', url, { key, body: { priority: 3 }, headers: { 'if-match': etag } });
  assert.equal((await edit('versioned-1')).statusCode, 200);
  assert.equal((await edit('versioned-1')).statusCode, 200);
  assert.equal((await edit('versioned-2')).statusCode, 412);
});

test('another body, address or method with the key is refused and changes nothing', async () => {
  const key = randomUUID();
  const made = await send('POST', SUPPLIERS, { key, body: { name: 'Keyed' } });
  const url = String(made.headers['location']);
  const other = String((await send('POST', SUPPLIERS, { body: { name: 'Unkeyed' } })).headers['location']);
  const edit = (address: string) => send('PATCH', address, { key: `${key}-edit`, body: { priority: 4 } });
  assert.deepEqual([(await edit(url)).statusCode, (await edit(other)).statusCode], [200, 422]);
  for (const [method, address, body] of [
    ['POST', SUPPLIERS, { name: 'Other' }],
    ['POST', PRODUCTS, { name: 'Keyed' }],
    ['PATCH', url, { name: 'Keyed' }],
  ] as const) {
    const answer = await send(method, address, {
      key,
      body: address === PRODUCTS ? { title: 'Keyed' } : body,
    });
    assert.equal(answer.statusCode, 422, address);
    const { code, params } = answer.json<{ code: string; params: unknown }>();
    assert.deepEqual([code, params], ['idempotency.key_reused', { key }]);
  }
  assert.equal(await count('catalog', `suppliers where name in ('Keyed', 'Other')`), 1);
});

test('a key of 1 to 255 visible characters is one, anything else is refused before it has an effect', async () => {
  const taken = await count('catalog', 'suppliers');
  for (const key of ['', ' ', 'a b', 'é', 'a'.repeat(256), 'tab\tin'])
    assert.deepEqual(
      await send('POST', SUPPLIERS, { key, body: { name: 'Never' } }).then((answer) => [
        answer.statusCode,
        answer.json<{ code: string }>().code,
      ]),
      [400, 'idempotency.invalid'],
      JSON.stringify(key),
    );
  assert.equal(await count('catalog', 'suppliers'), taken);
  for (const key of ['!', '~'.repeat(255)])
    assert.equal(
      (await send('POST', SUPPLIERS, { key, body: { name: `Key ${key.length}` } })).statusCode,
      201,
    );
});

test('a refused request is judged anew, because it had no effect', async () => {
  const key = randomUUID();
  const occupied = await send('POST', SUPPLIERS, { body: { name: 'In the way' } });
  const again = () => send('POST', SUPPLIERS, { key, body: { name: 'In the way' } });
  assert.equal((await again()).statusCode, 409);
  await api.system.databases.catalog
    .deleteFrom('suppliers')
    .where('id', '=', occupied.json<{ id: string }>().id)
    .execute();
  assert.equal((await again()).statusCode, 201);
  assert.equal((await again()).headers['idempotency-replayed'], 'true');
});

test('the same file and fields are the same upload, whatever parts them', async () => {
  const upload = async (key: string, price: string) => {
    const form = new FormData();
    for (const [name, value] of [
      ['supplier', 'Uploader'],
      ['mode', 'preview'],
    ] as const)
      form.set(name, value);
    form.set('file', new Blob([`Référence;Désignation;Prix TTC\nU1;Title;${price}\n`]), 'u.csv');
    const encoded = new Response(form);
    return api.app.inject({
      method: 'POST',
      url: '/api/v1/imports',
      headers: {
        authorization: `Bearer ${api.accessToken}`,
        'content-type': encoded.headers.get('content-type')!,
        'idempotency-key': key,
      },
      payload: Buffer.from(await encoded.arrayBuffer()),
    });
  };
  const first = await upload('upload', '1,00');
  assert.equal(first.statusCode, 202, first.body);
  await api.system.importRunner.run(first.json<{ id: string }>().id, { signal: AbortSignal.timeout(60_000) });
  const second = await upload('upload', '1,00');
  assert.deepEqual([second.headers['idempotency-replayed'], second.body], ['true', first.body]);
  assert.equal((await upload('upload', '2,00')).statusCode, 422);
  assert.deepEqual([await count('imports', 'import_jobs'), await count('imports', 'import_files')], [1, 1]);

  const { id } = first.json<{ id: string }>();
  const { planId } = (await api.call('GET', `/api/v1/imports/${id}/plan`)).body;
  const confirm = () => send('POST', `/api/v1/imports/${id}/confirm`, { key: 'confirm', body: { planId } });
  const cancel = () => send('POST', `/api/v1/imports/${id}/cancel`, { key: 'cancel' });
  for (const decide of [confirm, cancel]) {
    const made = await decide();
    assert.equal(made.statusCode, 202, made.body);
    const repeated = await decide();
    assert.deepEqual([repeated.headers['idempotency-replayed'], repeated.body], ['true', made.body]);
  }
});

/** A route that has its effect when it is let go, called by whom the header names. */
async function createGatedServer() {
  const gate = { entered: 0, wait: Promise.resolve(), effects: 0, fail: false };
  const work = async (): Promise<Effect> => {
    if (++gate.entered === 1) await gate.wait;
    if (gate.fail) throw new AppError('test.refused', { message: 'refused' });
    return { status: 201, body: { effect: ++gate.effects }, afterCommit: () => void (afterCommits.n += 1) };
  };
  const afterCommits = { n: 0 };
  const app = await createHttpServer({
    config: api.system.config,
    log: api.system.log,
    authenticate: async () => null,
    routes: [
      (scope) => {
        scope.addHook('onRequest', async (request) => {
          const id = request.headers['x-caller'];
          if (typeof id === 'string')
            request.principal = {
              kind: 'user',
              id,
              userId: id,
              name: id,
              permissions: new Set(),
              sessionId: null,
            };
        });
        scope.post('/api/v1/gated', { config: { permission: 'public' } }, (request, reply) =>
          answerOnce(request, reply, {
            transactions: kyselyTransactions(api.system.databases.catalog),
            work,
          }),
        );
      },
    ],
  });
  return { app, gate, afterCommits };
}

/** The first `count` of these to be answered, in the order they are. */
function firstSettled<Answer>(running: readonly Promise<Answer>[], count: number): Promise<Answer[]> {
  const answers: Answer[] = [];
  return new Promise((resolve, reject) => {
    for (const one of running)
      one.then((answer) => {
        if (answers.push(answer) === count) resolve([...answers]);
      }, reject);
  });
}

test('while the first one runs the others are told to come back, and there is one effect', async () => {
  const { app, gate, afterCommits } = await createGatedServer();
  let open = (): void => undefined;
  gate.wait = new Promise<void>((resolve) => (open = resolve));
  const post = () => send('POST', '/api/v1/gated', { key: 'parallel', body: {}, app });
  const running = Array.from({ length: 5 }, post);
  // All four, before the first one may end: one that comes later is answered from what is stored.
  const [refused] = await firstSettled(running, 4);
  assert.ok(refused);
  assert.equal(refused.statusCode, 409);
  assert.equal(refused.json<{ code: string }>().code, 'idempotency.in_progress');
  assert.match(String(refused.headers['retry-after']), /^\d+$/);
  open();
  const answers = await Promise.all(running);
  assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [201, 409, 409, 409, 409]);
  assert.equal((await post()).body, '{"effect":1}');
  assert.deepEqual([gate.entered, gate.effects, afterCommits.n], [1, 1, 1]);
  await app.close();
});

test('a key is its caller’s own, and is free again after 24 hours', async () => {
  const { app, gate } = await createGatedServer();
  const post = async (caller?: string): Promise<number> =>
    (
      await send('POST', '/api/v1/gated', {
        key: 'mine',
        body: {},
        app,
        headers: caller ? { 'x-caller': caller } : {},
      })
    ).json<{ effect: number }>().effect;
  assert.deepEqual([await post('anne'), await post('bob'), await post(), await post('anne')], [1, 2, 3, 1]);
  const age = (hours: number) =>
    api.system.databases.pools.catalog.query(
      `update idempotency_keys set created_at = now() - $1 * interval '1 hour' where caller = 'anne'`,
      [hours],
    );
  await age(23.9);
  assert.equal(await post('anne'), 1);
  await age(24.1);
  assert.equal(await post('anne'), 4);
  assert.equal(gate.effects, 4);
  await app.close();
});

/** Sends a request to a server that dies in it. */
async function sendToDying(at: 'commit' | 'answer', path: string, init: RequestInit): Promise<void> {
  const script = fileURLToPath(new URL('../../../test/support/dying-api.ts', import.meta.url));
  const child = spawn(process.execPath, [script, api.installation.dataDir, at], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  await assert.rejects(fetch(`http://127.0.0.1:${String(port).trim()}${path}`, init), /fetch failed/);
  assert.deepEqual(await ended, [null, 'SIGKILL']);
}

for (const at of ['commit', 'answer'] as const)
  test(`killed before its ${at}, a request sent again has one effect`, async () => {
    for (const [path, body, database, table] of [
      [SUPPLIERS, { name: `Killed at ${at}` }, 'catalog', `suppliers where name = 'Killed at ${at}'`],
      [PRODUCTS, { sku: `KILLED-${at}` }, 'catalog', `change_events where payload->>'created' = '1'`],
      ['/api/v1/export-jobs', { format: 'jsonl' }, 'exports', 'export_jobs'],
    ] as const) {
      const key = randomUUID();
      const before = await count(database, table);
      await sendToDying(at, path, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${api.accessToken}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: JSON.stringify(body),
      });
      assert.equal(await count(database, table), before + (at === 'answer' ? 1 : 0), path);
      const again = await send('POST', path, { key, body });
      assert.ok(again.statusCode === 201 || again.statusCode === 202, again.body);
      assert.equal(again.headers['idempotency-replayed'], at === 'answer' ? 'true' : undefined, path);
      assert.equal(await count(database, table), before + 1, path);
    }
  });

test('the daily job of each database forgets what is older than a day', async () => {
  const { databases, changeSets, importRunner, sagas, storage, log, exportJobCache } = api.system;
  const nothing = async (): Promise<void> => undefined;
  const now = (): Date => new Date();
  const handlers = new Map([
    ...catalogJobHandlers({ db: databases.catalog, changeSets, log, now }),
    ...importJobHandlers({ runner: importRunner, db: databases.imports, log, now, announce: nothing }),
    ...exportJobHandlers({
      db: databases.exports,
      catalog: databases.pools.catalog,
      storage,
      cache: exportJobCache,
      announce: nothing,
      announceLater: nothing,
      showProgress: () => undefined,
      log,
    }),
    ...coreJobHandlers({ db: databases.core, sagas, log, now: () => new Date() }),
  ]);
  for (const name of ['catalog', 'imports', 'exports', 'core'] as const) {
    const pool = databases.pools[name];
    await pool.query(`update idempotency_keys set created_at = now() - interval '25 hours'`);
    await pool.query(
      `insert into idempotency_keys (caller, key, fingerprint, status, headers, body, created_at)
       select 'anyone', hours::text, '', 200, '{}', '{}', now() - hours * interval '1 hour' from unnest(array[23, 25]) hours`,
    );
    await handlers.get(`${name}.forget-answers`)!({}, { jobId: '', attempt: 1, signal: AbortSignal.abort() });
    const { rows } = await pool.query<{ key: string }>('select key from idempotency_keys');
    assert.deepEqual(rows, [{ key: '23' }], name);
  }
});
