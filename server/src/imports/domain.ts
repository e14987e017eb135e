import type { DomainManifest } from '../platform/domain.ts';
import { pruneImportsJob, pruneImportsSchedule } from './books/prune-imports.jobs.ts';
import { firstLookJob } from './first-look/first-look.jobs.ts';
import {
  announceImportJob,
  forgetImportAnswers,
  importPartitions,
  runImportJob,
} from './jobs/import.jobs.ts';
import { processDueSchedule, processDueSchedulesJob } from './schedules/schedule.jobs.ts';
import { pollKindsJob, pollSourceJob, reportLateSourcesJob, sourceSchedules } from './sources/source.jobs.ts';
import type { ImportsTables } from './tables.ts';

/** db_imports: the files suppliers sent, the jobs that read them, and what was wrong in their rows. */
export const importsDomain: DomainManifest<ImportsTables> = {
  name: 'imports',
  tables: {
    import_files: true,
    import_jobs: true,
    import_errors: true,
    moved_candidates: true,
    import_logs: true,
    import_baselines: true,
    import_statistics: true,
    import_configs: true,
    import_sources: true,
    import_source_files: true,
    import_schedules: true,
    value_mappings: true,
    mapping_templates: true,
    mapping_template_versions: true,
    first_looks: true,
    first_look_files: true,
  },
  platformTables: ['idempotency_keys', 'saga_steps_done'],
  migrations: new URL('./migrations/', import.meta.url),
  monthlyPartitions: importPartitions.tables,
  sealed: [{ table: 'import_sources', column: 'secret_sealed' }],
  jobs: [
    runImportJob,
    announceImportJob,
    firstLookJob,
    importPartitions.job,
    forgetImportAnswers.job,
    pruneImportsJob,
    pollSourceJob,
    pollKindsJob,
    reportLateSourcesJob,
    processDueSchedulesJob,
  ],
  schedules: [
    importPartitions.schedule,
    forgetImportAnswers.schedule,
    pruneImportsSchedule,
    ...sourceSchedules,
    processDueSchedule,
  ],
};
