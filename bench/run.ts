import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import Fastify from 'fastify';
import type pg from 'pg';
import { emptyCatalogue } from '../server/test/support/catalogue-digest.ts';
import { program, startCommand } from '../server/test/support/command-line.ts';
import { createInstallation, type TestInstallation } from '../server/test/support/installation.ts';
import { freePort } from '../server/test/support/free-port.ts';
import { startRedis, withoutRedis } from '../server/test/support/redis-server.ts';
import { admin } from './admin.ts';
import { makeFile } from './files.ts';
import { copyFloor, parseForFloor } from './floor.ts';
import { liveLatencies, SOCKETS } from './live.ts';
import { formatsScenario } from './formats.ts';
import { undoScenario } from './undo.ts';
import { describe, median, peakMemory, percentile, type Result } from './measure.ts';

const RUNS = 3;
const scenarios = ['import', 'formats', 'undo', 'export', 'read', 'search', 'live'] as const;
const args = process.argv.slice(2);
const chosen = scenarios.filter((name) => args.includes(name));
const rows = Number(args.find((arg) => arg.startsWith('--rows='))?.slice(7) ?? 100_000);
const asJson = args.includes('--json');

if (args.includes('--help')) {
  process.stdout.write(
    `npm run bench -- [${scenarios.join('|')}] [--rows=100000] [--json]\nEach scenario beside its floor in the same run, ${RUNS} runs, median and spread.\n`,
  );
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'pm-bench-'));
const installation = await createInstallation({ durable: true });
const client = await installation.connect();
const results: Result[] = [];

function report(result: Result): void {
  results.push(result);
  if (!asJson) process.stdout.write(`${describe(result)}\n`);
}

interface Timed {
  readonly seconds: number;
  readonly namesSeconds: number;
  readonly descriptionsSeconds: number;
  readonly peak: number;
}

/** Runs an import in a process of its own; the clock stops when this one reads its last product with history and event. */
async function timeImport(file: string, extra: readonly string[], lastCode: string | null): Promise<Timed> {
  const running = startCommand([
    'import',
    file,
    '--supplier',
    'Bench',
    '--yes',
    ...extra,
    '--data-dir',
    installation.dataDir,
  ]);
  // From the first look at the stored file: parse to catalogue.
  await running.saw('detecting');
  const started = performance.now();
  const since = (): number => (performance.now() - started) / 1000;
  let [seconds, names, descriptions, peak] = [0, 0, 0, 0];
  let ended = false;
  void running.result.then(() => (ended = true));
  while (!ended) {
    peak = Math.max(peak, peakMemory(running.child.pid ?? 0));
    if (lastCode !== null && !descriptions) {
      const found = await readLast(lastCode);
      if (found.catalogued) seconds ||= since();
      if (found.named) names ||= since();
      if (found.described) descriptions ||= since();
    }
    // Asking costs the import a part of its two cores: at 25 ms it was 3 %.
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const result = await running.result;
  if (result.code !== 0) throw new Error(result.stderr);
  return { seconds: seconds || since(), namesSeconds: names, descriptionsSeconds: descriptions, peak };
}

async function readLast(code: string): Promise<{ catalogued: boolean; named: boolean; described: boolean }> {
  const found = await client.query<{ catalogued: boolean; named: boolean; described: boolean }>(
    `select exists (select from field_changes f join change_events e on e.change_set_id = f.change_set_id and e.batch = f.batch where f.product_id = o.product_id) as catalogued,
       exists (select from search_documents d where d.product_id = o.product_id) as named,
       exists (select from search_descriptions d where d.product_id = o.product_id) as described
     from supplier_products o join suppliers s on s.id = o.supplier_id where o.supplier_reference = $1 limit 1`,
    [code],
  );
  return found.rows[0] ?? { catalogued: false, named: false, described: false };
}

async function lastReference(file: string): Promise<string> {
  const parsed = await parseForFloor(file);
  return parsed.chunks.at(-1)!.toString().trimEnd().split('\n').at(-1)!.split('\t')[0]!;
}

async function importScenario(): Promise<void> {
  const [first, next, small] = [
    makeFile(folder, rows, 0),
    makeFile(folder, rows, 0.1),
    makeFile(folder, 1_000, 0),
  ];
  const megabytes = statSync(first).size / 1e6;
  const parsed = await parseForFloor(first);
  const last = await lastReference(first);
  const lastSmall = await lastReference(small);
  const timed: Record<
    'first' | 'names' | 'descriptions' | 'unchanged' | 'changed' | 'plan' | 'small',
    number[]
  > = { first: [], names: [], descriptions: [], unchanged: [], changed: [], plan: [], small: [] };
  const floors: number[] = [];
  let peak = 0;
  for (let run = 0; run < RUNS; run++) {
    await emptyCatalogue(client);
    timed.small.push((await timeImport(small, [], lastSmall)).seconds);
    await emptyCatalogue(client);
    timed.plan.push(await jobSeconds(first, ['--dry-run']));
    floors.push(await copyFloor(client, parsed));
    const imported = await timeImport(first, [], last);
    timed.first.push(imported.seconds);
    timed.names.push(imported.namesSeconds);
    timed.descriptions.push(imported.descriptionsSeconds);
    peak = Math.max(peak, imported.peak);
    timed.unchanged.push(await jobSeconds(first, []));
    timed.changed.push(await jobSeconds(next, []));
  }
  const name = basename(first);
  const line = (scenario: string, runs: number[], floor: boolean, note = name): void =>
    report({ scenario, runs, floors: floor ? floors : null, rows, megabytes, note });
  line(`floor: bare COPY of ${rows}`, floors, false);
  line(`import ${rows} new`, timed.first, true, `${name}, peak ${peak} MB`);
  line(
    '  found by name',
    timed.names,
    true,
    `×${median(timed.names.map((t, i) => t / timed.first[i]!)).toFixed(2)} of the import`,
  );
  line(
    '  found by description',
    timed.descriptions,
    true,
    `×${median(timed.descriptions.map((t, i) => t / timed.first[i]!)).toFixed(2)} of the import`,
  );
  line(`import ${rows} unchanged`, timed.unchanged, true);
  line(`import ${rows}, 10 % changed`, timed.changed, true, basename(next));
  line(`plan ${rows} new (dry run)`, timed.plan, true);
  report({
    scenario: 'import 1000 new',
    runs: timed.small,
    floors: null,
    rows: 1_000,
    megabytes: statSync(small).size / 1e6,
    note: basename(small),
  });
}

/** The work itself, as the job measured it, without the start of the process. */
async function jobSeconds(file: string, extra: readonly string[]): Promise<number> {
  const result = await startCommand([
    'import',
    file,
    '--supplier',
    'Bench',
    '--json',
    ...extra,
    '--data-dir',
    installation.dataDir,
  ]).result;
  if (result.code !== 0) throw new Error(result.stderr);
  return (JSON.parse(result.stdout) as { durationMs: number }).durationMs / 1000;
}

async function ensureProducts(): Promise<void> {
  const { rows: found } = await client.query<{ n: number }>('select count(*)::int as n from products');
  if (found[0]!.n < rows) await jobSeconds(makeFile(folder, rows, 0), []);
}

async function exportScenario(): Promise<void> {
  await ensureProducts();
  const [total, firstByte]: [number[], number[]] = [[], []];
  let peak = 0;
  for (let run = 0; run < RUNS; run++) {
    const started = performance.now();
    const child = spawn(
      process.execPath,
      [...program, 'export', '--format', 'csv', '--data-dir', installation.dataDir],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    let first = 0;
    child.stdout.on('data', () => {
      first ||= (performance.now() - started) / 1000;
      peak = Math.max(peak, peakMemory(child.pid ?? 0));
    });
    await new Promise((resolve) => child.once('close', resolve));
    total.push((performance.now() - started) / 1000);
    firstByte.push(first);
  }
  report({
    scenario: `export ${rows} to CSV`,
    runs: total,
    floors: null,
    rows,
    megabytes: null,
    note: `with the start of the process; first byte ${median(firstByte).toFixed(2)} s, peak ${peak} MB`,
  });
}

const READS_PER_SECOND = 150;
const READ_SECONDS = 10;

/** Open model: requests leave on their own clock, however long the answers take. @returns latencies in seconds */
async function load(
  base: string,
  paths: readonly string[],
  perSecond: number,
  headers: Readonly<Record<string, string>> = {},
): Promise<number[]> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  const pending: Promise<number>[] = [];
  const start = performance.now();
  const count = perSecond * READ_SECONDS;
  for (let i = 0; i < count; i++) {
    const due = start + (i * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    pending.push(
      new Promise((resolve, reject) => {
        http
          .get(`${base}${paths[i % paths.length]}`, { agent, headers }, (response) => {
            response
              .resume()
              .once('end', () =>
                response.statusCode === 200
                  ? resolve((performance.now() - due) / 1000)
                  : reject(new Error(String(response.statusCode))),
              );
          })
          .once('error', reject);
      }),
    );
  }
  const latencies = await Promise.all(pending);
  agent.destroy();
  return latencies;
}

async function withApi<Value>(
  work: (base: string, headers: Readonly<Record<string, string>>) => Promise<Value>,
): Promise<Value> {
  const port = await freePort();
  const running = startCommand(['api', '--port', String(port), '--data-dir', installation.dataDir], {
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
  });
  await running.saw('is ready');
  try {
    const base = `http://127.0.0.1:${port}`;
    const login = await fetch(`${base}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(admin),
    });
    const { accessToken } = (await login.json()) as { accessToken: string };
    return await work(base, { authorization: `Bearer ${accessToken}` });
  } finally {
    running.child.kill('SIGTERM');
    await running.result;
  }
}

async function readScenario(): Promise<void> {
  await ensureProducts();
  const { rows: picked } = await client.query<{ id: string }>(
    'select id from products tablesample system (2) limit 2000',
  );
  await withApi(async (base, headers) => {
    const paths = picked.map(({ id }) => `/api/v1/products/${id}`);
    const body = await (await fetch(`${base}${paths[0]}`, { headers })).text();
    const bare = Fastify();
    bare.get('/*', async (_request, reply) => reply.type('application/json').send(body));
    const floorBase = await bare.listen({ port: 0 });
    const [ours, floors]: [number[], number[]] = [[], []];
    for (let run = 0; run < RUNS; run++) {
      floors.push(percentile(await load(floorBase, ['/x'], READS_PER_SECOND), 0.95));
      ours.push(percentile(await load(base, paths, READS_PER_SECOND, headers), 0.95));
    }
    await bare.close();
    const shown = (values: number[]): string => values.map((value) => (value * 1000).toFixed(1)).join(', ');
    report({
      scenario: `read by id, ${READS_PER_SECOND}/s, p95`,
      runs: ours,
      floors,
      rows: null,
      megabytes: null,
      note: `ms: ${shown(ours)}; bare Fastify ${shown(floors)}`,
    });
  });
}

async function searchScenario(): Promise<void> {
  await ensureProducts();
  const { rows: picked } = await client.query<{ title: string; gtin: string }>(
    'select title, gtin from products tablesample system (2) where title is not null limit 500',
  );
  await withApi(async (base, headers) => {
    const paths = picked.map(
      ({ title, gtin }, i) =>
        `/api/v1/products?limit=20&q=${encodeURIComponent(i % 4 === 0 && gtin ? gtin : title.split(' ').slice(0, 3).join(' '))}`,
    );
    const latencies: number[] = [];
    for (let run = 0; run < RUNS; run++)
      latencies.push(percentile(await load(base, paths, 20, headers), 0.95));
    report({
      scenario: 'search, 20/s, p95',
      runs: latencies,
      floors: null,
      rows: null,
      megabytes: null,
      note: `ms: ${latencies.map((value) => (value * 1000).toFixed(0)).join(', ')}`,
    });
  });
}

async function liveScenario(): Promise<void> {
  const redis = withoutRedis ? null : await startRedis();
  for (const [carrier, url] of [
    ['NOTIFY', null],
    ['Redis', redis?.url ?? null],
  ] as const) {
    if (carrier === 'Redis' && url === null) continue;
    const latencies = await liveLatencies(installation, url);
    const shown = [0.5, 0.95, 0.99].map((share) => (percentile(latencies, share) * 1000).toFixed(0));
    report({
      scenario: `live, ${SOCKETS} sockets, ${carrier}, p95`,
      runs: [percentile(latencies, 0.95)],
      floors: null,
      rows: null,
      megabytes: null,
      note: `between two processes; ms p50, p95, p99: ${shown.join(', ')}`,
    });
  }
  await redis?.close();
}

async function settle(db: pg.Client, owner: TestInstallation): Promise<void> {
  await db.end();
  await owner.remove();
  rmSync(folder, { recursive: true, force: true });
}

const all = {
  import: importScenario,
  formats: () => formatsScenario({ client, dataDir: installation.dataDir, folder, rows, runs: RUNS, report }),
  undo: () => undoScenario({ client, dataDir: installation.dataDir, folder, rows, runs: RUNS, report }),
  export: exportScenario,
  read: readScenario,
  search: searchScenario,
  live: liveScenario,
};
if (!asJson)
  process.stdout.write(
    `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}, PostgreSQL 18 embedded, ${RUNS} runs: median (spread) ×floor\n`,
  );
try {
  for (const name of chosen.length > 0 ? chosen : scenarios) await all[name]();
  if (asJson)
    process.stdout.write(`${JSON.stringify({ node: process.version, cpus: cpus().length, results })}\n`);
  if (args.includes('--save')) writeFileSync('bench-results.json', JSON.stringify(results, null, 2));
} finally {
  await settle(client, installation);
}
