import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createSealer } from '../src/platform/sealing/sealer.ts';
import { runCommand, startCommand } from './support/command-line.ts';
import { createInstallation, type TestInstallation } from './support/installation.ts';
import { until } from './support/until.ts';

/** Five batches. */
const ROWS = 1_000;

let installation: TestInstallation;
before(async () => {
  installation = await createInstallation();
});
after(() => installation.remove());

const rotate = (environment: Record<string, string> = {}) =>
  runCommand(['rotate-key', '--json', '--data-dir', installation.dataDir], environment);
const keyFile = (name: string): string => join(installation.dataDir, 'secrets', name);
const placeOf = (id: string) => ({ table: 'amazon_api_configs', id, column: 'secret_sealed' });
const secretOf = (id: string): string => JSON.stringify({ clientSecret: `secret of ${id}` });

async function inCore<Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = await installation.connect('core');
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

async function plant(key: string): Promise<void> {
  const sealer = createSealer({ encryptionKey: key, previousEncryptionKey: null });
  const ids = (await inCore<{ id: string }>(`select uuidv7() as id from generate_series(1, ${ROWS})`)).map(
    ({ id }) => id,
  );
  await inCore('delete from amazon_api_configs');
  await inCore(
    `insert into amazon_api_configs (id, provider, label, marketplace, client_id, secret_sealed)
     select id, 'creators_api', id::text, 'www.amazon.fr', 'x', sealed from unnest($1::uuid[], $2::text[]) as n(id, sealed)`,
    [ids, ids.map((id) => sealer.seal(secretOf(id), placeOf(id)))],
  );
}

async function rowsByKey(): Promise<number[]> {
  const rows = await inCore<{ n: number }>(
    `select count(*)::int as n from amazon_api_configs group by split_part(secret_sealed, '.', 2) order by 1`,
  );
  return rows.map(({ n }) => n);
}

async function allOpenWith(key: string): Promise<void> {
  const sealer = createSealer({ encryptionKey: key, previousEncryptionKey: null });
  const rows = await inCore<{ id: string; sealed: string }>(
    'select id, secret_sealed as sealed from amazon_api_configs',
  );
  assert.equal(rows.length, ROWS);
  for (const { id, sealed } of rows) assert.equal(sealer.open(sealed, placeOf(id)), secretOf(id));
}

test('the key of the folder is replaced; a run that was killed half-way goes on with what is left', async () => {
  await runCommand(['status', '--data-dir', installation.dataDir]);
  const old = readFileSync(keyFile('encryption-key'), 'utf8');
  await plant(old);
  const killed = await rotate({ TEST_KILL_AT: 'resealed:2' });
  assert.equal(killed.signal, 'SIGKILL', killed.stderr);
  assert.deepEqual(await rowsByKey(), [400, 600]);
  assert.equal(readFileSync(keyFile('encryption-key-previous'), 'utf8'), old);
  const next = readFileSync(keyFile('encryption-key'), 'utf8');
  const resumed = await rotate();
  assert.equal(resumed.code, 0, resumed.stderr);
  assert.equal((JSON.parse(resumed.stdout) as { resealed: number }).resealed, 600);
  assert.equal(readFileSync(keyFile('encryption-key'), 'utf8'), next, 'no third key was made');
  assert.notEqual(next, old);
  await allOpenWith(next);
  assert.ok(!existsSync(keyFile('encryption-key-previous')), 'nothing needs the old key any more');
});

test('a key of the environment replaces the previous one that is given beside it, and not without it', async () => {
  const [old, next] = [randomBytes(32).toString('hex'), randomBytes(32).toString('base64')];
  await plant(old);
  const without = await rotate({ ENCRYPTION_KEY: next });
  assert.equal(without.code, 1);
  assert.match(without.stderr, /ENCRYPTION_KEY_PREVIOUS/);
  assert.deepEqual(await rowsByKey(), [ROWS], 'nothing was touched');
  const given = { ENCRYPTION_KEY: next, ENCRYPTION_KEY_PREVIOUS: old };
  assert.equal((await rotate({ ...given, TEST_KILL_AT: 'resealed:1' })).signal, 'SIGKILL');
  const done = await rotate(given);
  assert.equal((JSON.parse(done.stdout) as { resealed: number }).resealed, ROWS - 200);
  await allOpenWith(next);
  const again = await rotate(given);
  assert.equal((JSON.parse(again.stdout) as { resealed: number }).resealed, 0);
  for (const key of [old, next])
    for (const { stdout, stderr } of [without, done, again]) assert.ok(!(stdout + stderr).includes(key));
});

test('a running process holds the old key, so the key of the folder is not replaced under it', async () => {
  const before = readFileSync(keyFile('encryption-key'), 'utf8');
  const running = startCommand(['worker', '--data-dir', installation.dataDir]);
  await running.saw('Working on');
  const connected = () =>
    inCore<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where application_name like 'products-manager/%'`,
    );
  await until(connected, ([row]) => row!.n > 0);
  const refused = await rotate();
  running.child.kill('SIGTERM');
  await running.result;
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /stop it, then run rotate-key again/);
  assert.equal(readFileSync(keyFile('encryption-key'), 'utf8'), before);
});
