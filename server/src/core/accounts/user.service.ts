import type { Kysely, Transaction } from 'kysely';
import { AppError } from '../../platform/errors.ts';
import type { Principal } from '../../platform/http/principal.ts';
import type { Origin } from '../../platform/origin.ts';
import { writeAudit } from '../audit/audit.queries.ts';
import { changedValues } from '../audit/changed-values.ts';
import { endSessions } from '../sign-in/session.queries.ts';
import type { KnownSessions } from '../sign-in/known-sessions.ts';
import type { LoginThrottle } from '../sign-in/throttle.ts';
import type { CoreTables } from '../tables.ts';
import { requestDeletion, type DeletionDeps, type DeletionRequest } from './request-deletion.ts';
import { lastAdministrator } from './last-administrator.ts';
import { checkPassword, hashPassword, passwordMatches } from './passwords.ts';
import {
  countUsers,
  findUser,
  findUserByEmail,
  insertUser,
  listCarried,
  listUsers,
  lockUser,
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

/** Who changes accounts. */
export interface ChangedBy {
  /** Hands out no more than he has; null on the command line, and where a link allows it. */
  readonly actor: Principal | null;
  readonly origin: Origin;
}

export function createUserService(deps: {
  db: Kysely<CoreTables>;
  /** Sessions that ended in the transaction of a change are forgotten after its commit; other processes follow within seconds. */
  throttle: LoginThrottle;
  known: Pick<KnownSessions, 'forget' | 'forgetAll'>;
  startDeletion: DeletionDeps['startDeletion'];
}) {
  const { db } = deps;
  async function get(id: string): Promise<UserWithRoles> {
    const user = await findUser(db, id);
    return user ?? absent(id);
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
  async function insert(
    transaction: Transaction<CoreTables>,
    input: CreateUser,
    origin: Origin,
  ): Promise<UserWithRoles> {
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
    const user = (await findUser(transaction, id))!;
    const created = { action: 'user.created', before: null, after: auditableUser(user) };
    await writeAudit(transaction, { origin, entity: 'user', entityId: id, ...created });
    return user;
  }

  const inside = <Result>(
    transaction: Transaction<CoreTables> | undefined,
    work: (transaction: Transaction<CoreTables>) => Promise<Result>,
  ): Promise<Result> => (transaction ? work(transaction) : db.transaction().execute(work));

  /** Ends every session of the user: whoever knew the old password is out. */
  async function setPassword(
    id: string,
    password: string,
    { actor, origin }: ChangedBy,
    within?: Transaction<CoreTables>,
  ): Promise<void> {
    const user = await get(id);
    if (actor?.userId !== id) await refuseBeyond(actor, user.roles);
    checkPassword(password, user.email);
    const hash = await hashPassword(password);
    const ended = await inside(within, async (transaction) => {
      await setPasswordHash(transaction, id, hash);
      const set = { action: 'user.password-set', before: null, after: null };
      await writeAudit(transaction, { origin, entity: 'user', entityId: id, ...set });
      return endSessions(transaction, { userId: id }, 'password changed');
    });
    deps.known.forget(ended);
  }

  return {
    get,
    list: (page: { limit: number; after: string | null }) => listUsers(db, page),
    count: () => countUsers(db),
    findByEmail: (email: string) => findUserByEmail(db, email),
    carriedBy: (id: string) => listCarried(db, id),
    async create(input: CreateUser, { actor, origin }: ChangedBy): Promise<UserWithRoles> {
      await refuseBeyond(actor, input.roles);
      if (input.password !== undefined) checkPassword(input.password, input.email);
      return db.transaction().execute((transaction) => insert(transaction, input, origin));
    },
    /** @throws AppError `users.stale`, `users.last_administrator` */
    async update(
      id: string,
      version: number | null,
      patch: PatchUser,
      { actor, origin }: ChangedBy,
    ): Promise<UserWithRoles> {
      await refuseBeyond(actor, [...(await get(id)).roles, ...(patch.roles ?? [])]);
      const user = await db.transaction().execute(async (transaction) => {
        const before = (await lockUser(transaction, id)) ?? absent(id);
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
        const after = (await findUser(transaction, id))!;
        const changed = changedValues(auditableUser(before), auditableUser(after));
        await writeAudit(transaction, {
          origin,
          action: 'user.updated',
          entity: 'user',
          entityId: id,
          ...changed,
        });
        return after;
      });
      deps.known.forgetAll();
      return user;
    },
    /** @returns the saga that deletes him; its caller forgets sessions after the commit */
    requestDeletion: (transaction: Kysely<CoreTables>, request: DeletionRequest): Promise<string> =>
      requestDeletion({ refuseBeyond, startDeletion: deps.startDeletion }, transaction, request),
    /** Called when a deletion is committed here. */
    forgetSessions: (): void => deps.known.forgetAll(),
    /** Whoever found a session open must not take the account over with it: the present password is asked for. */
    async changeOwnPassword(
      id: string,
      passwords: { current: string; next: string },
      by: ChangedBy,
    ): Promise<void> {
      const user = await get(id);
      await deps.throttle.check(user.email_key, null);
      if (!(await passwordMatches(passwords.current, user.password_hash))) {
        await deps.throttle.fail(user.email_key, null);
        throw new AppError('users.current_password_wrong', {
          message:
            'The present password is wrong; without one, ask for a link by `POST /api/v1/auth/password-reset`',
          status: 403,
        });
      }
      await setPassword(id, passwords.next, by);
    },
    setPassword,
    /** The first account of an installation; null where there is one already. */
    async createFirst(
      input: CreateUser,
      origin: Origin,
      within?: Transaction<CoreTables>,
    ): Promise<UserWithRoles | null> {
      if (input.password !== undefined) checkPassword(input.password, input.email);
      return inside(within, async (transaction) => {
        await lockAccounts(transaction);
        if ((await countUsers(transaction)) > 0) return null;
        return insert(transaction, input, origin);
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

/** What of a user an audit entry shows; no password, and no hash of one. */
const auditableUser = (user: UserWithRoles) => ({
  email: user.email,
  name: user.name,
  locale: user.locale,
  kind: user.kind,
  roles: user.roles,
  disabled: user.disabled_at !== null,
});

function absent(id: string): never {
  throw new AppError('users.not_found', { message: `There is no user ${id}`, params: { id } });
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

const stale = (user: UserWithRoles): AppError =>
  new AppError('users.stale', {
    message: `The user was changed meanwhile and is at version ${user.version}; read it again`,
    params: { version: user.version },
  });
