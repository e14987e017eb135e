import { sql, type Kysely } from 'kysely';
import { createPartitionFunction } from '../../platform/databases/partitions.ts';

/** Change sets, the history of every product, and the ordered event log. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createPartitionFunction(db);

  await sql`
    create table change_sets (
      id uuid primary key default uuidv7(),
      kind text not null,
      state text not null default 'open',
      supplier_id uuid,
      import_id uuid,
      actor text not null,
      source_name text,
      definition jsonb not null default '{}',
      staged_rows integer,
      counts jsonb,
      created_at timestamptz not null default now(),
      planned_at timestamptz,
      finished_at timestamptz,
      constraint change_sets_kind_check check (kind in ('import', 'edit', 'bulk', 'upsert', 'undo'))
    );
    create index change_sets_created_at_idx on change_sets (created_at);
    create index change_sets_import_id_idx on change_sets (import_id);
    comment on table change_sets is 'operations: everything that changed the catalogue';
    comment on column change_sets.definition is 'fields, policies and options the stage was read with';
    create table change_set_batches (
      change_set_id uuid not null references change_sets (id),
      batch integer not null,
      first_line integer not null,
      last_line integer not null,
      prefiltered integer not null default 0,
      applied_at timestamptz,
      counts jsonb,
      constraint change_set_batches_pkey primary key (change_set_id, batch)
    );
    comment on column change_set_batches.applied_at is 'the marker: set in the transaction that applied the batch, which makes it exactly once'
  `.execute(db);

  await sql`
    create table field_changes (
      at timestamptz not null default now(),
      change_set_id uuid not null,
      product_id uuid not null,
      batch integer not null default 0,
      line integer,
      offer_id uuid,
      kind text not null,
      version integer not null,
      changes jsonb
    ) partition by range (at);
    create index field_changes_product_id_idx on field_changes (product_id, at);
    create index field_changes_change_set_idx on field_changes (change_set_id, batch);
    comment on table field_changes is 'one row per product and source line of a change set: history, provenance, undo and change feed';
    comment on column field_changes.changes is 'field -> [old, new]; null for a created product, whose first values are the present ones walked back';
    create table field_changes_default partition of field_changes default;

    create table change_events (
      xid xid8 not null default pg_current_xact_id(),
      id bigint generated always as identity,
      at timestamptz not null default now(),
      name text not null,
      change_set_id uuid not null,
      batch integer not null default 0,
      product_id uuid,
      payload jsonb not null
    ) partition by range (at);
    create index change_events_position_idx on change_events (xid, id);
    comment on table change_events is 'read in order of (xid, id) and never past the oldest running transaction';
    create table change_events_default partition of change_events default;

    create table consumer_positions (
      consumer text primary key,
      xid xid8 not null,
      id bigint not null,
      updated_at timestamptz not null default now()
    );
    select ensure_month_partition('field_changes', m::date), ensure_month_partition('change_events', m::date)
      from generate_series(date_trunc('month', now()), date_trunc('month', now()) + interval '3 months', interval '1 month') m
  `.execute(db);
}
