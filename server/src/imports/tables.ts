import type { ColumnType, Generated } from 'kysely';
import type { FirstLookFilesTable, FirstLooksTable } from './first-look/first-look.tables.ts';
import type { MappingTemplatesTable, MappingTemplateVersionsTable } from './templates/template.tables.ts';
import type { GivenDialect } from './reading/detection.ts';
import type { ValueMappingsTable } from './errors/value-mapping.tables.ts';
import type {
  ImportConfigsTable,
  ImportSchedulesTable,
  ImportSourceFilesTable,
  ImportSourcesTable,
} from './sources/source.tables.ts';

type Json<T> = ColumnType<T, string, string>;

export interface ImportFilesTable {
  id: Generated<string>;
  name: string;
  storage_key: string;
  sha256: string;
  bytes: ColumnType<string, number, number>;
  /** What a person said of how it is read. */
  dialect: ColumnType<GivenDialect, string | undefined, string>;
  created_at: Generated<Date>;
  /** No longer offered; its object is deleted next, and `removed_at` says that it is. */
  pruned_at: Date | null;
  removed_at: Date | null;
}

export interface ImportJobsTable {
  id: Generated<string>;
  file_id: string;
  supplier_id: string | null;
  supplier_name: string | null;
  identity: string;
  status: Generated<string>;
  mode: Generated<string>;
  request: Json<Record<string, unknown>>;
  detection: Json<Record<string, unknown>> | null;
  mapping: Json<Record<string, unknown>> | null;
  /** What reading the file found, so that a resumed job need not read it again. */
  staged: Json<Record<string, unknown>> | null;
  rows: Json<Record<string, number>> | null;
  products: Json<Record<string, number>> | null;
  kept: Json<Record<string, number>> | null;
  fields: Json<Record<string, number>> | null;
  errors: Json<unknown[]> | null;
  warnings: Json<unknown[]> | null;
  failure: Json<Record<string, unknown>> | null;
  guard: Json<unknown[]> | null;
  missing: Json<Record<string, unknown>> | null;
  /** What was left out when the plan was confirmed. */
  decision: Json<Record<string, unknown>> | null;
  progress: Generated<number>;
  plan_id: string | null;
  actor: Generated<string>;
  actor_id: string | null;
  request_id: string | null;
  source_address: string | null;
  /** Where the file was fetched from; null for one that was handed in. */
  source_id: string | null;
  /** The import whose rejected rows this one reads. */
  retry_of: string | null;
  cancel_requested_at: Date | null;
  heartbeat_at: Date | null;
  created_at: Generated<Date>;
  started_at: Date | null;
  finished_at: Date | null;
}

export interface ImportErrorsTable {
  at: Generated<Date>;
  job_id: string;
  line: number;
  column: number | null;
  header: string | null;
  field: string | null;
  value: string | null;
  cause: string;
  params: Json<Record<string, unknown>>;
  severity: 'error' | 'warning' | 'repaired';
  suggestion: string | null;
}

/** Of rows that wait: the products that they might mean before a merge. */
export interface MovedCandidatesTable {
  operation_id: string;
  job_id: string;
  line: number;
  candidates: Json<readonly unknown[]>;
}

export interface ImportLogsTable {
  seq: Generated<string>;
  at: Generated<Date>;
  job_id: string;
  step: string;
  message: string;
  details: Json<Record<string, unknown>>;
}

export interface ImportBaselinesTable {
  id: Generated<string>;
  supplier_id: string;
  source_id: string | null;
  job_id: string;
  profile: Json<Record<string, unknown>>;
  created_at: Generated<Date>;
}

export interface ImportStatisticsTable {
  supplier_id: string;
  day: Date;
  files: number;
  failed: number;
  rows: Json<Record<string, number>>;
  duration_ms: ColumnType<string, number, number>;
}

export interface ImportsTables {
  import_baselines: ImportBaselinesTable;
  import_statistics: ImportStatisticsTable;
  import_files: ImportFilesTable;
  import_jobs: ImportJobsTable;
  import_errors: ImportErrorsTable;
  moved_candidates: MovedCandidatesTable;
  import_logs: ImportLogsTable;
  import_configs: ImportConfigsTable;
  import_sources: ImportSourcesTable;
  import_source_files: ImportSourceFilesTable;
  import_schedules: ImportSchedulesTable;
  value_mappings: ValueMappingsTable;
  mapping_templates: MappingTemplatesTable;
  mapping_template_versions: MappingTemplateVersionsTable;
  first_looks: FirstLooksTable;
  first_look_files: FirstLookFilesTable;
}
