import { sql, type Kysely } from 'kysely';

/** Addresses that are told of events, and what each was told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table webhooks (
      id uuid not null default uuidv7(),
      name text not null,
      url text not null,
      events text[],
      secret text not null,
      state text not null default 'enabled',
      disabled_reason text,
      failing_since timestamptz,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint webhooks_pkey primary key (id),
      constraint webhooks_state_check check (state in ('enabled', 'disabled'))
    );
    comment on column webhooks.events is 'names of events; null: all of them';
    comment on column webhooks.secret is 'sealed: signatures need it again, so it cannot be a hash';
    comment on column webhooks.failing_since is 'first failure since the last delivery that arrived';

    create table webhook_deliveries (
      id uuid not null default uuidv7(),
      webhook_id uuid not null,
      event_id uuid not null,
      event_type text not null,
      body text not null,
      state text not null default 'pending',
      attempts integer not null default 0,
      response_status integer,
      response_snippet text,
      error text,
      duration_ms integer,
      created_at timestamptz not null default now(),
      attempted_at timestamptz,
      delivered_at timestamptz,
      constraint webhook_deliveries_pkey primary key (id),
      constraint webhook_deliveries_webhook_fkey foreign key (webhook_id) references webhooks (id) on delete cascade,
      constraint webhook_deliveries_event_key unique (webhook_id, event_id),
      constraint webhook_deliveries_state_check check (state in ('pending', 'delivered', 'failed'))
    );
    create index webhook_deliveries_list_idx on webhook_deliveries (webhook_id, id);
    create index webhook_deliveries_created_at_idx on webhook_deliveries (created_at);
    comment on constraint webhook_deliveries_event_key on webhook_deliveries is 'an event that is told again is delivered once';
    comment on column webhook_deliveries.body is 'as it is signed: the same bytes at every attempt'
  `.execute(db);
}
