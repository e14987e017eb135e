import { sql, type Kysely } from 'kysely';

/** Who may do what: people and machine users, their roles, their sessions, and the keys of programs. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table users (
      id uuid primary key default uuidv7(),
      email text not null,
      email_key text not null,
      name text not null,
      locale text not null default 'fr-FR',
      kind text not null default 'person',
      password_hash text,
      oidc_subject text,
      disabled_at timestamptz,
      last_login_at timestamptz,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint users_email_key unique (email_key),
      constraint users_oidc_subject_key unique (oidc_subject),
      constraint users_kind_check check (kind in ('person', 'machine'))
    );
    comment on column users.email_key is 'the address in lower case: one account per address';
    comment on column users.kind is 'a machine user carries keys, schedules and sources; it has no password';
    create table roles (
      id uuid primary key default uuidv7(),
      code text not null,
      name text not null,
      built_in boolean not null default false,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint roles_code_key unique (code)
    );
    create table permissions (
      code text primary key,
      constraint permissions_code_check check (code ~ '^[a-z0-9-]+:[a-z-]+$')
    );
    comment on table permissions is 'resource:action, as the routes declare them; written at every start';
    create table role_permissions (
      role_id uuid not null references roles (id) on delete cascade,
      permission text not null references permissions (code) on delete cascade,
      constraint role_permissions_pkey primary key (role_id, permission)
    );
    create table user_roles (
      user_id uuid not null references users (id) on delete cascade,
      role_id uuid not null references roles (id),
      constraint user_roles_pkey primary key (user_id, role_id)
    );
    create index user_roles_role_id_idx on user_roles (role_id)
  `.execute(db);

  await sql`
    create table sessions (
      id uuid primary key default uuidv7(),
      user_id uuid not null references users (id) on delete cascade,
      address text,
      user_agent text,
      created_at timestamptz not null default now(),
      used_at timestamptz not null default now(),
      expires_at timestamptz not null,
      ended_at timestamptz,
      end_reason text
    );
    create index sessions_user_id_idx on sessions (user_id, created_at);
    create table refresh_tokens (
      hash bytea primary key,
      session_id uuid not null references sessions (id) on delete cascade,
      created_at timestamptz not null default now(),
      used_at timestamptz
    );
    create index refresh_tokens_session_id_idx on refresh_tokens (session_id);
    comment on table refresh_tokens is 'each is good for one use; a second use ends the session, because one of the two users stole it';
    create table one_time_tokens (
      hash bytea primary key,
      purpose text not null,
      user_id uuid references users (id) on delete cascade,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      used_at timestamptz,
      constraint one_time_tokens_purpose_check check (purpose in ('setup', 'password-reset', 'invitation'))
    );
    create table login_attempts (
      key text not null,
      ten_seconds timestamptz not null,
      failures integer not null,
      constraint login_attempts_pkey primary key (key, ten_seconds)
    );
    comment on table login_attempts is 'wrong passwords by account and by address; swept daily';
    create table api_keys (
      id uuid primary key default uuidv7(),
      name text not null,
      hash bytea not null,
      hint text not null,
      user_id uuid references users (id) on delete set null,
      scopes text[] not null,
      created_by uuid,
      created_at timestamptz not null default now(),
      expires_at timestamptz,
      used_at timestamptz,
      revoked_at timestamptz,
      constraint api_keys_hash_key unique (hash)
    );
    comment on column api_keys.user_id is 'the machine user it belongs to, or null: the installation'
  `.execute(db);
}
