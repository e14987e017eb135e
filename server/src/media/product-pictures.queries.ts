import type { Statements } from '../platform/databases/transactions.ts';

interface DeletedMedia {
  readonly id: string;
  readonly address: string;
  /** Null where it was not fetched. */
  readonly key: string | null;
}

export async function deleteUnusedMedia(client: Statements, ids: readonly string[]): Promise<DeletedMedia[]> {
  const { rows } = await client.query<DeletedMedia & Record<string, unknown>>(
    'delete from media where id = any($1::uuid[]) returning id, address, storage_key as key',
    [ids],
  );
  return rows;
}

/** An address that was recorded anew meanwhile stays as it is. */
export async function fetchAgain(
  client: Statements,
  media: readonly { id: string; address: string }[],
): Promise<void> {
  await client.query(
    `insert into media (id, address, address_hash)
     select m.id, m.address, md5(m.address)::uuid from jsonb_to_recordset($1::jsonb) as m(id uuid, address text)
     on conflict do nothing`,
    [JSON.stringify(media)],
  );
}

/** The same picture at two addresses is stored once. @returns the objects that no row names any more */
export async function listUnusedKeys(db: Statements, keys: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ key: string }>(
    'select k.key from unnest($1::text[]) as k(key) where not exists (select from media m where m.storage_key = k.key)',
    [keys],
  );
  return rows.map(({ key }) => key);
}
