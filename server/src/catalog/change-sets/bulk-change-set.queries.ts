import type { Statements } from '../../platform/databases/transactions.ts';
import type { Origin } from '../../platform/origin.ts';

/** A change set that is written at once, without stage and plan, in the transaction of its changes. */
export async function insertBulkChangeSet(
  client: Statements,
  set: { id: string; supplierId: string | null; origin: Origin; counts: object },
): Promise<void> {
  const { origin } = set;
  await client.query(
    `insert into change_sets (id, kind, state, supplier_id, actor, actor_id, request_id, source_address, counts, finished_at)
     values ($1, 'bulk', 'completed', $2, $3, $4, $5, $6, $7, now())`,
    [
      set.id,
      set.supplierId,
      origin.actor,
      origin.actorId,
      origin.requestId,
      origin.sourceAddress,
      JSON.stringify(set.counts),
    ],
  );
}
