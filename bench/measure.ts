import { readFileSync } from 'node:fs';

export interface Result {
  readonly scenario: string;
  readonly runs: readonly number[];
  /** Seconds of the floor measured right before each run, or null where there is none. */
  readonly floors: readonly number[] | null;
  readonly rows: number | null;
  readonly megabytes: number | null;
  readonly note: string;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Seconds, listed for people. */
export const inMilliseconds = (seconds: readonly number[]): string =>
  seconds.map((value) => (value * 1000).toFixed(1)).join(', ');

/** Largest memory a process had so far, in MB. */
export function peakMemory(pid: number): number {
  try {
    return Math.round(
      Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
    );
  } catch {
    return 0;
  }
}

/** Largest memory of a process and of those it started, each at its own peak, in MB. */
export function peakOfTree(pid: number): number {
  let children = '';
  try {
    children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  } catch {
    // It ended meanwhile.
  }
  const pids = children.split(' ').filter((text) => text !== '');
  return peakMemory(pid) + pids.reduce((sum, child) => sum + peakOfTree(Number(child)), 0);
}

export function describe(result: Result): string {
  const { scenario, runs, floors, rows, megabytes, note } = result;
  const middle = median(runs);
  const spread = `${Math.min(...runs).toFixed(2)}–${Math.max(...runs).toFixed(2)}`;
  const ratio = floors ? `×${median(runs.map((run, i) => run / floors[i]!)).toFixed(2)}` : '';
  const speed = rows ? `${Math.round(rows / middle)} rows/s` : '';
  const volume = megabytes ? `${(megabytes / middle).toFixed(1)} MB/s` : '';
  return [
    scenario.padEnd(34),
    `${middle.toFixed(2)} s`.padStart(9),
    `(${spread})`.padEnd(15),
    ratio.padEnd(8),
    speed.padEnd(14),
    volume.padEnd(11),
    note,
  ].join(' ');
}
