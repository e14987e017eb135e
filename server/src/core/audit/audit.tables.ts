import type { ColumnType, Generated } from 'kysely';

type Values = Readonly<Record<string, unknown>>;

export interface AuditLogTable {
  at: Generated<Date>;
  id: Generated<string>;
  actor: string;
  actor_id: string | null;
  action: string;
  entity: string;
  entity_id: string | null;
  operation_id: string | null;
  before: ColumnType<Values | null, string | null, never>;
  after: ColumnType<Values | null, string | null, never>;
  request_id: string | null;
  source_address: string | null;
}
