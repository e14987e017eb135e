import type { AuditLogTable } from './audit/audit.tables.ts';
import type { AmazonApiConfigsTable } from './credentials/credential.tables.ts';
import type { AppSettingsTable } from './settings/setting.tables.ts';

export interface CoreTables {
  app_settings: AppSettingsTable;
  amazon_api_configs: AmazonApiConfigsTable;
  audit_log: AuditLogTable;
}
