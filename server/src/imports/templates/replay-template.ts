import type { Kysely } from 'kysely';
import { setImmediate as turn } from 'node:timers/promises';
import { isAppError } from '../../platform/errors.ts';
import type { ObjectStorage } from '../../platform/storage/object-storage.ts';
import type { ImportRequest } from '../jobs/import.service.ts';
import type { MapRequest, RequestMapping } from '../jobs/map-request.ts';
import { createRowMapper, type RowMapper } from '../mapping/row-mapper.ts';
import type { Detection } from '../reading/detection.ts';
import { inspectFile, readRecords } from '../reading/open-file.ts';
import type { ImportsTables } from '../tables.ts';
import { pairsOf, type TemplateColumn } from './template-columns.ts';
import { listReplayable, type ReplayableImport } from './template.queries.ts';

/** Rows of a file that are read for a replay. */
const MOST_ROWS = 20_000;
/** Differing rows that are shown of a file. */
const SHOWN = 20;

/** What a file of an earlier import would say now. */
export interface ReplayedFile {
  readonly importId: string;
  readonly supplier: string | null;
  readonly file: string;
  readonly rows: number;
  /** False where the file has more rows than were read. */
  readonly complete: boolean;
  readonly differing: number;
  /** Rows that are rejected by the new version and were not by the old one, and the other way round. */
  readonly newlyRejected: number;
  readonly newlyRead: number;
  /** The first differing rows; a rejected one has null for all its fields. */
  readonly differences: readonly {
    readonly line: number;
    readonly fields: Readonly<Record<string, readonly [before: string | null, after: string | null]>>;
  }[];
  /** Why the file could not be read by the new version at all. */
  readonly problem: { readonly code: string; readonly message: string } | null;
}

/** Reads the last files of a template's suppliers and sources by other columns, and changes nothing. */
export async function replayTemplate(
  deps: {
    readonly db: Kysely<ImportsTables>;
    readonly storage: ObjectStorage;
    readonly mapRequest: MapRequest;
  },
  templateId: string,
  columns: readonly TemplateColumn[],
): Promise<ReplayedFile[]> {
  const replayed: ReplayedFile[] = [];
  for (const found of await listReplayable(deps.db, templateId))
    replayed.push(await replayFile(deps, found, columns));
  return replayed;
}

async function replayFile(
  { storage, mapRequest }: { readonly storage: ObjectStorage; readonly mapRequest: MapRequest },
  { id, supplier_name: supplier, name, storage_key, request: asked }: ReplayableImport,
  columns: readonly TemplateColumn[],
): Promise<ReplayedFile> {
  const request = asked as unknown as ImportRequest;
  const about = { importId: id, supplier, file: name };
  try {
    const path = await storage.localPath('imports', storage_key);
    const detection = await inspectFile(path, request);
    const before = mapperOf(await mapRequest(request, detection), detection);
    const changed = { ...request, columns, map: pairsOf(columns) };
    const after = mapperOf(await mapRequest(changed, detection), detection);
    return { ...about, ...(await compareRows(path, detection, before, after)), problem: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { code, message } = error;
    const nothing = {
      rows: 0,
      complete: true,
      differing: 0,
      newlyRejected: 0,
      newlyRead: 0,
      differences: [],
    };
    return { ...about, ...nothing, problem: { code, message } };
  }
}

const mapperOf = (request: RequestMapping, detection: Detection): RowMapper =>
  createRowMapper({ ...request, detection, onError: () => undefined });

type Compared = Omit<ReplayedFile, 'importId' | 'supplier' | 'file' | 'problem'>;

async function compareRows(
  path: string,
  detection: Detection,
  before: RowMapper,
  after: RowMapper,
): Promise<Compared> {
  const compare = differenceOf(before, after);
  const differences: ReplayedFile['differences'][number][] = [];
  let [rows, differing, newlyRejected, newlyRead] = [0, 0, 0, 0];
  let inHead = detection.headerRow !== null;
  const enough = new Error('enough rows');
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
        if (rows >= MOST_ROWS) return;
        rows++;
        const { fields, wasOk, isOk } = compare(cells, line);
        if (wasOk && !isOk) newlyRejected++;
        if (!wasOk && isOk) newlyRead++;
        if (Object.keys(fields).length === 0) return;
        differing++;
        if (differences.length < SHOWN) differences.push({ line, fields });
      },
      async () => {
        if (rows >= MOST_ROWS) throw enough;
        await turn();
      },
    );
  } catch (error) {
    if (error !== enough) throw error;
    return { rows, complete: false, differing, newlyRejected, newlyRead, differences };
  }
  return { rows, complete: true, differing, newlyRejected, newlyRead, differences };
}

/** The values of a row are used again for the next one, so those of the first mapper are copied. */
function differenceOf(before: RowMapper, after: RowMapper) {
  const names = [...new Set([...before.fields, ...after.fields].map(({ name }) => name))];
  const places = names.map((name) => ({
    name,
    old: before.fields.findIndex((field) => field.name === name),
    now: after.fields.findIndex((field) => field.name === name),
  }));
  return (cells: readonly string[], line: number) => {
    const was = before.map(cells, line);
    const old = was.ok ? [...was.values] : [];
    const is = after.map(cells, line);
    const now = is.ok ? is.values : [];
    const fields: Record<string, [string | null, string | null]> = {};
    for (const place of places) {
      const [left, right] = [old[place.old] ?? null, now[place.now] ?? null];
      if (left !== right) fields[place.name] = [left, right];
    }
    return { fields, wasOk: was.ok, isOk: is.ok };
  };
}
