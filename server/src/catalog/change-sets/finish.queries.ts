import type { Statements } from '../../platform/databases/transactions.ts';

export type FinalState = 'completed' | 'cancelled' | 'failed';

/** Not a batch: the event of the change set's end, beside those of its batches. */
const END_OF_SET = -1;
export const FINISHED_EVENT = 'catalog.change-set-finished';

/**
 * Ends a change set. If any of its batches changed something, an event of the same transaction says so with the
 * sums of their markers: once, although a run that was killed after its end ends it again.
 */
export async function finishChangeSet(
  client: Statements,
  id: string,
  state: FinalState,
  counts: unknown,
): Promise<void> {
  await client.query(
    `with done as (
       select coalesce(sum((counts ->> 'created')::int), 0) as created, coalesce(sum(coalesce((counts ->> 'updated')::int, 0) + coalesce((counts ->> 'missing')::int, 0)), 0) as updated
       from change_set_batches where change_set_id = $1 and applied_at is not null),
     changed as (select * from done where created + updated > 0),
     before as (select told_state from change_sets where id = $1 for update),
     ended as (
       update change_sets set state = $2, counts = $3, finished_at = now(),
         told_state = case when exists (select from changed) then $2 else told_state end
       where id = $1),
     event as (
       insert into change_events (name, change_set_id, batch, payload)
       select '${FINISHED_EVENT}', $1, ${END_OF_SET},
         jsonb_build_object('created', created, 'updated', updated, 'fields', '[]'::jsonb, 'state', $2::text)
       from before, changed where told_state is distinct from $2 returning 1)
     select pg_notify('change_events', '') from event`,
    [id, state, JSON.stringify(counts)],
  );
}

/** The event of a change set that is written at once, in the transaction of its changes. */
export async function appendEnd(
  client: Statements,
  id: string,
  counts: { readonly created: number; readonly updated: number },
): Promise<void> {
  const { created, updated } = counts;
  await client.query(
    `insert into change_events (name, change_set_id, batch, payload) values ('${FINISHED_EVENT}', $1, ${END_OF_SET}, $2)`,
    [id, JSON.stringify({ created, updated, fields: [], state: 'completed' })],
  );
}
