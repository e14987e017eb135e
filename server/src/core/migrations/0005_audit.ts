import { sql, type Kysely } from 'kysely';
import { createPartitionFunction } from '../../platform/databases/partitions.ts';

/** The audit log: who did what, from where, and what stood there before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createPartitionFunction(db, 'refuse_audit_change');
  await sql`
    create table audit_log (
      at timestamptz(3) not null default now(),
      id uuid not null default uuidv7(),
      actor text not null,
      actor_id uuid,
      action text not null,
      entity text not null,
      entity_id text,
      operation_id uuid,
      before jsonb,
      after jsonb,
      request_id text,
      source_address text
    ) partition by range (at);
    create index audit_log_at_idx on audit_log (at, id);
    create index audit_log_entity_idx on audit_log (entity, entity_id, at);
    create index audit_log_actor_id_idx on audit_log (actor_id, at);
    create unique index audit_log_operation_key on audit_log (operation_id, at);
    comment on table audit_log is 'append-only: rows are added and read, never changed or taken away';
    comment on index audit_log_operation_key is 'an operation of another database, told by its event, is entered once';

    create function refuse_audit_change() returns trigger language plpgsql as $$
    begin
      raise exception 'audit_log is append-only: % is refused', tg_op using errcode = 'insufficient_privilege';
    end $$;
    create trigger audit_log_append_only before update or delete or truncate on audit_log
      for each statement execute function refuse_audit_change();
    create trigger audit_log_rows_stay before update or delete on audit_log
      for each row execute function refuse_audit_change();
    comment on trigger audit_log_rows_stay on audit_log is 'inherited, so that it also holds where a partition is named';

    create table audit_log_default partition of audit_log default;
    create trigger audit_log_default_no_truncate before truncate on audit_log_default
      for each statement execute function refuse_audit_change();
    select ensure_month_partition('audit_log', m::date)
      from generate_series(date_trunc('month', now()), date_trunc('month', now()) + interval '3 months', interval '1 month') m
  `.execute(db);
}
