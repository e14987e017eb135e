import { createErrorGroups, type ErrorGroup } from '../jobs/error-groups.ts';
import type { RowError } from '../mapping/row-mapper.ts';
import type { Confidence, Mapping } from '../mapping/suggest-mapping.ts';
import type { Detection } from '../reading/open-file.ts';

/** What was found in one file, apart from all others. */
export interface FileFindings {
  readonly detection: {
    readonly format: string;
    readonly compression: string | null;
    readonly encoding: string | null;
    readonly delimiter: string | null;
    readonly sheet: string | null;
    readonly headerRow: number | null;
  };
  /** All columns of the file; those without a field are not read. */
  readonly columns: readonly {
    readonly column: number;
    readonly header: string | null;
    readonly field: string | null;
    readonly confidence: Confidence | null;
  }[];
  readonly rows: { readonly read: number; readonly rejected: number };
  /** Why rows were rejected, the most frequent cause first. */
  readonly errors: readonly ErrorGroup[];
  readonly gtins: {
    /** Cells that hold something which is no GTIN. */
    readonly wrong: number;
    /** Rows that could be read and have none, wrong ones left aside. */
    readonly missing: number;
    /** Leading zeros that were lost and are put back: right again, counted nowhere else. */
    readonly repaired: number;
    readonly byCause: Readonly<Record<string, number>>;
    readonly examples: readonly WrongGtin[];
  };
}

interface WrongGtin {
  readonly line: number;
  readonly value: string;
  readonly cause: string;
  /** What it would be with the right check digit. */
  readonly suggestion: string | null;
}

/** Shown of a file; the rest is a count. */
const GTIN_EXAMPLES = 10;
/** The most columns that are listed: some workbooks have 16,384 and name a dozen. */
const COLUMNS = 300;

/** Counts what the rows of a file are like; the memory is that of the examples. */
export function createFindings(detection: Detection, mapping: Mapping) {
  const groups = createErrorGroups();
  const byCause: Record<string, number> = {};
  const examples: WrongGtin[] = [];
  let [read, rejected, wrong, missing, repaired] = [0, 0, 0, 0, 0];
  return {
    note(error: RowError): void {
      if (error.severity === 'error') groups.add(error);
      if (!error.cause.startsWith('gtin.')) return;
      if (error.severity === 'repaired') {
        repaired++;
        return;
      }
      wrong++;
      byCause[error.cause] = (byCause[error.cause] ?? 0) + 1;
      if (examples.length < GTIN_EXAMPLES)
        examples.push({
          line: error.line,
          value: error.value ?? '',
          cause: error.cause,
          suggestion: error.suggestion,
        });
    },
    /** @param row.gtin null where there is none, or a wrong one, which `issues` tells apart */
    count(row: { ok: boolean; gtin: string | null; hasWrongGtin: boolean }): void {
      read++;
      if (!row.ok) rejected++;
      else if (row.gtin === null && !row.hasWrongGtin) missing++;
    },
    summary: (): FileFindings => ({
      detection: shownDetection(detection),
      columns: shownColumns(detection, mapping),
      rows: { read, rejected },
      errors: groups.errors(),
      gtins: { wrong, missing, repaired, byCause, examples },
    }),
  };
}

export type Findings = ReturnType<typeof createFindings>;

function shownDetection(detection: Detection): FileFindings['detection'] {
  const { extraction, compression, encoding, delimiter, headerRow } = detection;
  return {
    format: extraction?.format ?? 'csv',
    compression: compression ?? null,
    encoding: extraction ? null : encoding,
    delimiter: delimiter || null,
    sheet: extraction?.sheet ?? null,
    headerRow,
  };
}

function shownColumns({ headers, columns }: Detection, mapping: Mapping): FileFindings['columns'] {
  return Array.from({ length: Math.min(columns, COLUMNS) }, (_, index) => {
    const mapped = mapping.columns.find(({ column }) => column === index + 1);
    return {
      column: index + 1,
      header: headers?.[index] || null,
      field: mapped?.field.name ?? null,
      confidence: mapped?.confidence ?? null,
    };
  });
}
