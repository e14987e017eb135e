import type { ConnectionPool } from '../../src/platform/databases/pool.ts';

export interface BuildPerson {
  readonly id: string;
  readonly email?: string;
  readonly name?: string;
  readonly locale?: string;
  readonly disabled?: boolean;
  readonly role?: string;
}

export async function buildPerson(core: ConnectionPool, person: BuildPerson): Promise<void> {
  const { id, email = `${id}@example.test`, name = 'Somebody', locale = 'fr-FR', disabled = false } = person;
  await core.query(
    'insert into users (id, email, email_key, name, locale, disabled_at) values ($1, $2, $2, $3, $4, $5)',
    [id, email, name, locale, disabled ? new Date() : null],
  );
  if (!person.role) return;
  await core.query('insert into roles (code, name) values ($1, $1) on conflict (code) do nothing', [
    person.role,
  ]);
  await core.query('insert into user_roles (user_id, role_id) select $1, id from roles where code = $2', [
    id,
    person.role,
  ]);
}
