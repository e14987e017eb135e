import type { ColumnType, Generated } from 'kysely';

export interface TaxClassesTable {
  code: string;
  name: string;
  is_default: Generated<boolean>;
  version: Generated<number>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface TaxRatesTable {
  country: string;
  tax_class: string;
  valid_from: ColumnType<string, string, string>;
  percent: ColumnType<string, string, string>;
  updated_at: Generated<Date>;
}
