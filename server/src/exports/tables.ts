import type { ColumnType, Generated } from 'kysely';

export interface ExportJobsTable {
  id: Generated<string>;
  status: Generated<string>;
  format: string;
  request: ColumnType<Record<string, unknown>, string, string>;
  storage_key: string | null;
  bytes: ColumnType<string, number, number> | null;
  products: Generated<number>;
  failure: ColumnType<Record<string, unknown>, string, string> | null;
  created_at: Generated<Date>;
  started_at: Date | null;
  finished_at: Date | null;
}

export interface ExportsTables {
  export_jobs: ExportJobsTable;
}
