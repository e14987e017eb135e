import type { FileShape } from './shapes/shape.ts';
import type { Encoding } from './detect-encoding.ts';

export type ExtractedFormat = 'xlsx' | 'xls' | 'xml' | 'json' | 'jsonl';

export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
}

/** How records are taken out of a file that is no CSV. */
export interface Extraction {
  readonly format: ExtractedFormat;
  readonly sheet: string | null;
  /** All sheets of a workbook. */
  readonly sheets: readonly Sheet[];
  /** Names from the root to a record, joined by `/` (XML) or `.` (JSON). */
  readonly recordPath: string | null;
}

/** How a file is read. */
export interface Detection {
  readonly encoding: Encoding;
  /** Empty where cells are not cut by one. */
  readonly delimiter: string;
  /** Line of the headings, or null where the first line is a product already. */
  readonly headerRow: number | null;
  readonly headers: readonly string[] | null;
  readonly columns: number;
  /** First records after the headings, for suggestions. */
  readonly sample: readonly (readonly string[])[];
  /** Absent for CSV. */
  readonly extraction?: Extraction;
  readonly compression?: 'gzip' | 'zip';
  /** Rows are put together anew: the last columns are not in the file (`shapes/`). */
  readonly shape?: FileShape;
}

/** What a person may say instead of the guess. */
export interface GivenDialect {
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
  /** Name, or number from 1. */
  readonly sheet?: string | undefined;
  readonly recordPath?: string | undefined;
}
