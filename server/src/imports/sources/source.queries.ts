import { sql, type Insertable, type Kysely, type Selectable, type Updateable } from 'kysely';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import type { ImportsTables } from '../tables.ts';
import type { RemoteFile } from './connectors/connector.ts';
import type { ImportSourceFilesTable, ImportSourcesTable, SourceKind } from './source.tables.ts';

type Executor = Kysely<ImportsTables>;
export type SourceRow = Selectable<ImportSourcesTable>;
export type SourceFileRow = Selectable<ImportSourceFilesTable>;

export const listSources = (db: Executor): Promise<SourceRow[]> =>
  db.selectFrom('import_sources').selectAll().orderBy('name').execute();

export const findSource = (db: Executor, id: string): Promise<SourceRow | undefined> =>
  db.selectFrom('import_sources').selectAll().where('id', '=', id).executeTakeFirst();

export const findSourceByName = (db: Executor, name: string): Promise<SourceRow | undefined> =>
  db
    .selectFrom('import_sources')
    .selectAll()
    .where(sql`lower(name)`, '=', name.toLowerCase())
    .executeTakeFirst();

/** Held until the commit. */
export const lockSourceRow = (transaction: Executor, id: string): Promise<SourceRow | undefined> =>
  transaction.selectFrom('import_sources').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export const insertSource = (
  transaction: Executor,
  row: Insertable<ImportSourcesTable>,
): Promise<SourceRow> =>
  transaction.insertInto('import_sources').values(row).returningAll().executeTakeFirstOrThrow();

/** What a person changes: another version. */
export const changeSource = (
  transaction: Executor,
  id: string,
  values: Updateable<ImportSourcesTable>,
): Promise<SourceRow> =>
  transaction
    .updateTable('import_sources')
    .set({ ...values, version: sql`version + 1`, updated_at: sql`now()` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();

/** What a poll learned. It concerns the settings it was made with, and nothing that was changed meanwhile. */
export async function notePoll(
  db: Executor,
  { id, version }: Pick<SourceRow, 'id' | 'version'>,
  values: Updateable<ImportSourcesTable>,
): Promise<void> {
  await db
    .updateTable('import_sources')
    .set({ ...values, last_polled_at: sql`now()` })
    .where('id', '=', id)
    .where('version', '=', version)
    .execute();
}

export async function deleteSource(transaction: Executor, id: string): Promise<void> {
  await transaction.deleteFrom('import_sources').where('id', '=', id).execute();
}

/** Those that nobody made a schedule for: they are asked as often as their kind is. */
export const listUnscheduled = (db: Executor, kinds: readonly SourceKind[]): Promise<{ id: string }[]> =>
  db
    .selectFrom('import_sources as s')
    .select('s.id')
    .where('s.kind', 'in', kinds)
    .where('s.state', '=', 'active')
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('import_schedules as p').select('p.id').whereRef('p.source_id', '=', 's.id'))),
    )
    .execute();

/** Late against their own rhythm; one that never brought a file counts from its making. */
export const listLate = (db: Executor, now: Date): Promise<SourceRow[]> =>
  db
    .selectFrom('import_sources')
    .selectAll()
    .where('state', '!=', 'paused')
    .where('expected_hours', 'is not', null)
    .where(sql<boolean>`coalesce(last_file_at, created_at) + expected_hours * interval '1 hour' < ${now}`)
    .execute();

/** Of the given files those that were taken in this very state. */
export async function listTaken(
  db: Executor,
  sourceId: string,
  files: readonly RemoteFile[],
): Promise<Set<string>> {
  const dated = files.filter(({ version }) => version !== null);
  if (dated.length === 0) return new Set();
  const { rows } = await sql<{ remote_name: string; remote_version: string }>`
    select f.remote_name, f.remote_version
    from unnest(${dated.map(({ id }) => id)}::text[], ${dated.map(({ version }) => version)}::text[]) as u(name, version)
    join import_source_files f
      on f.source_id = ${sourceId} and f.remote_name = u.name and f.remote_version = u.version
  `.execute(db);
  return new Set(rows.map((row) => `${row.remote_name}\n${row.remote_version}`));
}

/** @returns undefined when this state of the file was taken already */
export const insertSourceFile = (
  transaction: Executor,
  row: Insertable<ImportSourceFilesTable>,
): Promise<SourceFileRow | undefined> =>
  transaction
    .insertInto('import_source_files')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();

export async function setImport(
  transaction: Executor,
  id: string,
  values: Updateable<ImportSourceFilesTable>,
): Promise<void> {
  await transaction.updateTable('import_source_files').set(values).where('id', '=', id).execute();
}

/**
 * Whether a file brings what the last one brought: the last of its name, or the last of the source, as names with
 * a date in them are never the same. A content whose import failed is tried again.
 */
export async function isAsLastTime(
  transaction: Executor,
  file: Pick<SourceFileRow, 'id' | 'source_id' | 'remote_name' | 'sha256'>,
): Promise<boolean> {
  const { rows } = await sql<{ same: boolean }>`
    with last_of_name as (
      select sha256, import_id from import_source_files
      where source_id = ${file.source_id} and remote_name = ${file.remote_name} and id <> ${file.id}
      order by id desc limit 1
    ), last_of_source as (
      select sha256, import_id from import_source_files
      where source_id = ${file.source_id} and id <> ${file.id}
      order by id desc limit 1
    )
    select exists (
      select from (select * from last_of_name union all select * from last_of_source) l
      left join import_jobs j on j.id = l.import_id
      where l.sha256 = ${file.sha256} and coalesce(j.status, '') not in ('failed', 'cancelled', 'plan_expired')
    ) as same
  `.execute(transaction);
  return rows[0]!.same;
}

export const listSourceFiles = (
  db: Executor,
  sourceId: string,
  page: { before: string | null; limit: number },
): Promise<SourceFileRow[]> => {
  const query = db
    .selectFrom('import_source_files')
    .selectAll()
    .where('source_id', '=', sourceId)
    .orderBy('id', 'desc')
    .limit(page.limit);
  return (page.before ? query.where('id', '<', page.before) : query).execute();
};

/**
 * One process asks a source at a time. The lock ends with its connection, also after kill -9.
 * @returns what gives it back; null while another one holds it
 */
export async function tryHoldSource(pool: ConnectionPool, id: string): Promise<(() => Promise<void>) | null> {
  const client = await pool.connect();
  const name = [`import source ${id}`];
  const { rows } = await client.query<{ held: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as held',
    name,
  );
  if (!rows[0]?.held) {
    client.release();
    return null;
  }
  return async () => {
    // Not left to the end of the connection, which the server sees a moment later: the next poll may be at once.
    const freed = await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', name).then(
      () => true,
      () => false,
    );
    client.release(!freed);
  };
}
