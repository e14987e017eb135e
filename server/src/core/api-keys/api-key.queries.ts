import { sql, type Kysely, type Selectable } from 'kysely';
import { permissionsOf } from '../sign-in/session.queries.ts';
import type { CoreTables } from '../tables.ts';

export type ApiKeyRow = Selectable<CoreTables['api_keys']>;
type Executor = Kysely<CoreTables>;

export const listApiKeys = (db: Executor): Promise<ApiKeyRow[]> =>
  db.selectFrom('api_keys').selectAll().where('revoked_at', 'is', null).orderBy('id').execute();

export const findApiKey = (db: Executor, id: string): Promise<ApiKeyRow | undefined> =>
  db
    .selectFrom('api_keys')
    .selectAll()
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();

export const insertApiKey = (
  db: Executor,
  key: {
    name: string;
    hash: Buffer;
    hint: string;
    userId: string | null;
    scopes: string[];
    createdBy: string | null;
    expiresAt: Date | null;
  },
): Promise<ApiKeyRow> =>
  db
    .insertInto('api_keys')
    .values({
      name: key.name,
      hash: key.hash,
      hint: key.hint,
      user_id: key.userId,
      scopes: key.scopes,
      created_by: key.createdBy,
      expires_at: key.expiresAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();

export async function revokeApiKey(db: Executor, id: string): Promise<boolean> {
  const revoked = await db
    .updateTable('api_keys')
    .set({ revoked_at: sql`now()` })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return revoked.numUpdatedRows === 1n;
}

export interface KeyHolder {
  readonly id: string;
  readonly name: string;
  readonly scopes: string[];
  readonly userId: string | null;
  /** Of the machine user; null where the key is the installation's. */
  readonly permissions: string[] | null;
}

/** The holder of a good key. One that belonged to a deleted or disabled machine user is good no longer. */
export function findKeyHolder(db: Executor, hash: Buffer): Promise<KeyHolder | undefined> {
  return db
    .selectFrom('api_keys as k')
    .leftJoin('users as u', 'u.id', 'k.user_id')
    .select(['k.id', 'k.name', 'k.scopes', 'k.user_id as userId'])
    .select(
      sql<string[] | null>`case when u.id is not null then ${permissionsOf('u.id')} end`.as('permissions'),
    )
    .where('k.hash', '=', hash)
    .where('k.revoked_at', 'is', null)
    .where((where) =>
      where.or([where('k.expires_at', 'is', null), where('k.expires_at', '>', sql<Date>`now()`)]),
    )
    .where('u.disabled_at', 'is', null)
    .executeTakeFirst();
}

export async function noteKeyUse(db: Executor, id: string): Promise<void> {
  await db
    .updateTable('api_keys')
    .set({ used_at: sql`now()` })
    .where('id', '=', id)
    .execute();
}
