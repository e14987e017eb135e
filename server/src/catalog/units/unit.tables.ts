import type { ColumnType, Generated } from 'kysely';
import type { Labels } from '../attributes/attribute.tables.ts';

type Decimal = ColumnType<string, string | undefined, string>;

/** Amount in the base unit of the family = (amount + shift) * numerator / denominator. */
export interface UnitsTable {
  code: string;
  family: string;
  symbol: string;
  labels: ColumnType<Labels, string | undefined, string>;
  numerator: Decimal;
  denominator: Decimal;
  shift: Decimal;
  standard: Generated<boolean>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}
