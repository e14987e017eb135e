import { sql, type Kysely } from 'kysely';
import type { Statements } from '../databases/transactions.ts';

/** What a step keeps for its compensation: the state it found, never more of a person than an id. */
export type Memory = Readonly<Record<string, unknown>>;

/** For a migration of each database that takes part in sagas. */
export async function createSagaStepsDone(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table saga_steps_done (
      saga_id uuid not null,
      step text not null,
      direction text not null,
      barred boolean not null default false,
      memory jsonb not null default '{}',
      at timestamptz not null default now(),
      constraint saga_steps_done_pkey primary key (saga_id, step, direction),
      constraint saga_steps_done_direction_check check (direction in ('run', 'compensate'))
    );
    comment on table saga_steps_done is 'written in the transaction of the effect: a step repeated after a crash finds itself here';
    comment on column saga_steps_done.barred is 'compensated before it ran: whoever still runs it comes too late'
  `.execute(db);
}

interface StepOfSaga {
  readonly sagaId: string;
  readonly step: string;
}

/**
 * Waits for another transaction that marks the same step, and sees what became of it.
 * @returns false when the step is marked already
 */
export async function markDone(
  client: Statements,
  { sagaId, step }: StepOfSaga,
  mark: { direction: 'run' | 'compensate'; barred?: boolean },
): Promise<boolean> {
  const { rows } = await client.query(
    `insert into saga_steps_done (saga_id, step, direction, barred) values ($1, $2, $3, $4)
     on conflict do nothing returning step`,
    [sagaId, step, mark.direction, mark.barred ?? false],
  );
  return rows.length > 0;
}

export async function keepMemory(
  client: Statements,
  { sagaId, step }: StepOfSaga,
  memory: Memory,
): Promise<void> {
  await client.query(
    `update saga_steps_done set memory = $3 where saga_id = $1 and step = $2 and direction = 'run'`,
    [sagaId, step, JSON.stringify(memory)],
  );
}

export async function readRun(
  client: Statements,
  { sagaId, step }: StepOfSaga,
): Promise<{ barred: boolean; memory: Memory }> {
  const { rows } = await client.query<{ barred: boolean; memory: Memory }>(
    `select barred, memory from saga_steps_done where saga_id = $1 and step = $2 and direction = 'run'`,
    [sagaId, step],
  );
  return rows[0]!;
}
