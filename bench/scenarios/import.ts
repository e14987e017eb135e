import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { emptyCatalogue } from '../../server/test/support/catalogue-digest.ts';
import { startCommand } from '../../server/test/support/command-line.ts';
import type { Bench } from '../bench.ts';
import { importSeconds } from '../commands.ts';
import { makeFile } from '../files.ts';
import { copyFloor, lastReference, parseForFloor } from '../floor.ts';
import { median, peakMemory } from '../measure.ts';

const SMALL = 1_000;

interface Timed {
  readonly seconds: number;
  readonly namesSeconds: number;
  readonly descriptionsSeconds: number;
  readonly peak: number;
}

/** A file of new products, again, and with a tenth changed; the plan alone; a small file. Beside the bare COPY. */
export async function importScenario(bench: Bench): Promise<void> {
  const { client, folder, rows } = bench;
  const [first, next, small] = [
    makeFile(folder, rows, 0),
    makeFile(folder, rows, 0.1),
    makeFile(folder, SMALL, 0),
  ];
  const parsed = await parseForFloor(first);
  const lastOfSmall = lastReference(await parseForFloor(small));
  const floors: number[] = [];
  const imports: Timed[] = [];
  const timed: Record<'unchanged' | 'changed' | 'plan' | 'small', number[]> = {
    unchanged: [],
    changed: [],
    plan: [],
    small: [],
  };
  for (let run = 0; run < bench.runs; run++) {
    await emptyCatalogue(client);
    timed.small.push((await timeImport(bench, small, lastOfSmall)).seconds);
    await emptyCatalogue(client);
    timed.plan.push(await importSeconds(bench, first, '--dry-run'));
    floors.push(await copyFloor(client, parsed));
    imports.push(await timeImport(bench, first, lastReference(parsed)));
    timed.unchanged.push(await importSeconds(bench, first));
    timed.changed.push(await importSeconds(bench, next));
  }
  const megabytes = statSync(first).size / 1e6;
  const line = (scenario: string, runs: number[], note: string, beside: number[] | null = floors): void =>
    bench.report({ scenario, runs, floors: beside, rows, megabytes, note });
  const later = (scenario: string, runs: number[]): void => {
    const times = median(imports.map(({ seconds }, i) => runs[i]! / seconds));
    line(scenario, runs, `×${times.toFixed(2)} of the import`);
  };
  const name = basename(first);
  const peak = Math.max(...imports.map((each) => each.peak));
  line(`floor: bare COPY of ${rows}`, floors, name, null);
  line(
    `import ${rows} new`,
    imports.map(({ seconds }) => seconds),
    `${name}, peak ${peak} MB`,
  );
  later(
    '  found by name',
    imports.map(({ namesSeconds }) => namesSeconds),
  );
  later(
    '  found by description',
    imports.map(({ descriptionsSeconds }) => descriptionsSeconds),
  );
  line(`import ${rows} unchanged`, timed.unchanged, name);
  line(`import ${rows}, 10 % changed`, timed.changed, basename(next));
  line(`plan ${rows} new (dry run)`, timed.plan, name);
  bench.report({
    scenario: `import ${SMALL} new`,
    runs: timed.small,
    floors: null,
    rows: SMALL,
    megabytes: statSync(small).size / 1e6,
    note: basename(small),
  });
}

/** Runs an import in a process of its own; the clock stops when this one reads its last product with history and event. */
async function timeImport(bench: Bench, file: string, lastCode: string): Promise<Timed> {
  const { dataDir } = bench.installation;
  const running = startCommand(['import', file, '--supplier', 'Bench', '--yes', '--data-dir', dataDir]);
  // From the first look at the stored file: parse to catalogue.
  await running.saw('detecting');
  const started = performance.now();
  const since = (): number => (performance.now() - started) / 1000;
  let [seconds, names, descriptions, peak] = [0, 0, 0, 0];
  let ended = false;
  void running.result.then(() => (ended = true));
  while (!ended) {
    peak = Math.max(peak, peakMemory(running.child.pid ?? 0));
    if (!descriptions) {
      const found = await readLast(bench, lastCode);
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

interface Found {
  readonly catalogued: boolean;
  readonly named: boolean;
  readonly described: boolean;
}

async function readLast({ client }: Bench, code: string): Promise<Found> {
  const { rows } = await client.query<Found>(
    `select exists (select from field_changes f join change_events e on e.change_set_id = f.change_set_id and e.batch = f.batch where f.product_id = o.product_id) as catalogued,
       exists (select from search_documents d where d.product_id = o.product_id) as named,
       exists (select from search_descriptions d where d.product_id = o.product_id) as described
     from supplier_products o join suppliers s on s.id = o.supplier_id where o.supplier_reference = $1 limit 1`,
    [code],
  );
  return rows[0] ?? { catalogued: false, named: false, described: false };
}
