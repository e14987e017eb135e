import type { Generated } from 'kysely';

export interface StockLocationsTable {
  code: string;
  name: string;
  supplier_id: string | null;
  version: Generated<number>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}
