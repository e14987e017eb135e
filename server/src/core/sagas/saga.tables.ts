import type { ColumnType, Generated } from 'kysely';

type Failure = { code: string; message: string; step: string | null };

export interface SagasTable {
  id: Generated<string>;
  saga: string;
  version: number;
  payload: ColumnType<unknown, string, string>;
  state: Generated<'running' | 'completed' | 'compensating' | 'compensated' | 'failed'>;
  failure: ColumnType<Failure, string, string> | null;
  fence: Generated<number>;
  leased_until: Date | null;
  due_at: Generated<Date>;
  created_at: Generated<Date>;
  finished_at: Date | null;
}

export interface SagaLogTable {
  saga_id: string;
  step: string;
  direction: 'run' | 'compensate';
  fence: number;
  tries: Generated<number>;
  started_at: Generated<Date>;
  done_at: Date | null;
  error: ColumnType<Failure, string, string> | null;
}
