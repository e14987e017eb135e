import { sql, type Kysely } from 'kysely';
import { createSagaStepsDone } from '../../platform/saga/steps-done.queries.ts';

/** Operations across databases: each saga, and each of its steps before it runs and after. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table sagas (
      id uuid primary key default uuidv7(),
      saga text not null,
      version integer not null,
      payload jsonb not null,
      state text not null default 'running',
      failure jsonb,
      fence bigint not null default 0,
      leased_until timestamptz,
      due_at timestamptz not null default now(),
      created_at timestamptz not null default now(),
      finished_at timestamptz,
      constraint sagas_state_check check (state in ('running', 'completed', 'compensating', 'compensated', 'failed'))
    );
    create index sagas_unfinished_idx on sagas (due_at) where state in ('running', 'compensating');
    comment on column sagas.fence is 'raised by every runner that takes over: what an earlier one writes after that finds no row';
    comment on column sagas.failure is 'why it was compensated, or could not be';
    create table saga_log (
      saga_id uuid not null,
      step text not null,
      direction text not null,
      fence bigint not null,
      tries integer not null default 1,
      started_at timestamptz not null default now(),
      done_at timestamptz,
      error jsonb,
      constraint saga_log_pkey primary key (saga_id, step, direction),
      constraint saga_log_saga_id_fkey foreign key (saga_id) references sagas (id),
      constraint saga_log_direction_check check (direction in ('run', 'compensate'))
    );
    comment on column saga_log.started_at is 'committed before the step runs, done_at after it'
  `.execute(db);
  await createSagaStepsDone(db);
}
