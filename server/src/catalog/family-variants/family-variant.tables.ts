import type { ColumnType, Generated } from 'kysely';
import type { Labels } from '../attributes/attribute.tables.ts';

/** One level of variants, by attribute codes. */
export interface VariantLevel {
  /** What tells its variants apart. */
  readonly axes: readonly string[];
  /** What its variants say themselves; the rest they have from above. */
  readonly attributes: readonly string[];
}

export interface FamilyVariantsTable {
  code: string;
  family_id: string;
  labels: ColumnType<Labels, string | undefined, string>;
  /** One or two, from the model down. */
  levels: ColumnType<VariantLevel[], string, string>;
  version: Generated<number>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}
