import { sql, type Kysely, type Selectable, type Updateable } from 'kysely';
import { announcing } from '../../platform/cache/invalidation.queries.ts';
import { lazily } from '../../platform/databases/lazy-commit.ts';
import type { Origin } from '../../platform/origin.ts';
import type { RowError } from '../mapping/row-mapper.ts';
import type { ImportFilesTable, ImportJobsTable, ImportsTables } from '../tables.ts';

type Executor = Kysely<ImportsTables>;
export type ImportJobRow = Selectable<ImportJobsTable>;
export type ImportFileRow = Selectable<ImportFilesTable>;

export const unfinishedStatuses = [
  'queued',
  'detecting',
  'staging',
  'planning',
  'applying',
  'waiting',
] as const;

export async function insertFile(
  db: Executor,
  file: { name: string; storage_key: string; sha256: string; bytes: number },
): Promise<ImportFileRow> {
  return db.insertInto('import_files').values(file).returningAll().executeTakeFirstOrThrow();
}

export function findFile(db: Executor, id: string): Promise<ImportFileRow | undefined> {
  return db.selectFrom('import_files').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Who asked for the job, or confirmed it, and by which request. */
export const originColumns = (origin: Origin) => ({
  actor: origin.actor,
  actor_id: origin.actorId,
  request_id: origin.requestId,
  source_address: origin.sourceAddress,
});
type OriginColumns = ReturnType<typeof originColumns>;

export const originOfJob = (job: ImportJobRow): Origin => ({
  actor: job.actor,
  actorId: job.actor_id,
  requestId: job.request_id,
  sourceAddress: job.source_address,
});

/** Makes the job, or finds the unfinished one of the same file, supplier and mapping. */
export async function insertOrResumeJob(
  db: Executor,
  job: {
    file_id: string;
    supplier_id: string | null;
    supplier_name: string | null;
    identity: string;
    mode: string;
    request: string;
    warnings: string;
    source_id: string | null;
    retry_of?: string;
    status?: 'skipped';
    finished_at?: Date;
  } & OriginColumns,
): Promise<{ job: ImportJobRow; resumed: boolean }> {
  for (;;) {
    const made = await db
      .insertInto('import_jobs')
      .values(job)
      .onConflict((conflict) => conflict.doNothing())
      .returningAll()
      .executeTakeFirst();
    if (made) return { job: made, resumed: false };
    const unfinished = await db
      .selectFrom('import_jobs')
      .selectAll()
      .where('identity', '=', job.identity)
      .where('status', 'in', unfinishedStatuses)
      .executeTakeFirst();
    if (unfinished) return { job: unfinished, resumed: true };
  }
}

export function findJob(db: Executor, id: string): Promise<ImportJobRow | undefined> {
  return db.selectFrom('import_jobs').selectAll().where('id', '=', id).executeTakeFirst();
}

export function listJobs(
  db: Executor,
  options: { limit: number; before: string | null },
): Promise<ImportJobRow[]> {
  // Ids are time-ordered: newest first by id is newest first by creation.
  const query = db.selectFrom('import_jobs').selectAll().orderBy('id', 'desc').limit(options.limit);
  return (options.before ? query.where('id', '<', options.before) : query).execute();
}

/** What became of the rows of applied imports; by the index on created_at, so that old jobs are not read. */
export async function listFinishedRows(
  db: Executor,
  since: { createdAfter: Date; finishedAfter: Date },
): Promise<{ id: string; rows: Record<string, number> }[]> {
  const found = await db
    .selectFrom('import_jobs')
    .select(['id', 'rows'])
    .where('created_at', '>', since.createdAfter)
    .where('finished_at', '>', since.finishedAfter)
    .where('status', 'in', ['completed', 'completed_with_errors'])
    .execute();
  return found.flatMap(({ id, rows }) => (rows ? [{ id, rows }] : []));
}

/** @param from changes only a job that is still in one of these states; undefined when it moved on meanwhile */
export function updateJob(
  db: Executor,
  id: string,
  values: Updateable<ImportJobsTable>,
  from?: readonly ImportJobRow['status'][],
): Promise<ImportJobRow | undefined> {
  const query = db
    .updateTable('import_jobs')
    .set({ ...values, heartbeat_at: sql`now()` })
    .where('id', '=', id);
  return (from ? query.where('status', 'in', from) : query)
    .returningAll()
    .returning(announcing('import_jobs', 'id'))
    .executeTakeFirst();
}

/** How far a running job came: a crash may take it back, as its next run begins where the work itself stopped. */
export function noteProgress(
  db: Executor,
  id: string,
  values: Pick<Updateable<ImportJobsTable>, 'status' | 'progress' | 'staged'>,
): Promise<ImportJobRow | undefined> {
  return db
    .updateTable('import_jobs')
    .set({ ...values, heartbeat_at: sql`now()` })
    .where('id', '=', id)
    .returningAll()
    .returning([announcing('import_jobs', 'id'), lazily])
    .executeTakeFirst();
}

export async function requestCancel(db: Executor, id: string): Promise<boolean> {
  const asked = await db
    .updateTable('import_jobs')
    .set({ cancel_requested_at: sql`now()` })
    .where('id', '=', id)
    .where('status', 'in', [...unfinishedStatuses, 'awaiting_confirmation', 'held_by_guard'])
    .returning(announcing('import_jobs', 'id'))
    .executeTakeFirst();
  return asked !== undefined;
}

export async function deleteErrors(db: Executor, jobId: string): Promise<void> {
  await db.deleteFrom('import_errors').where('job_id', '=', jobId).execute();
}

export async function insertErrors(db: Executor, jobId: string, errors: readonly RowError[]): Promise<void> {
  if (errors.length === 0) return;
  await sql`
    insert into import_errors (job_id, line, "column", header, field, value, cause, params, severity, suggestion)
    select ${jobId}, e.line, e."column", e.header, e.field, e.value, e.cause, coalesce(e.params, '{}'), e.severity, e.suggestion
    from jsonb_to_recordset(${JSON.stringify(errors)}::jsonb)
      as e(line int, "column" int, header text, field text, value text, cause text, params jsonb, severity text, suggestion text)
  `.execute(db);
}

/** One cell may have an error and a warning, so its place alone does not tell two entries apart. */
interface ErrorPosition {
  readonly line: number;
  readonly column: number;
  readonly cause: string;
}

export function listErrors(
  db: Executor,
  jobId: string,
  options: { cause?: string | undefined; after: ErrorPosition; limit: number },
) {
  let query = db
    .selectFrom('import_errors')
    .selectAll()
    .where('job_id', '=', jobId)
    .where(
      sql<boolean>`(line, coalesce("column", 0), cause) > (${options.after.line}, ${options.after.column}, ${options.after.cause})`,
    )
    .orderBy('line')
    .orderBy(sql`coalesce("column", 0)`)
    .orderBy('cause')
    .limit(options.limit);
  if (options.cause) query = query.where('cause', '=', options.cause);
  return query.execute();
}

export async function insertLog(
  db: Executor,
  jobId: string,
  step: string,
  message: string,
  details: object,
): Promise<void> {
  await db
    .insertInto('import_logs')
    .values({ job_id: jobId, step, message, details: JSON.stringify(details) })
    .returning(lazily)
    .execute();
}
