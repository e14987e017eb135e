import { sql, type Kysely } from 'kysely';
import type { Statements } from '../../platform/databases/transactions.ts';
import type { EventPosition } from '../../platform/events/event-reader.ts';

/** The first event that some reader of the log has still to read; null where all have read everything. */
export async function oldestUnread(db: Kysely<unknown>): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min((select e.at from change_events e where (e.xid, e.id) > (p.xid, p.id) order by e.xid, e.id limit 1)) as at
    from consumer_positions p`.execute(db);
  return rows[0]?.at ?? null;
}

/** Notes, beside the dropping of a month of events, up to where the log is gone. */
export async function moveLogStart(db: Kysely<unknown>, partition: string): Promise<void> {
  await sql`
    insert into event_log_start as s (xid, id)
    select xid, id from ${sql.table(partition)} order by xid desc, id desc limit 1
    on conflict (one) do update set xid = excluded.xid, id = excluded.id where (excluded.xid, excluded.id) > (s.xid, s.id)`.execute(
    db,
  );
}

/** Whether events after a position may have been given up. */
export async function isBeforeLog(db: Statements, { xid, id }: EventPosition): Promise<boolean> {
  const { rows } = await db.query(
    'select from event_log_start where (xid, id) > ($1::text::xid8, $2::bigint)',
    [xid, id],
  );
  return rows.length > 0;
}
