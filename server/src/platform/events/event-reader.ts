import type { QueryResultRow } from 'pg';

/** A place in the event log: transaction first, because numbers are handed out before transactions commit. */
export interface EventPosition {
  readonly xid: string;
  readonly id: string;
}

export interface EventRow extends EventPosition {
  readonly at: Date;
  readonly name: string;
  readonly change_set_id: string;
  readonly batch: number;
  readonly product_id: string | null;
  readonly payload: {
    readonly created: number;
    readonly updated: number;
    readonly fields: readonly string[];
  };
}

export const startOfLog: EventPosition = { xid: '0', id: '0' };

export const formatCursor = ({ xid, id }: EventPosition): string => `${xid}.${id}`;

/** A connection or a pool. */
interface Executor {
  query<Row extends QueryResultRow>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>;
}

/**
 * Events after a position, in order of (xid, id), never of a transaction that could still be preceded by a
 * running one: without that bound a reader passes over what commits late under a lower number.
 */
export async function readEvents(
  client: Executor,
  after: EventPosition,
  options: { limit: number; unbounded?: boolean },
): Promise<EventRow[]> {
  // Named by table: a bare `xid` in the order would be the text in the answer, and '1000' sorts before '999'.
  const bound = options.unbounded ? '' : 'and e.xid < pg_snapshot_xmin(pg_current_snapshot())';
  const { rows } = await client.query<EventRow>(
    `select e.xid::text, e.id::text, e.at, e.name, e.change_set_id, e.batch, e.product_id, e.payload from change_events e
     where (e.xid, e.id) > ($1::text::xid8, $2::bigint) ${bound} order by e.xid, e.id limit $3`,
    [after.xid, after.id, options.limit],
  );
  return rows;
}

/** The position behind everything that is settled now. */
export async function endOfLog(client: Executor): Promise<EventPosition> {
  const { rows } = await client.query<EventPosition>(
    `select (pg_snapshot_xmin(pg_current_snapshot())::text::numeric - 1)::text as xid, '9223372036854775807' as id`,
  );
  return rows[0]!;
}

export async function positionOf(client: Executor, consumer: string): Promise<EventPosition> {
  const { rows } = await client.query<EventPosition>(
    'select xid::text, id::text from consumer_positions where consumer = $1',
    [consumer],
  );
  return rows[0] ?? startOfLog;
}

/** Called in the transaction of the consumer's effect, so that both are done or neither. */
export async function advancePosition(client: Executor, consumer: string, to: EventPosition): Promise<void> {
  await client.query(
    `insert into consumer_positions (consumer, xid, id) values ($1, $2::text::xid8, $3::bigint)
     on conflict (consumer) do update set xid = excluded.xid, id = excluded.id, updated_at = now()`,
    [consumer, to.xid, to.id],
  );
}

/** Events a consumer has still to read, and the age of the oldest in seconds. */
export async function consumerLag(
  client: Executor,
  consumer: string,
): Promise<{ events: number; seconds: number }> {
  const { xid, id } = await positionOf(client, consumer);
  const { rows } = await client.query<{ events: number; seconds: number }>(
    `select count(*)::int as events, coalesce(extract(epoch from now() - min(at)), 0)::float as seconds
     from change_events where (xid, id) > ($1::text::xid8, $2::bigint)`,
    [xid, id],
  );
  return rows[0]!;
}

export interface ConsumerLag {
  readonly consumer: string;
  readonly events: number;
  /** Age of the first event to read. */
  readonly seconds: number;
}

/** So many are far behind, whatever the number; the count of a log of a year would take its time at every scrape. */
const MOST_COUNTED = 100_000;

/** The lag of every consumer that has a position, and of the known ones also where they never read anything. */
export async function listConsumerLags(client: Executor, known: readonly string[]): Promise<ConsumerLag[]> {
  const { rows } = await client.query<ConsumerLag & QueryResultRow>(
    `with consumers as (
       select consumer, coalesce(p.xid, '0'::xid8) as xid, coalesce(p.id, 0) as id
       from unnest($1::text[]) as k (consumer) full join consumer_positions p using (consumer))
     select c.consumer,
       (select count(*) from (select from change_events e where (e.xid, e.id) > (c.xid, c.id) limit $2) behind)::int as events,
       coalesce((select extract(epoch from now() - e.at) from change_events e
         where (e.xid, e.id) > (c.xid, c.id) order by e.xid, e.id limit 1), 0)::float as seconds
     from consumers c`,
    [known, MOST_COUNTED],
  );
  return rows;
}
