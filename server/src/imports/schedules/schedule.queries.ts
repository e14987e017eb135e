import { sql, type Insertable, type Kysely, type Selectable, type Updateable } from 'kysely';
import type { ImportSchedulesTable } from '../sources/source.tables.ts';
import type { ImportsTables } from '../tables.ts';

type Executor = Kysely<ImportsTables>;
export type ScheduleRow = Selectable<ImportSchedulesTable>;

export const listSchedules = (db: Executor): Promise<ScheduleRow[]> =>
  db.selectFrom('import_schedules').selectAll().orderBy('id').execute();

export const findSchedule = (db: Executor, id: string): Promise<ScheduleRow | undefined> =>
  db.selectFrom('import_schedules').selectAll().where('id', '=', id).executeTakeFirst();

/** Held until the commit. */
export const lockSchedule = (transaction: Executor, id: string): Promise<ScheduleRow | undefined> =>
  transaction.selectFrom('import_schedules').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export const insertSchedule = (
  transaction: Executor,
  row: Insertable<ImportSchedulesTable>,
): Promise<ScheduleRow> =>
  transaction.insertInto('import_schedules').values(row).returningAll().executeTakeFirstOrThrow();

export const updateSchedule = (
  transaction: Executor,
  id: string,
  values: Updateable<ImportSchedulesTable>,
): Promise<ScheduleRow> =>
  transaction
    .updateTable('import_schedules')
    .set({ ...values, version: sql`version + 1`, updated_at: sql`now()` })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();

export async function deleteSchedule(transaction: Executor, id: string): Promise<void> {
  await transaction.deleteFrom('import_schedules').where('id', '=', id).execute();
}

/** Due and in nobody's hands. A paused source's schedules go on without it, so that none is due when it resumes. */
export const claimDue = (
  transaction: Executor,
  now: Date,
): Promise<(Pick<ScheduleRow, 'id' | 'source_id' | 'cron' | 'time_zone'> & { active: boolean })[]> =>
  transaction
    .selectFrom('import_schedules as p')
    .innerJoin('import_sources as s', 's.id', 'p.source_id')
    .select(['p.id', 'p.source_id', 'p.cron', 'p.time_zone', sql<boolean>`s.state = 'active'`.as('active')])
    .where('p.state', '=', 'active')
    .where('p.next_run_at', '<=', now)
    .orderBy('p.next_run_at')
    .limit(500)
    .forUpdate('p')
    .skipLocked()
    .execute();

/** No version: nobody edited it. */
export async function noteRun(
  transaction: Executor,
  id: string,
  values: { last_run_at?: Date; next_run_at: Date | null },
): Promise<void> {
  await transaction.updateTable('import_schedules').set(values).where('id', '=', id).execute();
}
