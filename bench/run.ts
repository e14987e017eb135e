import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInstallation } from '../server/test/support/installation.ts';
import type { Bench } from './bench.ts';
import { describe, type Result } from './measure.ts';
import { catalogueScenario } from './scenarios/catalogue.ts';
import { exportScenario } from './scenarios/export.ts';
import { formatsScenario } from './scenarios/formats.ts';
import { importScenario } from './scenarios/import.ts';
import { liveScenario } from './scenarios/live.ts';
import { readScenario } from './scenarios/read.ts';
import { searchScenario } from './scenarios/search.ts';
import { undoScenario } from './scenarios/undo.ts';

const RUNS = 3;
const scenarios = {
  import: importScenario,
  formats: formatsScenario,
  undo: undoScenario,
  export: exportScenario,
  read: readScenario,
  search: searchScenario,
  live: liveScenario,
  catalogue: catalogueScenario,
};
const names = Object.keys(scenarios) as (keyof typeof scenarios)[];
const args = process.argv.slice(2);
const asJson = args.includes('--json');

if (args.includes('--help')) {
  process.stdout.write(
    `npm run bench -- [${names.join('|')}] [--rows=100000] [--json]
Each scenario beside its floor in the same run, ${RUNS} runs, median and spread.
\`catalogue\` has two products for each row.
`,
  );
  process.exit(0);
}

const installation = await createInstallation({ durable: true });
const results: Result[] = [];
const bench: Bench = {
  installation,
  client: await installation.connect(),
  folder: mkdtempSync(join(tmpdir(), 'pm-bench-')),
  rows: Number(args.find((arg) => arg.startsWith('--rows='))?.slice(7) ?? 100_000),
  runs: RUNS,
  report(result) {
    results.push(result);
    if (!asJson) process.stdout.write(`${describe(result)}\n`);
  },
};
if (!asJson)
  process.stdout.write(
    `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}, PostgreSQL 18 embedded, ${RUNS} runs: median (spread) ×floor\n`,
  );
try {
  const chosen = names.filter((name) => args.includes(name));
  for (const name of chosen.length > 0 ? chosen : names) await scenarios[name](bench);
  if (asJson)
    process.stdout.write(`${JSON.stringify({ node: process.version, cpus: cpus().length, results })}\n`);
  if (args.includes('--save')) writeFileSync('bench-results.json', JSON.stringify(results, null, 2));
} finally {
  await bench.client.end();
  await installation.remove();
  rmSync(bench.folder, { recursive: true, force: true });
}
