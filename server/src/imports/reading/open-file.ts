import { statSync } from 'node:fs';
import { AppError } from '../../platform/errors.ts';
import { inspectCsv, readCsv } from './csv-file.ts';
import type { OnRecord } from './csv-scanner.ts';
import type { Detection, GivenDialect } from './detection.ts';
import { inspectExtracted, readExtracted } from './extract/extract-records.ts';
import { kindOfFile } from './file-kind.ts';
import { detectShape, restructure } from './shapes/restructure.ts';
import { withUnpacked } from './unpack.ts';

export type { Detection } from './detection.ts';

/** What came out while all records were read. */
export interface ReadEnd {
  /** Columns that no record had while the file was looked at; their values were left out. */
  readonly lateColumns: readonly string[];
  /** Rows that only carried on the one before them. */
  readonly continued: number;
}

/**
 * Looks at a file and says how it will be read; every guess can be given instead. What a file is, its bytes say,
 * not its name.
 * @throws AppError for a file that no guess can read, naming the line where there is one
 */
export async function inspectFile(path: string, given: GivenDialect = {}): Promise<Detection> {
  return withUnpacked(path, async (plain, compression) => {
    const kind = await kindOfFile(plain);
    const detection =
      kind === 'csv' ? await inspectCsv(plain, given) : await inspectExtracted(plain, kind, given);
    if (kind === 'csv' && given.sheet)
      throw new AppError('imports.invalid', {
        message: `The file is CSV and has no sheet "${given.sheet}"`,
        params: { sheet: given.sheet },
      });
    const shaped = await detectShape(
      detection,
      async (onRecord) => void (await readPlain(plain, detection, onRecord)),
    );
    return compression ? { ...shaped, compression } : shaped;
  });
}

/** Reads all records in flat memory; `onChunk` is awaited after each few hundred of them, before more is read. */
export async function readRecords(
  path: string,
  detection: Detection,
  onRecord: OnRecord,
  onChunk?: (share: number) => Promise<void>,
): Promise<ReadEnd> {
  return withUnpacked(path, async (plain) => {
    const { shape } = detection;
    if (!shape) return { ...(await readPlain(plain, detection, onRecord, onChunk)), continued: 0 };
    // As the file has it: without the columns that its shape adds.
    const bare = {
      ...detection,
      headers: detection.headers?.slice(0, shape.width) ?? null,
      columns: shape.width,
    };
    const shaped = await restructure(
      { ...detection, shape },
      async (onRow) => void (await readPlain(plain, bare, onRow)),
      onRecord,
    );
    const end = await readPlain(plain, bare, shaped.feed, onChunk);
    shaped.end();
    await onChunk?.(1);
    return { ...end, continued: shaped.reader.continued };
  });
}

async function readPlain(
  plain: string,
  detection: Detection,
  onRecord: OnRecord,
  onChunk?: (share: number) => Promise<void>,
): Promise<Pick<ReadEnd, 'lateColumns'>> {
  if (detection.extraction) return readExtracted(plain, detection, onRecord, onChunk);
  const size = Math.max(1, statSync(plain).size);
  await readCsv(plain, detection, onRecord, async (bytes) => onChunk?.(bytes / size));
  return { lateColumns: [] };
}
