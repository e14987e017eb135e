import type { ColumnType, Generated } from 'kysely';

type Decimal = ColumnType<string, string, string>;

/** Prices that hold for one channel, from a quantity on, or for a time. */
export interface ScopedPricesTable {
  product_id: string;
  type: string;
  currency: string;
  channel: Generated<string>;
  min_quantity: ColumnType<string, string | undefined, string>;
  valid_from: Date | null;
  valid_to: Date | null;
  amount: Decimal;
  tax_included: boolean;
  updated_at: Generated<Date>;
}
