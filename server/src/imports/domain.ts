import type { DomainManifest } from '../platform/domain.ts';
import {
  announceImportJob,
  forgetImportAnswers,
  importPartitions,
  runImportJob,
} from './jobs/import.jobs.ts';
import type { ImportsTables } from './tables.ts';

/** db_imports: the files suppliers sent, the jobs that read them, and what was wrong in their rows. */
export const importsDomain: DomainManifest<ImportsTables> = {
  name: 'imports',
  tables: { import_files: true, import_jobs: true, import_errors: true, import_logs: true },
  platformTables: ['idempotency_keys', 'saga_steps_done'],
  migrations: new URL('./migrations/', import.meta.url),
  monthlyPartitions: importPartitions.tables,
  jobs: [runImportJob, announceImportJob, importPartitions.job, forgetImportAnswers.job],
  schedules: [importPartitions.schedule, forgetImportAnswers.schedule],
};
