import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { CoreTables } from '../tables.ts';
import { builtInRoleAllows, builtInRoles } from './built-in-roles.ts';

export type RoleRow = Selectable<CoreTables['roles']> & { permissions: string[]; users: number };
type Executor = Kysely<CoreTables>;

const withPermissions = (db: Executor) =>
  db
    .selectFrom('roles as r')
    .selectAll('r')
    .select([
      sql<string[]>`array(select permission from role_permissions p where p.role_id = r.id order by 1)`.as(
        'permissions',
      ),
      sql<number>`(select count(*)::int from user_roles u where u.role_id = r.id)`.as('users'),
    ]);

export const listRoles = (db: Executor): Promise<RoleRow[]> =>
  withPermissions(db).orderBy('r.built_in', 'desc').orderBy('r.id').execute();

export const findRole = (db: Executor, id: string): Promise<RoleRow | undefined> =>
  withPermissions(db).where('r.id', '=', id).executeTakeFirst();

export const listPermissions = async (db: Executor): Promise<string[]> =>
  (await db.selectFrom('permissions').select('code').orderBy('code').execute()).map(({ code }) => code);

/**
 * Writes the permissions that the routes declare, and what the built-in roles have of them. One that no route of
 * this version declares stays: another version may run beside this one, and custom roles would lose their share.
 */
export async function writePermissions(db: Executor, declared: readonly string[]): Promise<void> {
  const codes = [...new Set(declared)].sort();
  await db.transaction().execute(async (transaction) => {
    // Several processes start at once; the second one finds everything written.
    await sql`select pg_advisory_xact_lock(hashtext('permissions'))`.execute(transaction);
    await sql`insert into permissions (code) select unnest(${codes}::text[]) on conflict do nothing`.execute(
      transaction,
    );
    for (const role of builtInRoles) {
      await sql`insert into roles (code, name, built_in) values (${role.code}, ${role.name}, true)
        on conflict (code) do nothing`.execute(transaction);
      const allowed = codes.filter((code) => builtInRoleAllows(role.code, code));
      await sql`insert into role_permissions (role_id, permission)
        select r.id, c from roles r, unnest(${allowed}::text[]) c where r.code = ${role.code}
        on conflict do nothing`.execute(transaction);
      const refused = codes.filter((code) => !allowed.includes(code));
      await sql`delete from role_permissions p using roles r
        where r.id = p.role_id and r.code = ${role.code} and p.permission = any(${refused}::text[])`.execute(
        transaction,
      );
    }
  });
}

export async function insertRole(
  transaction: Transaction<CoreTables>,
  role: { code: string; name: string },
): Promise<string | null> {
  const row = await transaction
    .insertInto('roles')
    .values(role)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** @returns permissions that no route declares */
export async function setRolePermissions(
  transaction: Transaction<CoreTables>,
  roleId: string,
  codes: readonly string[],
): Promise<string[]> {
  const known = await listPermissions(transaction);
  const unknown = codes.filter((code) => !known.includes(code));
  if (unknown.length > 0) return unknown;
  await transaction.deleteFrom('role_permissions').where('role_id', '=', roleId).execute();
  if (codes.length > 0)
    await transaction
      .insertInto('role_permissions')
      .values(codes.map((permission) => ({ role_id: roleId, permission })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  return [];
}

export async function renameRole(
  transaction: Transaction<CoreTables>,
  id: string,
  version: number | null,
  name: string | undefined,
): Promise<boolean> {
  const changed = await transaction
    .updateTable('roles')
    .set({ ...(name === undefined ? {} : { name }), version: sql`version + 1`, updated_at: sql`now()` })
    .where('id', '=', id)
    .where('built_in', '=', false)
    .$if(version !== null, (query) => query.where('version', '=', version!))
    .executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}

export async function deleteRole(db: Executor, id: string): Promise<void> {
  await db.deleteFrom('roles').where('id', '=', id).where('built_in', '=', false).execute();
}
