import type { Generated } from 'kysely';

export interface CategoryMappingsTable {
  id: Generated<string>;
  supplier_id: string;
  /** The path as the files have it, folded. */
  source_key: string;
  source: string;
  /** Null: seen in a file, and not mapped yet. */
  category_id: string | null;
  mapped_by: string | null;
  mapped_by_id: string | null;
  mapped_at: Date | null;
  /** The last change by somebody; null while only files wrote the row. */
  operation_id: string | null;
  version: Generated<number>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}
