import type { Kysely } from 'kysely';
import { AppError } from '../../platform/errors.ts';
import { requireVersion } from '../require-version.ts';
import type { ImportsTables } from '../tables.ts';
import { checkCron, nextRunAfter } from './cron.ts';
import {
  deleteSchedule,
  findSchedule,
  insertSchedule,
  listSchedules,
  lockSchedule,
  updateSchedule,
  type ScheduleRow,
} from './schedule.queries.ts';

export interface ScheduleInput {
  readonly sourceId: string;
  readonly cron: string;
  readonly timeZone?: string;
  readonly state?: 'active' | 'paused';
}

type Transaction = Kysely<ImportsTables>;

/** Changes take the caller's transaction. */
export function createScheduleService(deps: {
  db: Kysely<ImportsTables>;
  /** Where a schedule names none. */
  timeZone: () => Promise<string>;
  now: () => Date;
}) {
  const { db, now } = deps;
  const nextOf = (state: string, cron: string, timeZone: string): Date | null =>
    state === 'active' ? nextRunAfter(cron, timeZone, now()) : null;
  return {
    list: () => listSchedules(db),
    async get(id: string): Promise<ScheduleRow> {
      return (await findSchedule(db, id)) ?? absent(id);
    },
    async create(transaction: Transaction, input: ScheduleInput): Promise<ScheduleRow> {
      const { cron, state = 'active' } = input;
      const timeZone = input.timeZone ?? (await deps.timeZone());
      checkCron(cron, timeZone);
      return explained(input.sourceId, () =>
        insertSchedule(transaction, {
          source_id: input.sourceId,
          cron,
          time_zone: timeZone,
          state,
          next_run_at: nextOf(state, cron, timeZone),
        }),
      );
    },
    async change(
      transaction: Transaction,
      id: string,
      { patch, expected }: { patch: Partial<ScheduleInput>; expected: number | null },
    ): Promise<ScheduleRow> {
      const present = (await lockSchedule(transaction, id)) ?? absent(id);
      requireVersion('schedule', present, expected);
      const { cron = present.cron, timeZone = present.time_zone, state = present.state } = patch;
      checkCron(cron, timeZone);
      const sourceId = patch.sourceId ?? present.source_id;
      return explained(sourceId, () =>
        updateSchedule(transaction, id, {
          source_id: sourceId,
          cron,
          time_zone: timeZone,
          state,
          next_run_at: nextOf(state, cron, timeZone),
        }),
      );
    },
    async remove(transaction: Transaction, id: string, expected: number | null): Promise<void> {
      const present = (await lockSchedule(transaction, id)) ?? absent(id);
      requireVersion('schedule', present, expected);
      await deleteSchedule(transaction, id);
    },
  };
}

export type ScheduleService = ReturnType<typeof createScheduleService>;

async function explained<Row>(sourceId: string, write: () => Promise<Row>): Promise<Row> {
  try {
    return await write();
  } catch (error) {
    if ((error as { code?: string }).code !== '23503') throw error;
    throw new AppError('schedules.no_source', {
      message: `There is no source ${sourceId}; make one first`,
      params: { sourceId },
    });
  }
}

function absent(id: string): never {
  throw new AppError('schedules.not_found', { message: `There is no schedule ${id}`, params: { id } });
}
