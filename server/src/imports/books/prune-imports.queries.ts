import { sql, type Kysely } from 'kysely';
import { unfinishedStatuses } from '../jobs/import-job.queries.ts';
import type { ImportsTables } from '../tables.ts';

/** Imports that may still read their file: unfinished, or waiting for a person. */
const needsFile = [
  ...unfinishedStatuses,
  'planned',
  'awaiting_confirmation',
  'held_by_guard',
  'paused',
  'undoing',
];

const isOver = (
  before: Date,
) => sql<boolean>`f.created_at < ${before} and f.pruned_at is null and not exists (
  select from import_jobs j where j.file_id = f.id and (j.status = any(${needsFile}) or j.finished_at >= ${before}))`;

/** Files that came before a time and that nobody needs any more. */
export async function sumOldFiles(
  db: Kysely<ImportsTables>,
  before: Date,
): Promise<{ files: number; bytes: number }> {
  const { rows } = await sql<{ files: number; bytes: number }>`
    select count(*)::int as files, coalesce(sum(bytes), 0)::float as bytes from import_files f where ${isOver(before)}`.execute(
    db,
  );
  return rows[0]!;
}

export async function markOldFiles(
  db: Kysely<ImportsTables>,
  before: Date,
): Promise<{ files: number; bytes: number }> {
  const { rows } = await sql<{ files: number; bytes: number }>`
    with marked as (update import_files f set pruned_at = now() where ${isOver(before)} returning bytes)
    select count(*)::int as files, coalesce(sum(bytes), 0)::float as bytes from marked`.execute(db);
  return rows[0]!;
}

/** Objects of marked files. One that an unmarked file names too, because its content came twice, stays. */
export async function listMarkedObjects(
  db: Kysely<ImportsTables>,
  limit: number,
): Promise<{ key: string; shared: boolean }[]> {
  const { rows } = await sql<{ key: string; shared: boolean }>`
    select storage_key as key, exists (select from import_files o where o.storage_key = f.storage_key and o.pruned_at is null) as shared
    from import_files f where pruned_at is not null and removed_at is null group by storage_key limit ${limit}`.execute(
    db,
  );
  return rows;
}

export async function markRemoved(db: Kysely<ImportsTables>, keys: readonly string[]): Promise<void> {
  await db
    .updateTable('import_files')
    .set({ removed_at: sql`now()` })
    .where('storage_key', 'in', keys)
    .where('pruned_at', 'is not', null)
    .where('removed_at', 'is', null)
    .execute();
}
