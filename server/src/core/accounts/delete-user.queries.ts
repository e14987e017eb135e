import type { Statements } from '../../platform/databases/transactions.ts';

/** As it stands in histories; null when there is no such user. */
export async function findName(client: Statements, userId: string): Promise<string | null> {
  const { rows } = await client.query<{ name: string }>('select name from users where id = $1', [userId]);
  return rows[0]?.name ?? null;
}

/** Locked, so that two deletions cannot take away the last two at once. @returns false when nobody else is one */
export async function leavesAdministrator(client: Statements, userId: string): Promise<boolean> {
  const { rows } = await client.query<{ id: string; enabled: boolean }>(
    `select u.id from users u join user_roles ur on ur.user_id = u.id join roles r on r.id = ur.role_id
     where r.code = 'administrator' and u.kind = 'person' and u.disabled_at is null
     order by u.id for update of u`,
  );
  return rows.length !== 1 || rows[0]!.id !== userId;
}

/** Shuts the account and ends its sessions. @returns whether it was open before */
export async function disableUser(client: Statements, userId: string): Promise<{ wasEnabled: boolean }> {
  const { rows } = await client.query<{ wasEnabled: boolean }>(
    `with ended as (
       update sessions set ended_at = now(), end_reason = 'deleted' where user_id = $1 and ended_at is null)
     update users set disabled_at = coalesce(disabled_at, now()), version = version + 1, updated_at = now()
     where id = $1 returning old.disabled_at is null as "wasEnabled"`,
    [userId],
  );
  return { wasEnabled: rows[0]?.wasEnabled ?? false };
}

export async function enableUser(client: Statements, userId: string): Promise<void> {
  await client.query(
    'update users set disabled_at = null, version = version + 1, updated_at = now() where id = $1',
    [userId],
  );
}

/** API keys by what they are to a user: his own, or made by him for others. */
export interface GivenKeys {
  readonly owned: readonly string[];
  readonly made: readonly string[];
}

/** @returns the keys that were given */
export async function handOverKeys(client: Statements, from: string, to: string): Promise<GivenKeys> {
  const give = async (column: 'user_id' | 'created_by'): Promise<string[]> => {
    const { rows } = await client.query<{ id: string }>(
      `update api_keys set ${column} = $2 where ${column} = $1 returning id`,
      [from, to],
    );
    return rows.map(({ id }) => id);
  };
  return { owned: await give('user_id'), made: await give('created_by') };
}

export async function takeBackKeys(
  client: Statements,
  userId: string,
  { owned, made }: GivenKeys,
): Promise<void> {
  await client.query('update api_keys set user_id = $1 where id = any($2::uuid[])', [userId, owned]);
  await client.query('update api_keys set created_by = $1 where id = any($2::uuid[])', [userId, made]);
}

/** Whoever asked for the deletion is named by the entry that was written then; the saga keeps no names. */
const entered = `
  insert into audit_log (actor, actor_id, request_id, source_address, action, entity, entity_id, before)
  select coalesce(asked.actor, 'core.delete-user'), asked.actor_id, asked.request_id, asked.source_address,
    'user.deleted', 'user', u.id::text, jsonb_build_object('email', u.email, 'name', u.name)
  from users u left join lateral (
    select actor, actor_id, request_id, source_address from audit_log
    where entity = 'user' and entity_id = u.id::text and action = 'user.deletion-requested'
    order by at desc limit 1) asked on true
  where u.id = $1`;

/** Sessions, links and roles go with the user's row. */
export async function removeUser(client: Statements, userId: string): Promise<void> {
  for (const statement of [
    entered,
    // One without its user would be the installation's own and might do more than before.
    'update api_keys set revoked_at = coalesce(revoked_at, now()) where user_id = $1',
    'update api_keys set created_by = null where created_by = $1',
    'delete from notifications where user_id = $1',
    'delete from notification_preferences where user_id = $1',
    'delete from users where id = $1',
  ])
    await client.query(statement, [userId]);
}
