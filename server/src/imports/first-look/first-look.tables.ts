import type { ColumnType, Generated } from 'kysely';
import type { ImportRequest } from '../jobs/import.service.ts';
import type { Comparison } from './comparison.ts';
import type { FileFindings } from './file-findings.ts';

type Json<T> = ColumnType<T, string, string>;

export type LookStatus = 'queued' | 'reading' | 'comparing' | 'done' | 'failed';

/** Why something could not be done, for a person and for a program. */
export interface LookFailure {
  readonly code: string;
  readonly message: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface FirstLooksTable {
  id: Generated<string>;
  status: Generated<LookStatus>;
  progress: Generated<number>;
  result: Json<Comparison> | null;
  failure: Json<LookFailure> | null;
  created_at: Generated<Date>;
  finished_at: Date | null;
}

export interface FirstLookFilesTable {
  look_id: string;
  /** From 1, in the order they were handed in. */
  position: number;
  file_id: string;
  /** Made of the file's name, until a person says better. */
  supplier_name: string;
  request: Json<ImportRequest> | null;
  findings: Json<FileFindings> | null;
  failure: Json<LookFailure> | null;
  /** The import that made it part of the catalogue. */
  import_id: string | null;
}
