import type { ColumnType, Generated } from 'kysely';
import type { TemplateColumn } from './template-columns.ts';

export interface MappingTemplatesTable {
  id: Generated<string>;
  name: string;
  name_key: string;
  version: Generated<number>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface MappingTemplateVersionsTable {
  template_id: string;
  version: number;
  columns: ColumnType<TemplateColumn[], string, never>;
  created_at: Generated<Date>;
}
