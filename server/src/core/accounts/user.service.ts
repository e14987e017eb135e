import type { Kysely, Transaction } from 'kysely';
import { AppError } from '../../platform/errors.ts';
import type { Principal } from '../../platform/http/principal.ts';
import { endSessions } from '../sign-in/session.queries.ts';
import type { KnownSessions } from '../sign-in/known-sessions.ts';
import type { CoreTables } from '../tables.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import {
  countUsers,
  findUser,
  findUserByEmail,
  insertUser,
  listCarried,
  listUsers,
  otherAdministrators,
  permissionsOfRoles,
  setPasswordHash,
  setRoles,
  updateUser,
  type UserWithRoles,
} from './user.queries.ts';

export interface CreateUser {
  readonly email: string;
  readonly name: string;
  readonly locale?: string | undefined;
  readonly roles: readonly string[];
  readonly kind?: 'person' | 'machine' | undefined;
  /** Absent for a machine user and for people who come by single sign-on or an invitation. */
  readonly password?: string | undefined;
  readonly oidcSubject?: string | undefined;
}

export interface PatchUser {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly locale?: string | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly disabled?: boolean | undefined;
}

export function createUserService(deps: {
  db: Kysely<CoreTables>;
  /** Sessions that ended in the transaction of a change are forgotten after its commit; other processes follow within seconds. */
  known: Pick<KnownSessions, 'forget' | 'forgetAll'>;
}) {
  const { db } = deps;
  async function get(id: string): Promise<UserWithRoles> {
    const user = await findUser(db, id);
    if (!user) throw new AppError('users.not_found', { message: `There is no user ${id}`, params: { id } });
    return user;
  }
  /** Nobody gives a role, or changes an account, that may do more than he. */
  async function refuseBeyond(actor: Principal | null, roles: readonly string[]): Promise<void> {
    if (!actor) return;
    const needed = await permissionsOfRoles(db, roles);
    const beyond = needed.filter((permission) => !actor.permissions.has(permission));
    if (beyond.length === 0) return;
    throw new AppError('users.role_exceeds', {
      message: `The roles ${roles.join(', ')} may do what you may not: ${beyond.slice(0, 5).join(', ')}`,
      params: { roles, permissions: beyond },
      status: 403,
    });
  }
  async function insert(transaction: Transaction<CoreTables>, input: CreateUser): Promise<string> {
    const passwordHash = input.password === undefined ? null : await hashPassword(input.password);
    const id = await insertUser(transaction, {
      email: input.email,
      name: input.name,
      locale: input.locale,
      kind: input.kind ?? 'person',
      passwordHash,
      oidcSubject: input.oidcSubject ?? null,
    });
    if (id === null) throw emailTaken(input.email);
    refuseUnknownRoles(await setRoles(transaction, id, input.roles));
    return id;
  }

  const inside = <Result>(
    transaction: Transaction<CoreTables> | undefined,
    work: (transaction: Transaction<CoreTables>) => Promise<Result>,
  ): Promise<Result> => (transaction ? work(transaction) : db.transaction().execute(work));

  return {
    get,
    list: (page: { limit: number; after: string | null }) => listUsers(db, page),
    count: () => countUsers(db),
    findByEmail: (email: string) => findUserByEmail(db, email),
    carriedBy: (id: string) => listCarried(db, id),
    /** @param actor who does it, and hands out no more than he has; null on the command line */
    async create(input: CreateUser, actor: Principal | null): Promise<UserWithRoles> {
      await refuseBeyond(actor, input.roles);
      if (input.password !== undefined) checkPassword(input.password, input.email);
      const id = await db.transaction().execute((transaction) => insert(transaction, input));
      return get(id);
    },
    /** @throws AppError `users.stale`, `users.last_administrator` */
    async update(
      id: string,
      version: number | null,
      patch: PatchUser,
      actor: Principal | null,
    ): Promise<UserWithRoles> {
      const before = await get(id);
      await refuseBeyond(actor, [...before.roles, ...(patch.roles ?? [])]);
      await db.transaction().execute(async (transaction) => {
        const loses =
          before.roles.includes('administrator') &&
          (patch.disabled === true || (patch.roles && !patch.roles.includes('administrator')));
        if (loses && (await otherAdministrators(transaction, id)) === 0) throw lastAdministrator();
        const updated = await updateUser(transaction, id, version, patch).catch((error: unknown) => {
          throw (error as { code?: string }).code === '23505' ? emailTaken(patch.email!) : error;
        });
        if (!updated) throw stale(before);
        if (patch.roles) refuseUnknownRoles(await setRoles(transaction, id, patch.roles));
        if (patch.disabled) await endSessions(transaction, { userId: id }, 'disabled');
      });
      deps.known.forgetAll();
      return get(id);
    },
    /** Ends every session of the user: whoever knew the old password is out. */
    async setPassword(
      id: string,
      password: string,
      actor: Principal | null,
      within?: Transaction<CoreTables>,
    ): Promise<void> {
      const user = await get(id);
      if (actor?.userId !== id) await refuseBeyond(actor, user.roles);
      checkPassword(password, user.email);
      const hash = await hashPassword(password);
      const ended = await inside(within, async (transaction) => {
        await setPasswordHash(transaction, id, hash);
        return endSessions(transaction, { userId: id }, 'password changed');
      });
      deps.known.forget(ended);
    },
    /** The first account of an installation; null where there is one already. */
    async createFirst(input: CreateUser, within?: Transaction<CoreTables>): Promise<UserWithRoles | null> {
      if (input.password !== undefined) checkPassword(input.password, input.email);
      return inside(within, async (transaction) => {
        await lockAccounts(transaction);
        if ((await countUsers(transaction)) > 0) return null;
        const id = await insert(transaction, input);
        return (await findUser(transaction, id)) ?? null;
      });
    },
  };
}

export type UserService = ReturnType<typeof createUserService>;

async function lockAccounts(transaction: Transaction<CoreTables>): Promise<void> {
  await transaction
    .selectFrom('roles')
    .select('id')
    .where('code', '=', 'administrator')
    .forUpdate()
    .execute();
}

function refuseUnknownRoles(unknown: readonly string[]): void {
  if (unknown.length === 0) return;
  throw new AppError('users.invalid', {
    message: `There is no role ${unknown.join(', ')}; GET /api/v1/roles lists them`,
    params: { roles: unknown },
  });
}

const emailTaken = (email: string): AppError =>
  new AppError('users.conflict', {
    message: `There is a user with the address ${email} already`,
    params: { name: email },
  });

const lastAdministrator = (): AppError =>
  new AppError('users.last_administrator', {
    message: 'This is the last administrator; give the role to somebody else first',
    status: 409,
  });

const stale = (user: UserWithRoles): AppError =>
  new AppError('users.stale', {
    message: `The user was changed meanwhile and is at version ${user.version}; read it again`,
    params: { version: user.version },
  });
