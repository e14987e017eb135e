import type { ColumnType, Generated } from 'kysely';
import type { Labels } from '../attributes/attribute.tables.ts';

export interface ChannelsTable {
  code: string;
  labels: ColumnType<Labels, string | undefined, string>;
  locales: Generated<string[]>;
  currencies: Generated<string[]>;
  taxonomy_id: string | null;
  version: Generated<number>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}
