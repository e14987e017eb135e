import type { Statements } from '../platform/databases/transactions.ts';

/** Takes a person out of the imports asked for. @returns the jobs that were theirs */
export async function anonymiseImports(client: Statements, userId: string): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `update import_jobs set actor = 'deleted user', actor_id = null, source_address = null
     where actor_id = $1 returning id`,
    [userId],
  );
  return rows.map(({ id }) => id);
}

/** Addresses stay away: nothing remembers them. */
export async function restoreImports(
  client: Statements,
  jobIds: readonly string[],
  person: { id: string; name: string },
): Promise<void> {
  await client.query('update import_jobs set actor = $2, actor_id = $3 where id = any($1::uuid[])', [
    jobIds,
    person.name,
    person.id,
  ]);
}
