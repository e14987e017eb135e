import { sql, type Kysely } from 'kysely';

/** What people decided about rows whose keys say no one product, and batches of rows that waited for that. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table match_decisions (
      owner text not null,
      key text not null,
      action text not null,
      product_id uuid,
      decided_at timestamptz not null default now(),
      constraint match_decisions_pkey primary key (owner, key),
      constraint match_decisions_action_check check (action in ('product', 'create', 'ignore')),
      constraint match_decisions_product_check check ((action = 'product') = (product_id is not null))
    );
    comment on column match_decisions.owner is 'own or the id of the supplier whose rows they are';
    comment on column match_decisions.key is 'all that the row is matched by: with another code it is another question';
    alter table change_set_batches add column reviewed_rows integer not null default 0;
    comment on column change_set_batches.reviewed_rows is 'rows that an earlier batch of the set counts as waiting for a person'
  `.execute(db);
}
