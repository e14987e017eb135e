import { sql, type Kysely } from 'kysely';

/** Pictures by their address: recorded when a product names them, fetched later. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table media (
      id uuid primary key default uuidv7(),
      address text not null,
      address_hash uuid not null,
      state text not null default 'to_fetch',
      storage_key text,
      sha256 text,
      type text,
      width integer,
      height integer,
      bytes bigint,
      failure jsonb,
      tries integer not null default 0,
      next_try_at timestamptz not null default now(),
      created_at timestamptz not null default now(),
      fetched_at timestamptz,
      constraint media_address_key unique (address_hash),
      constraint media_state_check check (state in ('to_fetch', 'ready', 'failed')),
      constraint media_ready_check check ((state = 'ready') = (storage_key is not null))
    );
    create index media_due_idx on media (next_try_at) where state = 'to_fetch';
    comment on column media.address_hash is 'md5 of the address: an index entry has no room for 2,000 characters'
  `.execute(db);
}
