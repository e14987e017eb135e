import { setImmediate as turn } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import type { ReplaceValue } from '../errors/replace-values.ts';
import type { ImportRequest } from '../jobs/import.service.ts';
import type { MapRequest } from '../jobs/map-request.ts';
import { createRowMapper } from '../mapping/row-mapper.ts';
import { inspectFile, readRecords } from '../reading/open-file.ts';
import { createFindings, type FileFindings } from './file-findings.ts';
import { createLookRows } from './look-row.ts';
import { createLookWriter } from './look-stage.queries.ts';

/**
 * Reads all rows of a file as an import would, stages those that are right and says what was found, in flat memory.
 * @throws AppError for a file that cannot be read, or whose columns do not tell which product a row is; part of its
 *   rows may be staged then
 */
export async function readLookFile(options: {
  client: PoolClient;
  /** Its position in the look. */
  file: number;
  firstOrd: number;
  path: string;
  request: ImportRequest;
  /** What the supplier's words mean, by field. */
  replacements: ReadonlyMap<string, ReplaceValue>;
  mapRequest: MapRequest;
  signal: AbortSignal;
  onProgress: (share: number) => void;
}): Promise<FileFindings> {
  const { client, path, request, signal } = options;
  const detection = await inspectFile(path, request);
  const reading = await options.mapRequest(request, detection);
  const findings = createFindings(detection, reading.mapping);
  const mapper = createRowMapper({
    ...reading,
    detection,
    replacements: options.replacements,
    onError: findings.note,
  });
  const pick = createLookRows(mapper.fields, reading.mapping);
  const gtinAt = mapper.fields.findIndex(({ base }) => base === 'gtin');
  const writer = createLookWriter(client, options.file, options.firstOrd);
  let inHead = detection.headerRow !== null;
  try {
    await readRecords(
      path,
      detection,
      (cells, line) => {
        if (cells.every((cell) => cell.trim() === '')) return;
        if (inHead) {
          inHead = false;
          return;
        }
        const row = mapper.map(cells, line);
        findings.count({
          ok: row.ok,
          gtin: row.values[gtinAt] ?? null,
          hasWrongGtin: row.issues !== null,
        });
        if (row.ok) writer.add(pick(row));
      },
      async (share) => {
        signal.throwIfAborted();
        await writer.drain();
        options.onProgress(share);
        await turn();
      },
    );
  } catch (error) {
    // The connection takes no other statement before its COPY has ended.
    await writer.finish().catch(() => undefined);
    throw error;
  }
  await writer.finish();
  return findings.summary();
}
