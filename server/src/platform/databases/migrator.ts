import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Config } from '../config.ts';
import type { DomainManifest } from '../domain.ts';
import { AppError } from '../errors.ts';
import type { EmbeddedServer } from './embedded/server.ts';
import type { DatabaseName } from './names.ts';
import { urlOf } from './router.ts';

export interface MigrationStatus {
  readonly database: DatabaseName;
  readonly applied: string[];
  readonly pending: string[];
}

interface Migration {
  readonly name: string;
  readonly up: (db: Kysely<unknown>) => Promise<void>;
}

/** One lock per database, held for the whole run: two processes that start at once take turns. */
const LOCK = 'products-manager migrations';

export interface MigratorOptions {
  readonly config: Config;
  readonly server: EmbeddedServer | null;
  readonly manifests: readonly DomainManifest[];
  /** What a library installs beside the domain's tables, once per name (it carries the library's version). */
  readonly install?: {
    readonly name: string;
    readonly run: (manifest: DomainManifest, url: string) => Promise<void>;
  };
}

/** Brings each database to the present schema, forward only. @returns what was applied where */
export async function migrate(options: MigratorOptions): Promise<MigrationStatus[]> {
  return Promise.all(
    options.manifests.map((manifest) =>
      withDatabase(options, manifest, async (db, url) => {
        await sql`select pg_advisory_lock(hashtext(${LOCK}))`.execute(db);
        try {
          await sql`create table if not exists schema_migrations (name text primary key, applied_at timestamptz not null default now())`.execute(
            db,
          );
          const { migrations, applied } = await compare(db, manifest);
          const done: string[] = [];
          for (const migration of migrations.filter(({ name }) => !applied.includes(name))) {
            await apply(db, manifest, migration);
            done.push(migration.name);
          }
          await installOnce(db, options, manifest, url);
          await grantRuntimeRole(options, manifest, db);
          return { database: manifest.name, applied: done, pending: [] };
        } finally {
          await sql`select pg_advisory_unlock(hashtext(${LOCK}))`.execute(db);
        }
      }),
    ),
  );
}

const INSTALLED = 'installed ';

async function installOnce(
  db: Kysely<unknown>,
  options: MigratorOptions,
  manifest: DomainManifest,
  url: string,
): Promise<void> {
  if (!options.install) return;
  const name = `${INSTALLED}${options.install.name}`;
  const { rows } = await sql`select 1 from schema_migrations where name = ${name}`.execute(db);
  if (rows.length > 0) return;
  await options.install.run(manifest, url);
  await sql`insert into schema_migrations (name) values (${name})`.execute(db);
}

export async function migrationStatus(options: MigratorOptions): Promise<MigrationStatus[]> {
  return Promise.all(
    options.manifests.map((manifest) =>
      withDatabase(options, manifest, async (db) => {
        const present = await sql<{
          present: boolean;
        }>`select to_regclass('schema_migrations') is not null as present`.execute(db);
        const { migrations, applied } = present.rows[0]?.present
          ? await compare(db, manifest)
          : { migrations: await loadMigrations(manifest.migrations), applied: [] };
        const pending = migrations.map(({ name }) => name).filter((name) => !applied.includes(name));
        return { database: manifest.name, applied, pending };
      }),
    ),
  );
}

/** @throws AppError `database.newer_than_code` when the database knows a migration that this version lacks */
async function compare(db: Kysely<unknown>, manifest: DomainManifest) {
  const migrations = await loadMigrations(manifest.migrations);
  const { rows } = await sql<{
    name: string;
  }>`select name from schema_migrations where name not like ${`${INSTALLED}%`} order by name`.execute(db);
  const applied = rows.map(({ name }) => name);
  const unknown = applied.filter((name) => !migrations.some((migration) => migration.name === name));
  if (unknown.length > 0) {
    throw new AppError('database.newer_than_code', {
      message: `The database ${manifest.name} has migrations this version does not know: ${unknown.join(', ')}. Start the newer version again`,
      params: { database: manifest.name, unknown },
    });
  }
  return { migrations, applied };
}

async function loadMigrations(folder: URL): Promise<Migration[]> {
  const names = (await readdir(fileURLToPath(folder)).catch(() => []))
    .filter((name) => /^\d{4}_.+\.ts$/.test(name))
    .sort();
  return Promise.all(
    names.map(async (file) => {
      const module = (await import(new URL(file, folder).href)) as { up: Migration['up'] };
      return { name: file.replace(/\.ts$/, ''), up: module.up };
    }),
  );
}

async function apply(db: Kysely<unknown>, manifest: DomainManifest, migration: Migration): Promise<void> {
  try {
    await db.transaction().execute(async (tx) => {
      await sql`set local lock_timeout = '5s'`.execute(tx);
      await migration.up(tx);
      await sql`insert into schema_migrations (name) values (${migration.name})`.execute(tx);
    });
  } catch (cause) {
    throw new AppError('database.migration_failed', {
      message: `Migration ${migration.name} of database ${manifest.name} failed and was rolled back: ${cause instanceof Error ? cause.message : String(cause)}`,
      params: { database: manifest.name, migration: migration.name },
      cause,
    });
  }
}

/** On an external server the run-time role reads and writes rows, and makes tables in `staging` only. */
async function grantRuntimeRole(
  options: MigratorOptions,
  manifest: DomainManifest,
  db: Kysely<unknown>,
): Promise<void> {
  const { url, migrationUrl } = options.config.databases[manifest.name];
  if (!url || !migrationUrl) return;
  const role = decodeURIComponent(new URL(url).username);
  if (!role || role === decodeURIComponent(new URL(migrationUrl).username)) return;
  const { rows } = await sql<{ schema: string }>`
    select nspname as schema from pg_namespace where nspname in ('public', 'staging', 'queue')`.execute(db);
  for (const { schema } of rows) {
    const name = sql.id(schema);
    const to = sql.id(role);
    await sql`grant usage on schema ${name} to ${to}`.execute(db);
    await sql`grant select, insert, update, delete on all tables in schema ${name} to ${to}`.execute(db);
    await sql`grant usage, select on all sequences in schema ${name} to ${to}`.execute(db);
    await sql`grant execute on all functions in schema ${name} to ${to}`.execute(db);
    if (schema === 'staging') await sql`grant create on schema ${name} to ${to}`.execute(db);
    // Statistics of the tables that imports join are refreshed by the role that imports.
    await sql`grant maintain on all tables in schema ${name} to ${to}`.execute(db);
  }
  for (const table of manifest.appendOnly ?? []) await revokeChanges(db, table, role);
}

/** Of the table and its partitions, which a role may also name. */
async function revokeChanges(db: Kysely<unknown>, table: string, role: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select relid::text as name from pg_partition_tree(${table}::regclass)`.execute(db);
  for (const { name } of rows)
    await sql`revoke update, delete, truncate, references, trigger, maintain on ${sql.table(name)} from ${sql.id(role)}`.execute(
      db,
    );
}

async function withDatabase<Result>(
  options: MigratorOptions,
  manifest: DomainManifest,
  work: (db: Kysely<unknown>, url: string) => Promise<Result>,
): Promise<Result> {
  const url =
    options.config.databases[manifest.name].migrationUrl ??
    urlOf(options.config, manifest.name, options.server);
  // One connection: the advisory lock belongs to the session that took it.
  const pool = new pg.Pool({ connectionString: url, max: 1, application_name: 'products-manager/migrate' });
  pool.on('error', () => undefined);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    return await work(db, url);
  } finally {
    await db.destroy();
  }
}
