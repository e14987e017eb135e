import { sql, type Kysely } from 'kysely';

/** Who asked for a change set and by which request, and the end that an event told, for the audit log. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table change_sets
      add column actor_id uuid,
      add column request_id text,
      add column source_address text,
      add column told_state text;
    comment on column change_sets.actor_id is 'of the user or API key; null for what the program does by itself';
    comment on column change_sets.told_state is 'the final state that an event has told'
  `.execute(db);
}
