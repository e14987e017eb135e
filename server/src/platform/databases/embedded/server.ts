import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { totalmem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { AppError } from '../../errors.ts';
import { databaseNames, type DatabaseName } from '../names.ts';
import { findBinaries, type PostgresBinaries } from './binaries.ts';

export interface EmbeddedServer {
  readonly socketDir: string;
  urlFor(name: DatabaseName | 'postgres'): string;
  /** Gives up this process's hold; the server ends with its last holder. */
  release(): void;
}

export interface EmbeddedServerOptions {
  readonly dataDir: string;
  readonly maxConnections: number;
  /** Only for throw-away test clusters: a crash of the machine may lose everything. */
  readonly unsafe?: boolean;
  readonly databases?: readonly string[];
}

/** A server in recovery after a crash replays up to `max_wal_size`; longer than that is an error to show. */
const START_TIMEOUT_MS = 60_000;

/**
 * Joins the embedded server of a data directory, or starts it. It lives while any process holds it: see
 * `watchdog.sh`. Safe from several processes at once and after any kill.
 */
export async function acquireEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const binaries = findBinaries();
  const paths = prepareFolders(options.dataDir);
  await initialise(paths, binaries);
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const hold = openForWriting(paths.fifo) ?? launch(paths, binaries, options);
    if (await waitUntilReady(paths, hold, deadline)) {
      await createDatabases(paths, options.databases ?? databaseNames.map((name) => `pm_${name}`));
      return {
        socketDir: paths.socketDir,
        urlFor: (name) =>
          `postgresql://postgres@/${name === 'postgres' ? name : `pm_${name}`}?host=${encodeURIComponent(paths.socketDir)}`,
        release: () => closeSync(hold),
      };
    }
    closeSync(hold);
    if (Date.now() > deadline) throw startFailed(paths);
  }
}

interface Paths {
  readonly root: string;
  readonly cluster: string;
  readonly fifo: string;
  readonly log: string;
  readonly socketDir: string;
}

/** A socket's address holds 107 bytes, of which `/.s.PGSQL.5432` takes 14. */
const LONGEST_SOCKET_FOLDER = 90;

function prepareFolders(dataDir: string): Paths {
  const root = join(dataDir, 'postgres');
  mkdirSync(root, { recursive: true, mode: 0o700 });
  const near = join(root, 'run');
  const hash = createHash('sha256').update(root).digest('hex').slice(0, 16);
  const socketDir = Buffer.byteLength(near) <= LONGEST_SOCKET_FOLDER ? near : join(tmpdir(), `pm-${hash}`);
  mkdirSync(socketDir, { recursive: true, mode: 0o700 });
  const owner = statSync(socketDir);
  if (process.getuid && owner.uid !== process.getuid()) {
    throw new AppError('database.socket_folder', {
      message: `${socketDir} belongs to another user; remove it`,
    });
  }
  const fifo = join(root, 'holders.fifo');
  if (!existsSync(fifo)) {
    const made = spawnSync('mkfifo', ['-m', '600', fifo]);
    if (made.status !== 0 && !existsSync(fifo)) throw new Error(`mkfifo ${fifo}: ${String(made.stderr)}`);
  }
  return { root, cluster: join(root, 'cluster'), fifo, log: join(root, 'postgres.log'), socketDir };
}

/** Makes the cluster beside its place and moves it there, so that two first starts cannot meet half-way. */
async function initialise(paths: Paths, binaries: PostgresBinaries): Promise<void> {
  if (existsSync(join(paths.cluster, 'PG_VERSION'))) return;
  const draft = `${paths.cluster}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  const [command, ...rest] = [...binaries.prefix, binaries.initdb];
  const made = spawnSync(
    command!,
    [
      ...rest,
      '-D',
      draft,
      '-U',
      'postgres',
      '--auth=trust',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--locale=C.UTF-8',
      '--data-checksums',
    ],
    { encoding: 'utf8' },
  );
  if (made.status !== 0) {
    throw new AppError('database.initdb_failed', {
      message: `The database could not be made:\n${made.stderr || String(made.error)}`,
    });
  }
  try {
    renameSync(draft, paths.cluster);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(join(paths.cluster, 'PG_VERSION'))) throw error;
  }
}

/** Null when nothing reads the FIFO, which means that no watchdog lives. */
function openForWriting(fifo: string): number | null {
  try {
    return openSync(fifo, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENXIO') return null;
    throw error;
  }
}

function watchdogLives(fifo: string): boolean {
  const probe = openForWriting(fifo);
  if (probe !== null) closeSync(probe);
  return probe !== null;
}

function launch(paths: Paths, binaries: PostgresBinaries, options: EmbeddedServerOptions): number {
  // Open for both first: then the other end exists, and opening for writing alone succeeds at once.
  const both = openSync(paths.fifo, constants.O_RDWR | constants.O_NONBLOCK);
  const hold = openSync(paths.fifo, constants.O_WRONLY | constants.O_NONBLOCK);
  const log = openSync(paths.log, 'a', 0o600);
  const settings = serverSettings(options, paths.socketDir).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const child = spawn(
    'sh',
    [
      fileURLToPath(new URL('watchdog.sh', import.meta.url)),
      paths.fifo,
      paths.cluster,
      paths.log,
      ...binaries.prefix,
      binaries.postgres,
      '-D',
      paths.cluster,
      ...settings,
    ],
    { detached: true, stdio: ['ignore', log, log, both], cwd: '/' },
  );
  child.unref();
  closeSync(both);
  closeSync(log);
  return hold;
}

/** The settings an import was measured with, scaled to the machine; durability stays on. */
function serverSettings(options: EmbeddedServerOptions, socketDir: string): [string, string][] {
  const megabytes = totalmem() / 1024 ** 2;
  const shared = Math.round(Math.min(512, Math.max(64, megabytes / 16)));
  const settings: [string, string][] = [
    ['listen_addresses', ''],
    ['unix_socket_directories', socketDir],
    ['unix_socket_permissions', '0700'],
    ['max_connections', String(options.maxConnections)],
    ['shared_buffers', `${shared}MB`],
    ['work_mem', megabytes > 4096 ? '64MB' : '16MB'],
    ['maintenance_work_mem', megabytes > 4096 ? '256MB' : '64MB'],
    ['effective_cache_size', `${Math.round(megabytes / 2)}MB`],
    ['max_wal_size', megabytes > 4096 ? '4GB' : '1GB'],
    ['checkpoint_timeout', '15min'],
    ['wal_compression', 'off'],
    ['random_page_cost', '1.1'],
    ['jit', 'off'],
    ['timezone', 'UTC'],
    ['log_min_messages', 'warning'],
    ['log_line_prefix', '%m [%p] %d '],
  ];
  if (options.unsafe)
    settings.push(['fsync', 'off'], ['synchronous_commit', 'off'], ['full_page_writes', 'off']);
  return settings;
}

/** False when the server ended or the FIFO was taken down with it: then the caller starts anew. */
async function waitUntilReady(paths: Paths, hold: number, deadline: number): Promise<boolean> {
  const held = fstatSync(hold).ino;
  for (let tries = 0; Date.now() < deadline; tries++) {
    const client = new pg.Client({
      host: paths.socketDir,
      user: 'postgres',
      database: 'postgres',
      connectionTimeoutMillis: 5_000,
    });
    // An ending server may cut the connection outside of a query.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('select 1');
      await client.end();
      // Read again: a watchdog that saw its last holder go just before we joined is on its way out.
      return watchdogLives(paths.fifo) && statSync(paths.fifo).ino === held;
    } catch {
      await client.end().catch(() => undefined);
      if (tries > 20 && !watchdogLives(paths.fifo)) return false;
      await delay(Math.min(10 + tries * 5, 100));
    }
  }
  return false;
}

async function createDatabases(paths: Paths, names: readonly string[]): Promise<void> {
  const marker = join(paths.root, 'databases');
  const wanted = [...names].sort().join('\n');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return;
  const client = new pg.Client({ host: paths.socketDir, user: 'postgres', database: 'postgres' });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>('select datname from pg_database');
    for (const name of names) {
      if (rows.some((row) => row.datname === name)) continue;
      await client.query(`create database "${name}"`).catch((error: unknown) => {
        // Another process was faster: 42P04 duplicate database, 23505 the same race in the catalogue.
        if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
      });
    }
    writeFileSync(marker, wanted);
  } finally {
    await client.end();
  }
}

function startFailed(paths: Paths): AppError {
  const log = existsSync(paths.log)
    ? readFileSync(paths.log, 'utf8').trimEnd().split('\n').slice(-5).join('\n')
    : '';
  return new AppError('database.start_failed', {
    message: `The embedded PostgreSQL did not start within ${START_TIMEOUT_MS / 1000} s. Its log ends:\n${log}\nThe whole log is ${paths.log}`,
    retryable: true,
  });
}
