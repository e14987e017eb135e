import type { Kysely } from 'kysely';
import { setImmediate as turn } from 'node:timers/promises';
import type { ChangeSetRun } from '../../catalog/index.ts';
import { createErrorGroups } from './error-groups.ts';
import { deleteErrors, insertErrors } from './import-job.queries.ts';
import type { CellTransformation } from '../templates/transformations.ts';
import type { ReplaceValue } from '../errors/replace-values.ts';
import type { RowFilter } from '../errors/retry-import.ts';
import type { AttributeCells } from '../mapping/define-columns.ts';
import { createRowMapper, type RowError } from '../mapping/row-mapper.ts';
import type { Mapping } from '../mapping/suggest-mapping.ts';
import { readRecords, type Detection } from '../reading/open-file.ts';
import type { ImportsTables } from '../tables.ts';

export interface StagedFile {
  readonly read: number;
  readonly rejected: number;
  readonly skipped: number;
  readonly errors: unknown[];
  readonly warnings: { code: string; count: number; params: Record<string, unknown> }[];
}

/** Findings are written in groups of this many, beside the stage; a stage that starts anew deletes them first. */
const ERRORS_PER_INSERT = 2_000;

/** Reads, maps and checks every row and stages those that are right, in flat memory. */
export async function stageFile(options: {
  db: Kysely<ImportsTables>;
  jobId: string;
  path: string;
  detection: Detection;
  mapping: Mapping;
  own: boolean;
  attributes: AttributeCells;
  replacements: ReadonlyMap<string, ReplaceValue>;
  transformations: ReadonlyMap<string, CellTransformation>;
  markers: ReadonlyMap<string, string>;
  separators: ReadonlyMap<string, string>;
  /** Null: all. */
  onlyRows: RowFilter | null;
  /** Rows of an import that has ended, once more: what was found about them is noted already. */
  again?: { readonly firstBatch: number } | undefined;
  run: ChangeSetRun;
  signal: AbortSignal;
  onProgress: (share: number, rows: number) => void;
}): Promise<StagedFile> {
  const { db, jobId, detection, signal, onlyRows, again } = options;
  if (!again) await deleteErrors(db, jobId);
  const groups = createErrorGroups();
  let pending: RowError[] = [];
  const mapper = createRowMapper({
    mapping: options.mapping,
    attributes: options.attributes,
    detection,
    unneutralise: options.own ? unneutralise : undefined,
    replacements: options.replacements,
    transformations: options.transformations,
    markers: options.markers,
    separators: options.separators,
    onError: (error) => {
      groups.add(error);
      if (!again) pending.push(error);
    },
  });
  const staging = await options.run.stage(again);
  let [read, rejected] = [0, 0];
  let beforeRows = detection.headerRow !== null;
  try {
    const onRecord = (cells: string[], line: number): void => {
      if (isBlank(cells)) return;
      if (beforeRows) {
        beforeRows = false;
        return;
      }
      if (onlyRows !== null && !onlyRows(cells, line)) return;
      if (line > 0) read++;
      const row = mapper.map(cells, line);
      if (row.ok) staging.writer.add(row);
      else {
        if (line > 0) rejected++;
        staging.writer.skip(row.values);
      }
    };
    const { lateColumns, continued } = await readRecords(options.path, detection, onRecord, async (share) => {
      signal.throwIfAborted();
      await staging.writer.drain();
      if (pending.length >= ERRORS_PER_INSERT) {
        const errors = pending;
        pending = [];
        await insertErrors(db, jobId, errors);
      }
      options.onProgress(share, read);
      await turn();
    });
    await insertErrors(db, jobId, pending);
    const { skipped } = await staging.complete();
    const warnings = groups.warnings();
    if (skipped > 0) warnings.push({ code: 'rows.duplicates', count: skipped, params: {} });
    if (continued > 0) warnings.push({ code: 'rows.continued', count: continued, params: {} });
    if (lateColumns.length > 0)
      warnings.push({
        code: 'columns.appeared_late',
        count: lateColumns.length,
        params: { columns: lateColumns },
      });
    return {
      read: read + continued,
      rejected,
      skipped: skipped + continued,
      errors: groups.errors(),
      warnings,
    };
  } catch (error) {
    await staging.abandon();
    throw error;
  }
}

function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false;
  return true;
}

/** What spreadsheets would run as a formula, also behind blanks and in full-width forms (OWASP, CSV injection). */
const formulaStart = /^[\s\u00a0\ufeff]*[=+\-@\t\r\n＝＋－＠']/;

/** Takes away the one `'` that our export for people puts before such a cell. */
export function unneutralise(cell: string): string {
  return cell.startsWith("'") && formulaStart.test(cell.slice(1)) ? cell.slice(1) : cell;
}
