import type { Generated } from 'kysely';

export interface ValueMappingsTable {
  id: Generated<string>;
  /** Null: our own files. */
  supplier_id: string | null;
  /** Full name, as `price.sale:EUR`. */
  field: string;
  from_value: string;
  /** Null: the cell counts as empty. */
  to_value: string | null;
  version: Generated<number>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}
