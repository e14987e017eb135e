import type { PoolClient } from 'pg';
import type { EventRow } from '../../platform/events/event-reader.ts';

export interface AnnouncedProducts {
  readonly kind: string;
  readonly ids: string[];
  /** What merged products are part of now. */
  readonly survivorIds: string[] | null;
}

/** Products of one event by kind of change, `limit` of each; by the index on (change_set_id, batch). */
export async function listAnnouncedProducts(
  client: PoolClient,
  event: EventRow,
  limit: number,
): Promise<AnnouncedProducts[]> {
  const { rows } = await client.query<AnnouncedProducts>(
    `select kind, (array_agg(distinct product_id::text))[1:$4] as ids,
       (array_agg(distinct changes #>> '{mergedInto,1}') filter (where kind = 'merged'))[1:$4] as "survivorIds"
     from field_changes
     where change_set_id = $1 and batch = $2 and ($3::uuid is null or product_id = $3) group by kind order by kind`,
    [event.change_set_id, event.batch, event.product_id, limit],
  );
  return rows;
}
