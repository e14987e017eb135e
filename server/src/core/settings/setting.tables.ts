import type { ColumnType, Generated } from 'kysely';

export interface AppSettingsTable {
  key: string;
  value: ColumnType<unknown, string, string>;
  version: number;
  updated_at: Generated<Date>;
}
