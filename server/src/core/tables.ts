import type { AccountTables } from './accounts/account.tables.ts';
import type { AuditLogTable } from './audit/audit.tables.ts';
import type { AmazonApiConfigsTable } from './credentials/credential.tables.ts';
import type { NotificationTables } from './notifications/notification.tables.ts';
import type { SagaLogTable, SagasTable } from './sagas/saga.tables.ts';
import type { AppSettingsTable } from './settings/setting.tables.ts';
import type { WebhookTables } from './webhooks/webhook.tables.ts';
import type { WsTicketTables } from './ws-tickets/ws-ticket.tables.ts';

/** Each resource declares its own; here they are joined. */
export interface CoreTables extends AccountTables, NotificationTables, WebhookTables, WsTicketTables {
  app_settings: AppSettingsTable;
  amazon_api_configs: AmazonApiConfigsTable;
  audit_log: AuditLogTable;
  sagas: SagasTable;
  saga_log: SagaLogTable;
}
