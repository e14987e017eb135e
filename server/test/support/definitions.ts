import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './command-line.ts';
import type { TestInstallation } from './installation.ts';

/** Of `load-definitions --json`. */
export interface Report {
  read: number;
  created: number;
  updated: number;
  unchanged: number;
  rejected: number;
  errors: { line: number; code: string; message: string }[];
  vanished?: { code: string | null; path: string }[];
}

/** The command on an installation, and what is in its catalogue afterwards. */
export function definitionsOf(installation: () => TestInstallation) {
  async function load(
    path: string,
    kind: string,
    ...more: string[]
  ): Promise<{ code: number | null; report: Report }> {
    const args = [
      'load-definitions',
      path,
      '--kind',
      kind,
      '--json',
      '--data-dir',
      installation().dataDir,
      ...more,
    ];
    const { code, stdout, stderr } = await runCommand(args);
    assert.ok(stdout.startsWith('{'), stderr);
    return { code, report: JSON.parse(stdout) as Report };
  }

  async function loadLines(kind: string, lines: readonly string[], ...more: string[]) {
    const path = join(installation().dataDir, `${kind}.csv`);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return load(path, kind, ...more);
  }

  async function query<Row extends object>(text: string): Promise<Row[]> {
    const client = await installation().connect('catalog');
    try {
      return (await client.query<Row>(text)).rows;
    } finally {
      await client.end();
    }
  }

  return { load, loadLines, query };
}
