import type { Generated } from 'kysely';

export interface BrandsTable {
  id: Generated<string>;
  name: string;
  name_key: string;
  merged_into: string | null;
  version: Generated<number>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface BrandAliasesTable {
  alias_key: string;
  alias: string;
  brand_id: string;
  merge_id: string | null;
  created_at: Generated<Date>;
}

export interface BrandMergesTable {
  operation_id: string;
  brand_id: string;
  into_id: string;
  moved_aliases: Generated<string[]>;
  in_effect: Generated<boolean>;
  created_at: Generated<Date>;
}
