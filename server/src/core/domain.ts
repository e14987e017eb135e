import type { DomainManifest } from '../platform/domain.ts';
import { auditPartitionsJob, auditTables } from './audit/audit.jobs.ts';
import type { CoreTables } from './tables.ts';

/** db_core: settings, credentials and the audit log. */
export const coreDomain: DomainManifest<CoreTables> = {
  name: 'core',
  tables: { app_settings: true, amazon_api_configs: true, audit_log: true },
  migrations: new URL('./migrations/', import.meta.url),
  monthlyPartitions: auditTables,
  sealed: [{ table: 'amazon_api_configs', column: 'secret_sealed' }],
  appendOnly: auditTables,
  jobs: [auditPartitionsJob],
  schedules: [
    {
      id: 'core.extend-audit-partitions',
      cron: '20 3 * * *',
      timeZone: 'UTC',
      job: auditPartitionsJob,
      payload: {},
    },
  ],
};
