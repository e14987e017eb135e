import { sql, type Kysely } from 'kysely';
import { createDropPartitionFunction } from '../../platform/databases/prune-partitions.ts';

/** History is kept for a time; whoever follows the changes is told where they begin. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createDropPartitionFunction(db);
  await sql`
    create table event_log_start (
      one boolean primary key default true check (one),
      xid xid8 not null,
      id bigint not null
    );
    comment on table event_log_start is 'the last event that was given up; a cursor before it has missed some'
  `.execute(db);
}
