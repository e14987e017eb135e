import type { ColumnType, Generated } from 'kysely';
import type { MissingAction } from '../../catalog/index.ts';
import type { GuardLimits } from '../guard/judge-feed.ts';

type Json<T> = ColumnType<T, string, string>;
type JsonWithDefault<T> = ColumnType<T, string | undefined, string>;

export interface ImportConfigsTable {
  id: Generated<string>;
  name: string;
  /** Null: the files are our own catalogue. */
  supplier_id: string | null;
  template_id: string | null;
  map: JsonWithDefault<{ field: string; column: string }[]>;
  encoding: string | null;
  delimiter: string | null;
  sheet: string | null;
  currency: string | null;
  mode: ColumnType<'apply' | 'preview', 'apply' | 'preview' | undefined, 'apply' | 'preview'>;
  guard: JsonWithDefault<GuardLimits>;
  /** Null: what the supplier's own setting says. */
  missing_action: MissingAction | null;
  version: Generated<number>;
  created_at: Generated<Date>;
  updated_at: ColumnType<Date, never, Date>;
}

export type SourceKind = 'http' | 'folder' | 'ftp' | 'sftp' | 'imap' | 's3';

export interface ImportSourcesTable {
  id: string;
  name: string;
  kind: SourceKind;
  config_id: string;
  settings: Json<Record<string, unknown>>;
  secret_sealed: string | null;
  state: ColumnType<'active' | 'paused' | 'broken', 'active' | undefined, 'active' | 'paused' | 'broken'>;
  expected_hours: number | null;
  cursor: JsonWithDefault<Record<string, unknown>>;
  last_polled_at: Date | null;
  last_file_at: Date | null;
  last_error: Json<{ code: string; message: string; at: string }> | null;
  failure_count: Generated<number>;
  version: Generated<number>;
  created_at: Generated<Date>;
  updated_at: ColumnType<Date, never, Date>;
}

export interface ImportSourceFilesTable {
  id: Generated<string>;
  source_id: string;
  remote_name: string;
  remote_version: string;
  bytes: ColumnType<string, number, number>;
  modified_at: Date | null;
  sha256: string;
  outcome: 'imported' | 'skipped';
  import_id: string | null;
  taken_at: Generated<Date>;
}

export interface ImportSchedulesTable {
  id: Generated<string>;
  source_id: string;
  cron: string;
  time_zone: string;
  state: ColumnType<'active' | 'paused', 'active' | 'paused' | undefined, 'active' | 'paused'>;
  next_run_at: Date | null;
  last_run_at: Date | null;
  version: Generated<number>;
  created_at: Generated<Date>;
  updated_at: ColumnType<Date, never, Date>;
}
