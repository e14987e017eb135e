import type { DomainManifest } from '../platform/domain.ts';
import { announceExportJob, cleanExportsJob, exportFileJob, forgetExportAnswers } from './export.jobs.ts';
import type { ExportsTables } from './tables.ts';

/** db_exports: runs that send the catalogue out; files so far. */
export const exportsDomain: DomainManifest<ExportsTables> = {
  name: 'exports',
  tables: { export_jobs: true },
  platformTables: ['idempotency_keys'],
  migrations: new URL('./migrations/', import.meta.url),
  monthlyPartitions: [],
  jobs: [exportFileJob, announceExportJob, cleanExportsJob, forgetExportAnswers.job],
  schedules: [
    { id: 'exports.clean-files', cron: '45 3 * * *', timeZone: 'UTC', job: cleanExportsJob, payload: {} },
    forgetExportAnswers.schedule,
  ],
};
