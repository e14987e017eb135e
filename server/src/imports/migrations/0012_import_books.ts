import { sql, type Kysely } from 'kysely';
import { createDropPartitionFunction } from '../../platform/databases/prune-partitions.ts';

/** Every step of every job in its log, and files that are given up after a while. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createDropPartitionFunction(db);
  await sql`
    create sequence import_logs_seq;
    alter table import_logs add column seq bigint not null default nextval('import_logs_seq');
    comment on column import_logs.seq is 'order of the steps: several of one transaction have one time';

    create function log_import_step() returns trigger language plpgsql as $$
    begin
      insert into import_logs (job_id, step, message, details) values (new.id, new.status,
        case new.status
          when 'queued' then 'waits for a worker'
          when 'detecting' then 'started: encoding, kind and columns are looked at'
          when 'staging' then 'the rows are read'
          when 'planning' then 'the rows are compared with the catalogue'
          when 'planned' then 'the plan waits to be confirmed'
          when 'held_by_guard' then 'held: the file is unlike the last ones, a person decides'
          when 'applying' then 'the plan is applied'
          when 'completed' then 'completed'
          when 'completed_with_errors' then 'completed; some rows were rejected'
          when 'failed' then 'failed'
          when 'cancelled' then 'cancelled'
          when 'paused' then 'paused'
          else replace(new.status, '_', ' ') end,
        jsonb_strip_nulls(jsonb_build_object('by', new.actor,
          'rows', case when new.finished_at is not null then new.rows end,
          'failure', new.failure,
          'guard', case when new.status = 'held_by_guard' then jsonb_path_query_array(new.guard, '$[*].code') end)));
      return null;
    end $$;
    create trigger import_jobs_log_new after insert on import_jobs for each row execute function log_import_step();
    create trigger import_jobs_log_step after update of status on import_jobs
      for each row when (old.status is distinct from new.status) execute function log_import_step();
    comment on function log_import_step is 'in the transaction that moves the job, whoever does: no step is missing, none is there twice';

    alter table import_files add column pruned_at timestamptz, add column removed_at timestamptz;
    create index import_files_created_at_idx on import_files (created_at) where removed_at is null;
    comment on column import_files.pruned_at is 'no longer offered; its object is deleted next';
    comment on column import_files.removed_at is 'its object is gone'
  `.execute(db);
}
