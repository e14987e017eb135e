import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Kysely, PostgresDialect, sql, type PostgresPool } from 'kysely';
import { manifests } from '../../../src/composition.ts';
import { createTestDatabases, type TestDatabases } from '../../../test/support/databases.ts';
import { loadConfig } from '../config.ts';
import { migrate, migrationStatus } from './migrator.ts';
import { ensurePartitions } from './partitions.ts';
import { createDatabases } from './router.ts';

let shared: TestDatabases;
before(async () => {
  shared = await createTestDatabases();
});
after(() => shared.close());

test('a table belongs to one database, and its type to that one only', () => {
  assert.equal(shared.databases.of('products'), 'catalog');
  assert.equal(shared.databases.of('import_jobs'), 'imports');
  assert.throws(() => shared.databases.of('nowhere'), { code: 'database.unknown_table' });
  // @ts-expect-error products are not in db_imports: this line may not compile
  shared.databases.imports.selectFrom('products');
  const twice = [...manifests, manifests[1]!];
  const config = loadConfig({}, { dataDir: shared.installation.dataDir });
  assert.throws(
    () => createDatabases({ config, share: 'batch', manifests: twice, server: shared.installation.server }),
    { code: 'database.table_claimed_twice' },
  );
});

test('every declared table is in its database, and no other', async () => {
  for (const manifest of manifests) {
    const { rows } = await shared.databases.pools[manifest.name].query<{ name: string }>(
      `select relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and relname <> 'schema_migrations' order by 1`,
      [],
    );
    assert.deepEqual(
      rows.map((row) => row.name),
      [...Object.keys(manifest.tables), ...(manifest.platformTables ?? [])].sort(),
    );
  }
});

test('twice and two at once apply nothing more; an unknown one stops the start', async () => {
  const base = {
    config: loadConfig({}, { dataDir: shared.installation.dataDir }),
    server: shared.installation.server,
    manifests,
  };
  const [one, two] = await Promise.all([migrate(base), migrate(base)]);
  assert.deepEqual(
    [...one, ...two].flatMap((status) => status.applied),
    [],
  );
  assert.deepEqual(
    (await migrationStatus(base)).flatMap((status) => status.pending),
    [],
  );
  await shared.databases.pools.core.query(`insert into schema_migrations (name) values ('9999_future')`, []);
  await assert.rejects(migrationStatus(base), { code: 'database.newer_than_code' });
  await shared.databases.pools.core.query(`delete from schema_migrations where name = '9999_future'`, []);
});

test('three months ahead, also across a year, and a warning while the default one holds rows', async () => {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: shared.databases.pools.imports as unknown as PostgresPool }),
  });
  const tables = ['import_logs'];
  await sql`insert into import_logs (at, job_id, step, message) values ('2031-12-15', uuidv7(), 'x', 'early')`.execute(
    db,
  );
  const end = await ensurePartitions({ db, tables, now: new Date('2031-11-30T23:59:59Z'), monthsAhead: 3 });
  assert.deepEqual(end.overflowing, [{ table: 'import_logs', rows: 1 }]);
  assert.deepEqual(
    end.created,
    ['2031_11', '2031_12', '2032_01', '2032_02'].map((month) => `import_logs_${month}`),
  );
  const start = await ensurePartitions({ db, tables, now: new Date('2031-12-01T00:00:00Z'), monthsAhead: 3 });
  assert.deepEqual(start, { created: ['import_logs_2032_03'], overflowing: [] });
  const moved = await sql<{ n: number }>`select count(*)::int as n from import_logs_2031_12`.execute(db);
  assert.equal(moved.rows[0]!.n, 1);
});
