import type { Kysely } from 'kysely';
import type { EnqueuePoll } from '../sources/source.jobs.ts';
import type { ImportsTables } from '../tables.ts';
import { nextRunAfter } from './cron.ts';
import { claimDue, noteRun } from './schedule.queries.ts';

/**
 * Sends the polls that are due. The next time is set in the transaction that sends, so that a due time has one
 * poll however often this runs or is killed; and it is counted from now, so that a night of downtime has one too.
 * @returns how many were sent
 */
export function processDueSchedules(deps: {
  db: Kysely<ImportsTables>;
  enqueuePoll: EnqueuePoll;
  now: () => Date;
}): Promise<number> {
  const now = deps.now();
  return deps.db.transaction().execute(async (transaction) => {
    let sent = 0;
    for (const due of await claimDue(transaction, now)) {
      const next = nextRunAfter(due.cron, due.time_zone, now);
      await noteRun(transaction, due.id, {
        next_run_at: next,
        ...(due.active ? { last_run_at: now } : {}),
      });
      if (!due.active) continue;
      await deps.enqueuePoll(transaction, { sourceId: due.source_id });
      sent++;
    }
    return sent;
  });
}
