import type { Statements } from '../../platform/databases/transactions.ts';
import { DEFINITION_EVENT } from '../definitions/definition-event.queries.ts';
import { SUPPLIER_EVENT } from '../suppliers/supplier-event.queries.ts';

const eventsWithOrigin = [SUPPLIER_EVENT, DEFINITION_EVENT];

/**
 * Takes a person out of the history: of change sets, of the events of suppliers and definitions, which have none, and of
 * the mappings of categories. Reads the tables whole, a row or two per operation: people are deleted seldom, and an
 * index would cost every import.
 * @returns the operations that were theirs
 */
export async function anonymiseActor(client: Statements, userId: string): Promise<string[]> {
  const sets = await client.query<{ id: string }>(
    `update change_sets set actor = 'deleted user', actor_id = null, source_address = null
     where actor_id = $1 returning id`,
    [userId],
  );
  const events = await client.query<{ id: string }>(
    `update change_events set payload = jsonb_set(payload, '{origin}', payload->'origin' ||
       '{"actor": "deleted user", "actorId": null, "sourceAddress": null}')
     where name = any($2) and payload->'origin'->>'actorId' = $1 returning change_set_id as id`,
    [userId, eventsWithOrigin],
  );
  const mappings = await client.query<{ id: string }>(
    `update category_mappings set mapped_by = 'deleted user', mapped_by_id = null where mapped_by_id = $1 returning operation_id as id`,
    [userId],
  );
  return [...new Set([...sets.rows, ...events.rows, ...mappings.rows].map(({ id }) => id))];
}

/** Addresses stay away: nothing remembers them. */
export async function restoreActor(
  client: Statements,
  operationIds: readonly string[],
  person: { id: string; name: string },
): Promise<void> {
  await client.query('update change_sets set actor = $2, actor_id = $3 where id = any($1::uuid[])', [
    operationIds,
    person.name,
    person.id,
  ]);
  await client.query(
    `update change_events set payload = jsonb_set(payload, '{origin}', payload->'origin' ||
       jsonb_build_object('actor', $2::text, 'actorId', $3::text))
     where name = any($4) and change_set_id = any($1::uuid[])`,
    [operationIds, person.name, person.id, eventsWithOrigin],
  );
  await client.query(
    'update category_mappings set mapped_by = $2, mapped_by_id = $3 where operation_id = any($1::uuid[])',
    [operationIds, person.name, person.id],
  );
}
