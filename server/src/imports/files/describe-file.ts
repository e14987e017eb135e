import type { GivenDialect } from '../reading/detection.ts';
import { inspectFile, type Detection } from '../reading/open-file.ts';
import { suggestColumns, type MappingRequest } from '../mapping/suggest-mapping.ts';

/** What one looks at before a file is imported. */
export interface FileDescription {
  readonly detection: Detection;
  readonly columns: readonly DescribedColumn[];
  readonly warnings: readonly { code: string; count: number; params: Record<string, unknown> }[];
  /** True where some suggested column tells which product a row is. */
  readonly hasMatchKey: boolean;
}

interface DescribedColumn {
  /** From 1. */
  readonly column: number;
  readonly header: string | null;
  /** The first different values. */
  readonly samples: readonly string[];
  /** Of the rows that were looked at, from 0 to 1. */
  readonly fillRate: number;
  readonly suggestion: {
    readonly field: string;
    readonly confidence: string;
    readonly taxIncluded: boolean | null;
  } | null;
}

const SAMPLES = 5;
const SAMPLE_CHARACTERS = 200;

/**
 * Reads the beginning of a file and says how it would be read and mapped.
 * @throws AppError for a file that cannot be read, with the reason and the mend
 */
export async function describeFile(
  path: string,
  dialect: GivenDialect,
  request: Omit<MappingRequest, 'detection'>,
): Promise<FileDescription> {
  const detection = await inspectFile(path, dialect);
  const { columns, warnings, hasMatchKey } = suggestColumns({ ...request, detection });
  return {
    detection,
    warnings,
    hasMatchKey,
    columns: Array.from({ length: detection.columns }, (_, index) => {
      const values = detection.sample
        .map((cells) => (cells[index] ?? '').trim())
        .filter((cell) => cell !== '');
      const mapped = columns.find((column) => column.column === index + 1);
      return {
        column: index + 1,
        header: detection.headers?.[index] ?? null,
        samples: [...new Set(values)].slice(0, SAMPLES).map((value) => value.slice(0, SAMPLE_CHARACTERS)),
        fillRate:
          detection.sample.length === 0
            ? 0
            : Math.round((values.length / detection.sample.length) * 1000) / 1000,
        suggestion: mapped
          ? { field: mapped.field.name, confidence: mapped.confidence, taxIncluded: mapped.priceIncludesTax }
          : null,
      };
    }),
  };
}
