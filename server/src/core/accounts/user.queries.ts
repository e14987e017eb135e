import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { CoreTables } from '../tables.ts';

export type UserRow = Selectable<CoreTables['users']>;
export type UserWithRoles = UserRow & { roles: string[] };
type Executor = Kysely<CoreTables>;

export const emailKey = (email: string): string => email.trim().normalize('NFKC').toLowerCase();

const withRoles = (db: Executor) =>
  db
    .selectFrom('users as u')
    .selectAll('u')
    .select(
      sql<string[]>`array(select r.code from user_roles ur join roles r on r.id = ur.role_id
        where ur.user_id = u.id order by r.code)`.as('roles'),
    );

export function listUsers(
  db: Executor,
  page: { limit: number; after: string | null },
): Promise<UserWithRoles[]> {
  const query = withRoles(db).orderBy('u.id').limit(page.limit);
  return (page.after ? query.where('u.id', '>', page.after) : query).execute();
}

export const countUsers = async (db: Executor): Promise<number> =>
  Number(
    (
      await db
        .selectFrom('users')
        .select(sql<number>`count(*)::int`.as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  );

export const findUser = (db: Executor, id: string): Promise<UserWithRoles | undefined> =>
  withRoles(db).where('u.id', '=', id).executeTakeFirst();

/** For the rest of the transaction it changes nowhere else. */
export async function lockUser(transaction: Executor, id: string): Promise<UserWithRoles | undefined> {
  await transaction.selectFrom('users').select('id').where('id', '=', id).forUpdate().execute();
  return findUser(transaction, id);
}

export const findUserByEmail = (db: Executor, email: string): Promise<UserWithRoles | undefined> =>
  withRoles(db).where('u.email_key', '=', emailKey(email)).executeTakeFirst();

export const findUserBySubject = (db: Executor, subject: string): Promise<UserWithRoles | undefined> =>
  withRoles(db).where('u.oidc_subject', '=', subject).executeTakeFirst();

export async function insertUser(
  transaction: Transaction<CoreTables>,
  values: {
    email: string;
    name: string;
    locale?: string | undefined;
    kind: 'person' | 'machine';
    passwordHash: string | null;
    oidcSubject: string | null;
  },
): Promise<string | null> {
  const row = await transaction
    .insertInto('users')
    .values({
      email: values.email.trim(),
      email_key: emailKey(values.email),
      name: values.name,
      ...(values.locale ? { locale: values.locale } : {}),
      kind: values.kind,
      password_hash: values.passwordHash,
      oidc_subject: values.oidcSubject,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** @returns false when the user changed since that version */
export async function updateUser(
  transaction: Transaction<CoreTables>,
  id: string,
  version: number | null,
  values: {
    name?: string | undefined;
    email?: string | undefined;
    locale?: string | undefined;
    disabled?: boolean | undefined;
  },
): Promise<boolean> {
  const { email, disabled } = values;
  const changed = await transaction
    .updateTable('users')
    .set({
      ...(values.name === undefined ? {} : { name: values.name }),
      ...(values.locale === undefined ? {} : { locale: values.locale }),
      ...(email === undefined ? {} : { email: email.trim(), email_key: emailKey(email) }),
      ...(disabled === undefined
        ? {}
        : { disabled_at: disabled ? sql<Date>`coalesce(disabled_at, now())` : null }),
      version: sql`version + 1`,
      updated_at: sql`now()`,
    })
    .where('id', '=', id)
    .$if(version !== null, (query) => query.where('version', '=', version!))
    .executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}

export async function linkSubject(db: Executor, id: string, subject: string): Promise<void> {
  await db.updateTable('users').set({ oidc_subject: subject }).where('id', '=', id).execute();
}

export async function setPasswordHash(db: Executor, id: string, hash: string): Promise<void> {
  await db
    .updateTable('users')
    .set({ password_hash: hash, version: sql`version + 1`, updated_at: sql`now()` })
    .where('id', '=', id)
    .execute();
}

/** @returns codes that no role has */
export async function setRoles(
  transaction: Transaction<CoreTables>,
  userId: string,
  codes: readonly string[],
): Promise<string[]> {
  const found = codes.length
    ? await transaction.selectFrom('roles').select(['id', 'code']).where('code', 'in', codes).execute()
    : [];
  const unknown = codes.filter((code) => !found.some((role) => role.code === code));
  if (unknown.length > 0) return unknown;
  await transaction.deleteFrom('user_roles').where('user_id', '=', userId).execute();
  if (found.length > 0)
    await transaction
      .insertInto('user_roles')
      .values(found.map(({ id }) => ({ user_id: userId, role_id: id })))
      .execute();
  return [];
}

export async function permissionsOfRoles(db: Executor, codes: readonly string[]): Promise<string[]> {
  if (codes.length === 0) return [];
  const rows = await db
    .selectFrom('roles as r')
    .innerJoin('role_permissions as p', 'p.role_id', 'r.id')
    .select('p.permission')
    .distinct()
    .where('r.code', 'in', codes)
    .execute();
  return rows.map(({ permission }) => permission);
}

/** Locked for the transaction, so that two requests cannot take away the last two at once. */
export async function otherAdministrators(transaction: Executor, userId: string): Promise<number> {
  const rows = await transaction
    .selectFrom('users as u')
    .innerJoin('user_roles as ur', 'ur.user_id', 'u.id')
    .innerJoin('roles as r', 'r.id', 'ur.role_id')
    .select('u.id')
    .where('r.code', '=', 'administrator')
    .where('u.disabled_at', 'is', null)
    .where('u.kind', '=', 'person')
    .where('u.id', '<>', userId)
    .forUpdate('u')
    .execute();
  return rows.length;
}

/** What goes on working in a user's name: shown before he is disabled, and stopped by nobody unasked. */
export function listCarried(db: Executor, userId: string) {
  return db
    .selectFrom('api_keys')
    .select(['id', 'name', 'hint', 'used_at'])
    .where((where) => where.or([where('user_id', '=', userId), where('created_by', '=', userId)]))
    .where('revoked_at', 'is', null)
    .orderBy('id')
    .execute();
}
