import type { ColumnType, Generated } from 'kysely';
import type { AttributeRules, AttributeScope, AttributeType } from './attribute-rules.ts';

export type Labels = Readonly<Record<string, string>>;
type Json<Value> = ColumnType<Value, string | undefined, string>;

export interface AttributesTable {
  code: string;
  type: AttributeType;
  scope: Generated<AttributeScope>;
  rules: Json<AttributeRules>;
  filterable: Generated<boolean>;
  group_code: string | null;
  labels: Json<Labels>;
  position: Generated<number>;
  version: Generated<number>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface AttributeOptionsTable {
  attribute_code: string;
  code: string;
  labels: Json<Labels>;
  position: Generated<number>;
}
