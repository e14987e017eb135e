import { sql, type Kysely } from 'kysely';

/** Tickets that open a live connection, each good once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create unlogged table ws_tickets (
      token_hash bytea,
      principal jsonb not null,
      expires_at timestamptz not null,
      constraint ws_tickets_pkey primary key (token_hash)
    );
    create index ws_tickets_expires_at_idx on ws_tickets (expires_at);
    comment on table ws_tickets is 'unlogged: they live for seconds, and whoever lost one asks for another'
  `.execute(db);
}
