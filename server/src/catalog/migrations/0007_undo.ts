import { sql, type Kysely } from 'kysely';

/** What walking back needs beside the readable changes, which operation took back which, and what an undo left. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table field_changes add column exact jsonb;
    comment on column field_changes.exact is 'key -> [old, new]: the stored form where the readable one in "changes" does not suffice, and what is written beside the fields (owner/…, identifier/…, issue/…); of a deleted product {"image": its rows by table}';
    alter table change_sets add column undone_by uuid;
    comment on column change_sets.undone_by is 'the operation that takes this one back, from the moment it is asked for';
    create index change_sets_supplier_id_idx on change_sets (supplier_id, created_at);
    create index products_parent_id_idx on products (parent_id) where parent_id is not null;

    create table undo_conflicts (
      change_set_id uuid not null references change_sets (id),
      product_id uuid not null,
      offer_id uuid,
      field text not null,
      reason text not null,
      restored jsonb,
      present jsonb,
      constraint undo_conflicts_key unique nulls not distinct (change_set_id, product_id, offer_id, field)
    );
    comment on table undo_conflicts is 'what an undo kept, because somebody changed it since';
    comment on column undo_conflicts.field is 'empty: the whole product';
    comment on column undo_conflicts.restored is 'the value that would have come back'
  `.execute(db);
}
