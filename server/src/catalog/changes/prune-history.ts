import type { Kysely } from 'kysely';
import { prunePartitions, type PrunedPartition } from '../../platform/databases/prune-partitions.ts';
import type { CatalogTables } from '../tables.ts';
import { moveLogStart, oldestUnread } from './prune-history.queries.ts';

/**
 * Gives up whole months of history and of the event log that ended before a time. An event that a reader of ours
 * has not read stays, with its month and all later ones. What was changed in a month that is gone cannot be undone.
 */
export async function pruneHistory(
  catalog: Kysely<CatalogTables>,
  options: { before: Date; dryRun: boolean },
): Promise<PrunedPartition[]> {
  const db = catalog as unknown as Kysely<unknown>;
  const unread = await oldestUnread(db);
  const before = unread && unread < options.before ? unread : options.before;
  // The events first: they lead to rows of the history, which must not be gone before them.
  const events = await prunePartitions({
    ...options,
    db,
    before,
    table: 'change_events',
    beforeDrop: moveLogStart,
  });
  return [...events, ...(await prunePartitions({ ...options, db, before, table: 'field_changes' }))];
}
