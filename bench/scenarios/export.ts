import { spawn } from 'node:child_process';
import { program } from '../../server/test/support/command-line.ts';
import type { Bench } from '../bench.ts';
import { ensureProducts } from '../commands.ts';
import { median, peakMemory } from '../measure.ts';

/** The whole catalogue to a CSV file, with the start of the process. */
export async function exportScenario(bench: Bench): Promise<void> {
  await ensureProducts(bench);
  const [runs, firstByte]: [number[], number[]] = [[], []];
  let peak = 0;
  for (let run = 0; run < bench.runs; run++) {
    const started = performance.now();
    const since = (): number => (performance.now() - started) / 1000;
    const args = ['export', '--format', 'csv', '--data-dir', bench.installation.dataDir];
    const child = spawn(process.execPath, [...program, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
    let first = 0;
    child.stdout.on('data', () => {
      first ||= since();
      peak = Math.max(peak, peakMemory(child.pid ?? 0));
    });
    await new Promise((resolve) => child.once('close', resolve));
    runs.push(since());
    firstByte.push(first);
  }
  bench.report({
    scenario: `export ${bench.rows} to CSV`,
    runs,
    floors: null,
    rows: bench.rows,
    megabytes: null,
    note: `with the start of the process; first byte ${median(firstByte).toFixed(2)} s, peak ${peak} MB`,
  });
}
