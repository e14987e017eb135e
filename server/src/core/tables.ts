import type { SagaLogTable, SagasTable } from './sagas/saga.tables.ts';

export interface CoreTables {
  sagas: SagasTable;
  saga_log: SagaLogTable;
}
