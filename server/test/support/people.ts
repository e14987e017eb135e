import type { ConnectionPool } from '../../src/platform/databases/pool.ts';

export interface BuildPerson {
  readonly id: string;
  readonly email?: string;
  readonly name?: string;
  readonly locale?: string | null;
  readonly disabled?: boolean;
  readonly role?: string;
}

/** The part of the accounts that notifications read, made where there are none. */
export async function preparePeople(core: ConnectionPool): Promise<void> {
  await core.query(`
    create table if not exists users (id uuid primary key, email text not null, name text not null, locale text, disabled_at timestamptz);
    create table if not exists roles (id uuid primary key default uuidv7(), code text not null unique);
    create table if not exists user_roles (user_id uuid not null, role_id uuid not null, primary key (user_id, role_id))`);
}

export async function buildPerson(core: ConnectionPool, person: BuildPerson): Promise<void> {
  const { id, email = `${id}@example.test`, name = 'Somebody', locale = null, disabled = false } = person;
  await core.query('insert into users (id, email, name, locale, disabled_at) values ($1, $2, $3, $4, $5)', [
    id,
    email,
    name,
    locale,
    disabled ? new Date() : null,
  ]);
  if (!person.role) return;
  await core.query('insert into roles (code) values ($1) on conflict (code) do nothing', [person.role]);
  await core.query('insert into user_roles (user_id, role_id) select $1, id from roles where code = $2', [
    id,
    person.role,
  ]);
}
