import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { acquireEmbeddedServer } from '../../src/platform/databases/embedded/server.ts';
import { runCommand } from './command-line.ts';

const source = fileURLToPath(new URL('../../src/', import.meta.url));

/**
 * Lays a data directory with the seven databases, migrated and at rest, into an empty folder. They are made once for
 * all tests under the same migrations and copied from there, which takes a tenth of the time.
 */
export async function layPreparedDatabases(dataDir: string): Promise<void> {
  const prepared = join(tmpdir(), `pm-test-databases-${fingerprint()}`);
  if (!existsSync(prepared)) await prepare(prepared);
  // Not `cpSync`, which forgets the modes of folders; PostgreSQL insists on them.
  execFileSync('cp', ['-a', `${prepared}/.`, dataDir]);
}

/** Of all that decides what the databases hold: migrations, their runner, packages, and the month of the partitions. */
function fingerprint(): string {
  const hash = createHash('sha256').update(new Date().toISOString().slice(0, 7));
  const files = globSync(
    ['../package.json', '*/migrations/**/*', 'platform/databases/**/*.ts', '*/domain.ts'],
    { cwd: source },
  );
  for (const file of files.sort())
    if (/\.\w+$/.test(file)) hash.update(file).update(readFileSync(join(source, file)));
  return hash.digest('hex').slice(0, 16);
}

/** Those of other migrations, a day after they were made. */
function forgetOld(): void {
  const yesterday = Date.now() - 86_400_000;
  for (const name of globSync('pm-test-databases-*', { cwd: tmpdir() })) {
    const path = join(tmpdir(), name);
    if (statSync(path).mtimeMs < yesterday) rmSync(path, { recursive: true, force: true });
  }
}

/** Beside its place first, so that two test files that begin at once cannot meet half-way. */
async function prepare(place: string): Promise<void> {
  forgetOld();
  const draft = mkdtempSync(join(tmpdir(), 'pm-test-'));
  const server = await acquireEmbeddedServer({ dataDir: draft, maxConnections: 20 });
  const migrated = await runCommand(['migrate', '--data-dir', draft]);
  server.release();
  if (migrated.code !== 0) throw new Error(migrated.stderr);
  while (existsSync(join(draft, 'postgres/cluster/postmaster.pid'))) await delay(20);
  for (const file of globSync('postgres/holders.fifo*', { cwd: draft }))
    rmSync(join(draft, file), { force: true });
  try {
    renameSync(draft, place);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(place)) throw error;
  }
}
