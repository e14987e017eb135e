import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { restoreCatalogue, saveCatalogue } from './support/catalogue-digest.ts';
import { importArgs, runCommand } from './support/command-line.ts';
import { createInstallation, type TestInstallation } from './support/installation.ts';

/** What is missing are two batches, and less than the share for which a file is held. */
const ROWS = 20_000;
const MISSING = 5_600;

let installation: TestInstallation;
let fullFile: string;
let lesserFile: string;
before(async () => {
  installation = await createInstallation();
  [fullFile, lesserFile] = [write('full.csv', 0), write('lesser.csv', MISSING)];
  await importFile(fullFile);
  await inCatalogue((client) =>
    client.query(`update suppliers set full_file = true, archive_without_offers = true`),
  );
  await inCatalogue(saveCatalogue);
});
after(() => installation.remove());

function write(name: string, from: number): string {
  const path = join(installation.dataDir, name);
  const lines = Array.from({ length: ROWS - from }, (_, i) => `K-${from + i};Title of ${from + i};10,00;5`);
  writeFileSync(path, `Référence;Désignation;Prix TTC;Stock\n${lines.join('\n')}\n`);
  return path;
}

const args = (file: string): string[] => importArgs(installation.dataDir, file);

interface Report {
  readonly status: string;
  readonly missing: { count: number };
}

/** The server may still be restarting for a run that comes at once. */
async function importFile(file: string): Promise<Report> {
  let result = await runCommand(args(file));
  for (let tries = 0; result.code !== 0 && tries < 5; tries++) {
    await delay(1_000);
    result = await runCommand(args(file));
  }
  assert.equal(result.code, 0, result.stderr);
  return JSON.parse(result.stdout) as Report;
}

async function inCatalogue<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = await installation.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Without times: what stands, and how often it was written and told. */
async function stateOf(client: pg.Client): Promise<unknown> {
  const { rows } = await client.query(
    `select o.ended_at is not null as ended, o.stock::text as stock, p.status, p.version, h.n as written, count(*)::int as offers
     from supplier_products o join products p on p.id = o.product_id
     join lateral (select count(*)::int as n from field_changes f where f.product_id = p.id) h on true
     group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`,
  );
  const told = await client.query(
    `select sum((payload ->> 'updated')::int)::int as updated from change_events`,
  );
  return [rows, told.rows];
}

async function prepare(action: string): Promise<void> {
  await inCatalogue(async (client) => {
    await restoreCatalogue(client);
    await client.query('update suppliers set missing_action = $1', [action]);
  });
}

function killServer(): void {
  const file = join(installation.dataDir, 'postgres', 'cluster', 'postmaster.pid');
  process.kill(Number(readFileSync(file, 'utf8').split('\n')[0]), 'SIGKILL');
}

for (const action of ['stock_zero', 'end_offer']) {
  let clean: unknown;
  test(`${action}: a clean run acts on what is missing`, async () => {
    await prepare(action);
    assert.deepEqual((await importFile(lesserFile)).missing.count, MISSING);
    clean = await inCatalogue(stateOf);
    const written = (clean as [{ written: number; offers: number }[]])[0].find((row) => row.written === 2);
    assert.equal(written?.offers, MISSING);
  });

  for (const point of ['planned', 'applied', 'missing batch:1', 'missing'])
    for (const withServer of point === 'missing batch:1' ? [false, true] : [false])
      test(`${action}: killed at ${point}${withServer ? ' with the database' : ''}, it ends like a clean run`, async () => {
        await prepare(action);
        const killed = await runCommand(args(lesserFile), { TEST_KILL_AT: point });
        assert.equal(killed.signal, 'SIGKILL', killed.stderr);
        if (withServer) killServer();
        assert.equal((await importFile(lesserFile)).missing.count, MISSING);
        assert.deepEqual(await inCatalogue(stateOf), clean);
      });
}
