import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pgCopy from 'pg-copy-streams';
import { databaseNames } from '../src/platform/databases/names.ts';
import { runCommand, startCommand, type RunningCommand } from './support/command-line.ts';
import { createInstallation, type TestInstallation } from './support/installation.ts';
import { until } from './support/until.ts';
import { freePort } from './support/free-port.ts';

const marker = (name: string): string => `planted-${name}-${randomBytes(24).toString('hex')}`;
/** Secrets that this installation is given, each to be found nowhere. */
const planted = {
  clientSecret: marker('client'),
  sourcePassword: marker('source'),
  sourceToken: marker('token'),
  refreshToken: marker('refresh'),
  replaced: marker('replaced'),
  refused: marker('refused'),
  malformed: marker('malformed'),
  unknownSetting: marker('setting'),
  encryptionKey: `${marker('key')}Q`,
  jwtSecret: `${marker('jwt')}Q`,
  password: marker('password'),
  wrongPassword: marker('wrong'),
};
/** What was planted, and what the server itself gave out. */
const markers: Record<string, string> = { ...planted };

let installation: TestInstallation;
let server: RunningCommand | null = null;
before(async () => {
  installation = await createInstallation();
});
after(async () => {
  // Still there only where the test failed before its end.
  server?.child.kill('SIGKILL');
  await installation.remove();
});

/** Each marker as it is, and in the forms in which a dump or an address might have it. */
function foundIn(text: string): string[] {
  return Object.entries(markers).flatMap(([name, value]) => {
    const forms = [value, Buffer.from(value).toString('hex'), Buffer.from(value).toString('base64')];
    return forms.some((form) => text.includes(form.replace(/=+$/, ''))) ? [name] : [];
  });
}

/** Every row of every table, of the queue's and the staging ones too, as `COPY` writes it. */
async function dump(database: (typeof databaseNames)[number]): Promise<{ text: string; tables: number }> {
  const client = await installation.connect(database);
  try {
    const { rows } = await client.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')`,
    );
    let text = '';
    for (const { name } of rows)
      for await (const chunk of client.query(pgCopy.to(`copy ${name} to stdout`))) text += String(chunk);
    return { text, tables: rows.length };
  } finally {
    await client.end();
  }
}

test('planted secrets are in no answer, log line, job, audit entry or dump', async () => {
  const port = await freePort();
  const environment = {
    LOG_LEVEL: 'trace',
    ENCRYPTION_KEY: planted.encryptionKey,
    JWT_SECRET: planted.jwtSecret,
    ADMIN_EMAIL: 'admin@example.com',
    ADMIN_PASSWORD: planted.password,
  };
  server = startCommand(
    ['start', '--no-web', '--port', String(port), '--data-dir', installation.dataDir],
    environment,
  );
  await server.saw('is ready on');
  const answers: string[] = [];
  // What a program is given once, in the one answer that may hold it.
  const give = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    assert.ok(response.ok, path);
    return (await response.json()) as Record<string, string>;
  };
  const given = await give('/auth/login', { email: 'admin@example.com', password: planted.password });
  const { key } = await give(
    '/api-keys',
    { name: 'shop', scopes: ['products:read'] },
    { authorization: `Bearer ${given['accessToken']}` },
  );
  const issued = { accessToken: given['accessToken']!, refreshToken: given['refreshToken']!, key: key! };
  Object.assign(markers, {
    accessToken: issued.accessToken,
    issuedRefreshToken: issued.refreshToken,
    apiKey: issued.key,
  });
  const call = async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${issued.accessToken}` },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    answers.push(`${response.status} ${JSON.stringify([...response.headers])} ${text}`);
    return text ? (JSON.parse(text) as Record<string, unknown>) : {};
  };
  const credential = {
    provider: 'sp_api',
    label: 'Seller',
    region: 'eu',
    marketplace: 'A13V1IB3VIYZZH',
    clientId: 'amzn1.application-oa2-client.77ab',
    sellerId: 'A2SELLER',
    clientSecret: planted.clientSecret,
    refreshToken: planted.replaced,
  };
  const { id } = await call('POST', '/credentials', credential);
  await call('PATCH', `/credentials/${String(id)}`, { refreshToken: planted.refreshToken });
  await call('GET', '/credentials');
  // Refused ones: a label that is taken, a wrong type beside it, a form that is none, JSON that is none.
  await call('POST', '/credentials', { ...credential, refreshToken: planted.refused });
  await call('POST', '/credentials', { ...credential, label: 7, clientSecret: planted.refused });
  await call('POST', '/credentials', { ...credential, clientSecret: [planted.refused] });
  await call('POST', '/credentials', { ...credential, label: 'B', provider: 'creators_api' });
  await call('POST', '/credentials', `{"clientSecret": "${planted.malformed}`);
  await call('PATCH', '/settings', { smtpPassword: planted.unknownSetting });
  await call('PATCH', '/settings', { timeZone: 'UTC' });
  const { id: configId } = await call('POST', '/import-configs', { name: 'Files', supplier: 'Alpha' });
  const source = {
    name: 'Shared',
    kind: 'ftp',
    configId,
    settings: { host: '127.0.0.1', user: 'reader' },
    secret: { password: planted.sourcePassword },
  };
  const { id: sourceId } = await call('POST', '/import-sources', source);
  await call('POST', '/import-sources', { ...source, secret: { token: planted.sourceToken } });
  await call('POST', '/import-sources', { ...source, secret: planted.sourceToken });
  await call('POST', `/import-sources/${String(sourceId)}/test`, {});
  await call('POST', `/import-sources/${String(sourceId)}/poll`, {});
  const polled = await until(
    () => call('GET', `/import-sources/${String(sourceId)}`),
    ({ state }) => state === 'broken',
  );
  assert.match(JSON.stringify(polled['lastError']), /address\.not_allowed/);
  const core = await installation.connect('core');
  // A key that is lost makes the service fail inside, with the request in its hands.
  await core.query(`update amazon_api_configs set secret_sealed = 's1.00000000.AAAA'`);
  await call('PATCH', `/credentials/${String(id)}`, { clientSecret: planted.refused });
  await call('PATCH', `/credentials/${String(id)}`, {
    clientSecret: planted.clientSecret,
    refreshToken: planted.refreshToken,
  });
  const file = join(installation.dataDir, 'alpha.csv');
  writeFileSync(file, 'reference;ean;titre;prix\nA1;3400949497294;Clavier;12,50\n');
  const imported = await runCommand(
    ['import', file, '--supplier', 'Alpha', '--json', '--data-dir', installation.dataDir],
    environment,
  );
  assert.equal(imported.code, 0, imported.stderr);
  await call('POST', '/export-jobs', { format: 'csv' });
  const audited = await until(
    () => call('GET', '/audit'),
    ({ items }) => (items as { action: string }[]).some(({ action }) => action === 'import.completed'),
  );
  await call('GET', '/settings');
  await call('GET', '/api-keys');
  await call('GET', '/users');
  await call('GET', '/auth/sessions');
  await call('POST', '/auth/login', { email: 'admin@example.com', password: planted.wrongPassword });
  await call('POST', '/auth/refresh', { refreshToken: issued.refreshToken.slice(0, -1) });
  const healthy = await fetch(`http://127.0.0.1:${port}/health/db`);
  answers.push(await healthy.text());
  // Log lines are written as they come, so all of them are there.
  server.child.kill('SIGKILL');
  const { stderr, stdout } = await server.result;

  const { rows } = await core.query<{ secret_sealed: string }>(
    'select secret_sealed from amazon_api_configs',
  );
  await core.end();
  assert.ok(rows[0]!.secret_sealed.startsWith('s1.'), 'they are stored');
  const actions = (audited['items'] as { action: string }[]).map(({ action }) => action);
  assert.deepEqual(actions.filter((action) => action.startsWith('credential.')).length, 3);
  assert.match(JSON.stringify(audited), /"clientSecret":"\[secret\]"/, 'that they were set is told');
  assert.ok(answers.length > 15);
  for (const answer of answers) assert.deepEqual(foundIn(answer), [], answer.slice(0, 300));
  assert.match(stderr, /request failed/, 'the log says something');
  assert.deepEqual(foundIn(stderr + stdout + imported.stderr + imported.stdout), []);
  for (const database of databaseNames) {
    const { text, tables } = await dump(database);
    assert.ok(tables > 5 && text.includes('products-manager') === false, database);
    assert.deepEqual(foundIn(text), [], database);
  }
});

test('a secret in the clear would be found', async () => {
  const core = await installation.connect('core');
  await core.query(`update amazon_api_configs set partner_tag = $1`, [`x${planted.clientSecret}x`]);
  assert.deepEqual(foundIn((await dump('core')).text), ['clientSecret']);
  await core.end();
});

test('a weak secret stops every start with one message that does not have it', async () => {
  const weak = 'password-password-password-password';
  for (const command of ['api', 'worker', 'start']) {
    const { code, stderr, stdout } = await runCommand([command, '--data-dir', installation.dataDir], {
      JWT_SECRET: weak,
      ENCRYPTION_KEY: 'short',
    });
    assert.equal(code, 1, command);
    assert.match(stderr, /ENCRYPTION_KEY: has 5 bytes[^]*JWT_SECRET: repeats/);
    assert.ok(!(stderr + stdout).includes(weak));
  }
});
