import type { Generated } from 'kysely';

export interface WebhooksTable {
  id: Generated<string>;
  name: string;
  url: string;
  events: string[] | null;
  secret: string;
  state: Generated<'enabled' | 'disabled'>;
  disabled_reason: string | null;
  failing_since: Date | null;
  version: Generated<number>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

export interface WebhookDeliveriesTable {
  id: Generated<string>;
  webhook_id: string;
  event_id: string;
  event_type: string;
  body: string;
  state: Generated<'pending' | 'delivered' | 'failed'>;
  attempts: Generated<number>;
  response_status: number | null;
  response_snippet: string | null;
  error: string | null;
  duration_ms: number | null;
  created_at: Generated<Date>;
  attempted_at: Date | null;
  delivered_at: Date | null;
}

export interface WebhookTables {
  webhooks: WebhooksTable;
  webhook_deliveries: WebhookDeliveriesTable;
}
