import type { Kysely } from 'kysely';
import { AppError } from '../../platform/errors.ts';
import type { Principal } from '../../platform/http/principal.ts';
import type { Origin } from '../../platform/origin.ts';
import { writeAudit } from '../audit/audit.queries.ts';
import { changedValues } from '../audit/changed-values.ts';
import type { KnownSessions } from '../sign-in/known-sessions.ts';
import type { CoreTables } from '../tables.ts';
import {
  deleteRole,
  findRole,
  insertRole,
  listPermissions,
  listRoles,
  renameRole,
  setRolePermissions,
  type RoleRow,
} from './role.queries.ts';

interface RoleChangedBy {
  /** Hands out no more than he has. */
  readonly actor: Principal;
  readonly origin: Origin;
}

export function createRoleService(deps: { db: Kysely<CoreTables>; known: Pick<KnownSessions, 'forgetAll'> }) {
  const { db } = deps;
  async function get(id: string): Promise<RoleRow> {
    const role = await findRole(db, id);
    if (!role) throw new AppError('roles.not_found', { message: `There is no role ${id}`, params: { id } });
    return role;
  }
  return {
    get,
    list: () => listRoles(db),
    listPermissions: () => listPermissions(db),
    async create(
      input: { code: string; name: string; permissions: readonly string[] },
      { actor, origin }: RoleChangedBy,
    ): Promise<RoleRow> {
      refuseBeyond(actor, input.permissions);
      return db.transaction().execute(async (transaction) => {
        const made = await insertRole(transaction, { code: input.code, name: input.name });
        if (made === null)
          throw new AppError('roles.conflict', {
            message: `There is a role ${input.code} already`,
            params: { name: input.code },
          });
        refuseUnknown(await setRolePermissions(transaction, made, input.permissions));
        const role = (await findRole(transaction, made))!;
        const created = { action: 'role.created', before: null, after: auditable(role) };
        await writeAudit(transaction, { origin, entity: 'role', entityId: made, ...created });
        return role;
      });
    },
    async update(
      id: string,
      version: number | null,
      patch: { name?: string | undefined; permissions?: readonly string[] | undefined },
      { actor, origin }: RoleChangedBy,
    ): Promise<RoleRow> {
      refuseBeyond(actor, patch.permissions ?? []);
      const role = await get(id);
      if (role.built_in) throw builtIn(role);
      const changed = await db.transaction().execute(async (transaction) => {
        if (!(await renameRole(transaction, id, version, patch.name)))
          throw new AppError('roles.stale', {
            message: `The role was changed meanwhile and is at version ${role.version}; read it again`,
            params: { version: role.version },
          });
        if (patch.permissions) refuseUnknown(await setRolePermissions(transaction, id, patch.permissions));
        const after = (await findRole(transaction, id))!;
        await writeAudit(transaction, {
          origin,
          action: 'role.updated',
          entity: 'role',
          entityId: id,
          ...changedValues(auditable(role), auditable(after)),
        });
        return after;
      });
      deps.known.forgetAll();
      return changed;
    },
    async remove(id: string, origin: Origin): Promise<void> {
      const role = await get(id);
      if (role.built_in) throw builtIn(role);
      if (role.users > 0)
        throw new AppError('roles.in_use', {
          message: `${role.users} users have the role ${role.code}; give them another first`,
          params: { users: role.users },
          status: 409,
        });
      await db.transaction().execute(async (transaction) => {
        await deleteRole(transaction, id);
        const deleted = { action: 'role.deleted', before: auditable(role), after: null };
        await writeAudit(transaction, { origin, entity: 'role', entityId: id, ...deleted });
      });
    },
  };
}

const auditable = ({ code, name, permissions }: RoleRow) => ({ code, name, permissions });

export type RoleService = ReturnType<typeof createRoleService>;

function refuseBeyond(actor: Principal, permissions: readonly string[]): void {
  const beyond = permissions.filter((permission) => !actor.permissions.has(permission));
  if (beyond.length === 0) return;
  throw new AppError('roles.exceeds', {
    message: `You may not hand out ${beyond.join(', ')}, which you do not have`,
    params: { permissions: beyond },
    status: 403,
  });
}

function refuseUnknown(unknown: readonly string[]): void {
  if (unknown.length === 0) return;
  throw new AppError('roles.invalid', {
    message: `There is no permission ${unknown.join(', ')}; GET /api/v1/permissions lists them`,
    params: { permissions: unknown },
  });
}

const builtIn = (role: RoleRow): AppError =>
  new AppError('roles.built_in', {
    message: `The role ${role.code} is built in; make one of your own beside it`,
    status: 409,
  });
