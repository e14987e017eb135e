import type { ColumnType, Generated } from 'kysely';
import type { Labels } from '../attributes/attribute.tables.ts';

export interface FamiliesTable {
  id: Generated<string>;
  code: string;
  code_key: string;
  labels: ColumnType<Labels, string | undefined, string>;
  /** Levels of variants, each a list of attribute codes. */
  axes: ColumnType<string[][], string | undefined, string>;
  version: Generated<number>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface FamilyAttributesTable {
  family_id: string;
  attribute_code: string;
  required_channels: Generated<string[]>;
  position: Generated<number>;
}
