import type { Statements } from '../../platform/databases/transactions.ts';

/** Reads the whole table, which is one row per operation: people are deleted seldom, and an index would cost every import. */
export async function renameActor(client: Statements, from: string, to: string): Promise<void> {
  await client.query('update change_sets set actor = $2 where actor = $1', [from, to]);
}
