import { sql, type Kysely, type Selectable } from 'kysely';
import type { MediaFailure, MediaTable, MediaTables } from './tables.ts';

type Executor = Kysely<MediaTables>;
export type MediaRow = Selectable<MediaTable>;

/** Records addresses, each once. @returns the id of each, in their order */
export async function recordAddresses(db: Executor, addresses: readonly string[]): Promise<string[]> {
  // Inserted in the order of their hashes: two writers of the same ones wait for each other, and block nobody.
  await sql`
    insert into media (address, address_hash)
    select a, md5(a)::uuid from unnest(${addresses}::text[]) as u(a) order by 2
    on conflict (address_hash) do nothing`.execute(db);
  const { rows } = await sql<{ id: string }>`
    select m.id from unnest(${addresses}::text[]) with ordinality as u(a, at)
    join media m on m.address_hash = md5(u.a)::uuid order by u.at`.execute(db);
  return rows.map(({ id }) => id);
}

export const listMedia = (db: Executor, ids: readonly string[]): Promise<MediaRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom('media').selectAll().where('id', 'in', ids).execute();

/** The one that is due longest; held until the commit, so that two workers never fetch the same. */
export const lockDue = (transaction: Executor, now: Date): Promise<MediaRow | undefined> =>
  transaction
    .selectFrom('media')
    .selectAll()
    .where('state', '=', 'to_fetch')
    .where('next_try_at', '<=', now)
    .orderBy('next_try_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();

/** Tried later, should this process end before it says how it went. */
export async function claim(transaction: Executor, id: string, until: Date): Promise<void> {
  await transaction
    .updateTable('media')
    .set({ tries: sql`tries + 1`, next_try_at: until })
    .where('id', '=', id)
    .execute();
}

export async function markReady(
  db: Executor,
  id: string,
  found: {
    storage_key: string;
    sha256: string;
    type: string;
    width: number | null;
    height: number | null;
    bytes: number;
    fetched_at: Date;
  },
): Promise<void> {
  await db
    .updateTable('media')
    .set({ ...found, state: 'ready', failure: null })
    .where('id', '=', id)
    .execute();
}

/** @param again when it is tried once more; null: never */
export async function markFailed(
  db: Executor,
  id: string,
  failure: MediaFailure,
  again: Date | null,
): Promise<void> {
  await db
    .updateTable('media')
    .set({
      failure: JSON.stringify(failure),
      ...(again ? { next_try_at: again } : { state: 'failed' as const }),
    })
    .where('id', '=', id)
    .execute();
}
