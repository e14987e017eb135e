import { sql, type Kysely } from 'kysely';

/** What people are told, and how each of them wants to be told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table notifications (
      id uuid not null default uuidv7(),
      user_id uuid not null,
      kind text not null,
      event_key text not null,
      params jsonb not null default '{}',
      link text,
      channel text not null,
      created_at timestamptz not null default now(),
      read_at timestamptz,
      mailed_at timestamptz,
      constraint notifications_pkey primary key (id),
      constraint notifications_event_key unique (user_id, event_key),
      constraint notifications_channel_check check (channel in ('interface', 'email', 'digest'))
    );
    create index notifications_user_idx on notifications (user_id, id);
    create index notifications_unread_idx on notifications (user_id) where read_at is null;
    create index notifications_digest_idx on notifications (user_id) where channel = 'digest' and mailed_at is null;
    create index notifications_created_at_idx on notifications (created_at);
    comment on column notifications.event_key is 'an event that is told again finds its row';
    comment on column notifications.channel is 'what the person had chosen when it happened';

    create table notification_preferences (
      user_id uuid not null,
      kind text not null,
      channel text not null,
      constraint notification_preferences_pkey primary key (user_id, kind),
      constraint notification_preferences_channel_check check (channel in ('none', 'interface', 'email', 'digest'))
    );
    comment on table notification_preferences is 'only what differs from the default of the kind'
  `.execute(db);
}
