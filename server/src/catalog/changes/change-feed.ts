import { setTimeout as delay } from 'node:timers/promises';
import type { QueryResultRow } from 'pg';
import type { ConnectionPool } from '../../platform/databases/pool.ts';
import { AppError } from '../../platform/errors.ts';
import {
  endOfLog,
  formatCursor,
  readEvents,
  startOfLog,
  type EventPosition,
  type EventRow,
} from '../../platform/events/event-reader.ts';
import type { FieldChangeMap } from '../tables.ts';
import { isBeforeLog } from './prune-history.queries.ts';

export interface ChangeItem {
  readonly cursor: string;
  readonly at: string;
  readonly entity: 'product';
  readonly id: string;
  readonly sku: string | null;
  readonly kind: string;
  readonly version: number;
  readonly changes: {
    field: string;
    locale: string | null;
    channel: string | null;
    old: unknown;
    new: unknown;
  }[];
  readonly cause: {
    kind: string;
    operationId: string;
    userId: null;
    file: string | null;
    line: number | null;
  };
}

interface FeedRow extends QueryResultRow {
  /** Its number among those that were asked for, from 1. */
  event: number;
  position: number;
  at: Date;
  product_id: string;
  sku: string | null;
  kind: string;
  version: number;
  line: number | null;
  changes: FieldChangeMap | null;
  cause: string;
  source_name: string | null;
}

/** A place inside an event: the entries of a batch are numbered by product. */
interface FeedCursor extends EventPosition {
  readonly done: number;
}

const POLL_MS = 250;

/** The ordered change feed: every change of every product, once, never skipping one that commits late. */
export function createChangeFeed({ pool }: { pool: ConnectionPool }) {
  async function read(after: FeedCursor, limit: number): Promise<ChangeItem[]> {
    const items: ChangeItem[] = [];
    let from = after;
    while (items.length < limit) {
      const wanted = limit - items.length;
      const events = asManyAs(wanted, await nextEvents(pool, from, wanted));
      const [first, last] = [events[0], events.at(-1)];
      if (!first || !last) break;
      const skip = first.xid === from.xid && first.id === from.id ? from.done : 0;
      const rows = await expand(pool, events, skip, wanted);
      items.push(...rows.map((row) => toItem(events[row.event - 1]!, row)));
      // Read to their end they are passed by the position of the last one; entry numbers count from 1.
      from = { xid: last.xid, id: last.id, done: Number.MAX_SAFE_INTEGER };
    }
    return items;
  }

  return {
    /**
     * @param after a cursor of this feed, `now`, or absent for the oldest kept
     * @param waitSeconds how long to wait for a first entry, 30 at most
     */
    async list(options: {
      after: string | null;
      limit: number;
      waitSeconds: number;
      signal: AbortSignal;
    }): Promise<{ items: ChangeItem[]; nextCursor: string }> {
      const after = await startAt(pool, options.after);
      const until = Date.now() + Math.min(30, options.waitSeconds) * 1000;
      for (;;) {
        const items = await read(after, options.limit);
        if (items.length > 0 || Date.now() >= until || options.signal.aborted) {
          return { items, nextCursor: items.at(-1)?.cursor ?? formatFeedCursor(after) };
        }
        await delay(POLL_MS);
      }
    },
  };
}

export type ChangeFeed = ReturnType<typeof createChangeFeed>;

async function startAt(pool: ConnectionPool, after: string | null): Promise<FeedCursor> {
  if (after === null) return { ...startOfLog, done: 0 };
  if (after === 'now') return { ...(await endOfLog(pool)), done: Number.MAX_SAFE_INTEGER };
  const match = /^(\d{1,20})\.(\d{1,19})(?:\.(\d{1,15}))?$/.exec(after);
  if (!match || BigInt(match[1]!) >= 2n ** 64n || BigInt(match[2]!) >= 2n ** 63n)
    throw new AppError('changes.invalid', {
      message: `"${after}" is not a cursor of this feed`,
      params: { after },
    });
  const cursor = {
    xid: match[1]!,
    id: match[2]!,
    done: match[3] === undefined ? Number.MAX_SAFE_INTEGER : Number(match[3]),
  };
  if (await isBeforeLog(pool, cursor))
    throw new AppError('changes.expired', {
      message:
        'Changes after this cursor are no longer kept; read the catalogue anew and follow from the cursor it names',
      params: { after },
    });
  return cursor;
}

const formatFeedCursor = (cursor: FeedCursor): string =>
  cursor.done === Number.MAX_SAFE_INTEGER || cursor.done === 0
    ? formatCursor(cursor)
    : `${formatCursor(cursor)}.${cursor.done}`;

/** The event a cursor stands in, while it has entries left, and those after it. */
function nextEvents(pool: ConnectionPool, from: FeedCursor, limit: number): Promise<EventRow[]> {
  const inside = from.done !== Number.MAX_SAFE_INTEGER && from.id !== '0';
  const position = inside ? { xid: from.xid, id: String(BigInt(from.id) - 1n) } : from;
  return readEvents(pool, position, { limit });
}

/** The first events that have so many entries together, by what they say of themselves: an edit is one entry. */
function asManyAs(entries: number, events: readonly EventRow[]): EventRow[] {
  let sum = 0;
  return events.filter(({ payload: { created = 0, updated = 0 } }) => {
    const isWanted = sum < entries;
    sum += Math.max(1, created + updated);
    return isWanted;
  });
}

/** The entries of several events by one statement, in the order of the events. @param skip of the first of them */
async function expand(
  pool: ConnectionPool,
  events: readonly EventRow[],
  skip: number,
  limit: number,
): Promise<FeedRow[]> {
  const { rows } = await pool.query<FeedRow>(
    `select e.event::int, f.position, f.at, f.product_id, coalesce(p.sku, f.exact #>> '{image,products,0,sku}') as sku, f.kind, f.version, f.line, f.changes,
       c.kind as cause, c.source_name
     from unnest($1::uuid[], $2::int[]) with ordinality as e(change_set_id, batch, event)
     cross join lateral (
       select row_number() over (order by f.product_id, f.line)::int as position, f.*
       from field_changes f where f.change_set_id = e.change_set_id and f.batch = e.batch
       order by f.product_id, f.line offset case when e.event = 1 then $3::bigint else 0 end limit $4) f
     join change_sets c on c.id = e.change_set_id left join products p on p.id = f.product_id
     order by e.event, f.position limit $4`,
    [events.map((event) => event.change_set_id), events.map((event) => event.batch), skip, limit],
  );
  return rows;
}

function toItem(event: EventRow, row: FeedRow): ChangeItem {
  return {
    cursor: `${event.xid}.${event.id}.${row.position}`,
    at: row.at.toISOString(),
    entity: 'product',
    id: row.product_id,
    sku: row.sku,
    kind: row.kind,
    version: row.version,
    changes: Object.entries(row.changes ?? {}).map(([name, [old, value]]) => {
      const [, field = name, locale = null, channel = null] =
        /^([^@/]+)(?:@([^/]+))?(?:\/(.+))?$/.exec(name) ?? [];
      return { field, locale, channel, old, new: value };
    }),
    cause: {
      kind: row.cause,
      operationId: event.change_set_id,
      userId: null,
      file: row.source_name,
      line: row.line,
    },
  };
}
