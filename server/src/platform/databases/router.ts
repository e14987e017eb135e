import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import type { Config } from '../config.ts';
import type { DomainManifest } from '../domain.ts';
import { AppError } from '../errors.ts';
import type { EmbeddedServer } from './embedded/server.ts';
import { databaseNames, type DatabaseName } from './names.ts';
import type { PoolObserver } from './observe-pool.ts';
import { createPool, type ConnectionPool } from './pool.ts';

/** Interactive and batch work have shares of their own, so that an import never takes a page's connection. */
export type PoolShare = 'interactive' | 'batch';

const INTERACTIVE_SHARE = 0.6;
const INTERACTIVE_STATEMENT_TIMEOUT_MS = 30_000;

export type TablesByDatabase = Readonly<Record<DatabaseName, object>>;

/** `databases.catalog` knows the tables of db_catalog only: a table of another database does not compile. */
export type Databases<Map extends TablesByDatabase> = {
  readonly [Name in DatabaseName]: Kysely<Map[Name]>;
} & {
  readonly pools: Readonly<Record<DatabaseName, ConnectionPool>>;
  /** The database that owns a table. @throws AppError `database.unknown_table` */
  of(table: string): DatabaseName;
  /** Milliseconds each database takes to answer, or its error. */
  ping(): Promise<Record<DatabaseName, { ok: boolean; latencyMs: number; error?: string }>>;
  close(): Promise<void>;
};

export function createDatabases<Map extends TablesByDatabase>(options: {
  config: Config;
  share: PoolShare;
  manifests: readonly DomainManifest[];
  server: EmbeddedServer | null;
  observer?: PoolObserver | undefined;
}): Databases<Map> {
  const { config, share, server } = options;
  const owners = tableOwners(options.manifests);
  const pools = Object.fromEntries(
    databaseNames.map((name) => {
      const interactive = Math.ceil(config.databases[name].poolSize * INTERACTIVE_SHARE);
      const size =
        share === 'interactive' ? interactive : Math.max(2, config.databases[name].poolSize - interactive);
      const pool = createPool({
        name,
        url: urlOf(config, name, server),
        size,
        overflow: config.maxOverflow,
        timeoutMs: config.poolTimeoutMs,
        recycleMs: config.poolRecycleMs,
        statementTimeoutMs: share === 'interactive' ? INTERACTIVE_STATEMENT_TIMEOUT_MS : 0,
        observer: options.observer,
      });
      return [name, pool];
    }),
  ) as Record<DatabaseName, ConnectionPool>;
  const queries = Object.fromEntries(
    databaseNames.map((name) => [
      name,
      new Kysely({ dialect: new PostgresDialect({ pool: pools[name] as unknown as PostgresPool }) }),
    ]),
  ) as { [Name in DatabaseName]: Kysely<Map[Name]> };

  return {
    ...queries,
    pools,
    of(table) {
      const owner = owners.get(table);
      if (!owner)
        throw new AppError('database.unknown_table', {
          message: `No domain has a table "${table}"`,
          params: { table },
        });
      return owner;
    },
    async ping() {
      const entries = databaseNames.map(async (name) => {
        const started = performance.now();
        try {
          await pools[name].query('select 1');
          return [name, { ok: true, latencyMs: round(performance.now() - started) }] as const;
        } catch (error) {
          const message = error instanceof Error ? error.message : String(error);
          return [
            name,
            { ok: false, latencyMs: round(performance.now() - started), error: message },
          ] as const;
        }
      });
      return Object.fromEntries(await Promise.all(entries)) as Awaited<ReturnType<Databases<Map>['ping']>>;
    },
    async close() {
      await Promise.all(databaseNames.map((name) => pools[name].end()));
    },
  };
}

const round = (ms: number): number => Math.round(ms * 10) / 10;

export function urlOf(config: Config, name: DatabaseName, server: EmbeddedServer | null): string {
  const url = config.databases[name].url ?? server?.urlFor(name);
  if (!url) throw new Error(`no address for database ${name}`);
  return url;
}

/** @throws AppError when two domains claim one table */
function tableOwners(manifests: readonly DomainManifest[]): Map<string, DatabaseName> {
  const owners = new Map<string, DatabaseName>();
  for (const manifest of manifests) {
    for (const table of Object.keys(manifest.tables)) {
      const other = owners.get(table);
      if (other) {
        throw new AppError('database.table_claimed_twice', {
          message: `Both ${other} and ${manifest.name} claim the table "${table}"`,
        });
      }
      owners.set(table, manifest.name);
    }
  }
  return owners;
}

/** Connections that `processes` processes of ours may open together; the embedded server is sized by it. */
export function connectionBudget(config: Config, processes: number): number {
  const perProcess = databaseNames.reduce(
    (sum, name) => sum + Math.ceil(config.databases[name].poolSize * INTERACTIVE_SHARE) + config.maxOverflow,
    0,
  );
  // Beside the pools: one connection for migrations and locks of each process, one for the cache's listener of each
  // database, and PostgreSQL's own reserve.
  return perProcess * processes + processes * (2 + databaseNames.length) + 10;
}
