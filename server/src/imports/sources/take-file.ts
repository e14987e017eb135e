import { Readable } from 'node:stream';
import type { Kysely } from 'kysely';
import { originOfProgram } from '../../platform/origin.ts';
import { configOf } from '../configs/config.queries.ts';
import type { ImportConfigService } from '../configs/config.service.ts';
import type { EnqueueImport, ImportService, StoredFile } from '../jobs/import.service.ts';
import type { ImportsTables } from '../tables.ts';
import { boundedContent } from './bounded-content.ts';
import type { Connection, RemoteFile } from './connectors/connector.ts';
import { insertSourceFile, isAsLastTime, notePoll, setImport, type SourceRow } from './source.queries.ts';

export interface TakenFile {
  readonly name: string;
  readonly importId: string;
  /** Its content was that of the last one: recorded, not run. */
  readonly skipped: boolean;
}

/** `known`: taken before, perhaps by a poll that was killed; `changed`: it was written while it was read. */
export type TakeFile = (
  source: SourceRow,
  connection: Connection,
  file: RemoteFile,
  signal: AbortSignal,
) => Promise<TakenFile | 'known' | 'changed'>;

export function createTakeFile(deps: {
  db: Kysely<ImportsTables>;
  imports: ImportService;
  configs: ImportConfigService;
  enqueue: EnqueueImport;
  maxBytes: number;
  reach: (point: string) => void;
}): TakeFile {
  return async (source, connection, file, signal) => {
    const opened = await connection.open(file);
    // What fails while nobody reads, also after the end, is seen by the reader or by nobody; it ends no process.
    if (opened instanceof Readable) opened.on('error', () => undefined);
    const content = boundedContent(opened, file, { maxBytes: deps.maxBytes, signal });
    const stored = await deps.imports.storeFile(content, file.name);
    if (connection.versionOf && (await connection.versionOf(file)) !== file.version) return 'changed';
    deps.reach('fetched');
    const taken = await record(deps, source, connection, file, stored);
    deps.reach('taken');
    await connection.taken?.(file);
    return taken ?? 'known';
  };
}

/** The file, its import and the import's job are written together, and so once. */
function record(
  deps: Parameters<typeof createTakeFile>[0],
  source: SourceRow,
  connection: Connection,
  file: RemoteFile,
  stored: StoredFile,
): Promise<TakenFile | null> {
  return deps.db.transaction().execute(async (transaction) => {
    const row = await insertSourceFile(transaction, {
      source_id: source.id,
      remote_name: file.id,
      remote_version: file.version ?? stored.sha256,
      bytes: stored.bytes,
      modified_at: file.modifiedAt,
      sha256: stored.sha256,
      outcome: 'imported',
    });
    if (!row) return null;
    const skip = await isAsLastTime(transaction, row);
    const config = await configOf(transaction, source.config_id);
    const { job } = await deps.imports.create(transaction, {
      ...(await deps.configs.asImport(config)),
      file: stored,
      origin: originOfProgram(`source ${source.name}`),
      sourceId: source.id,
      skip,
    });
    if (!skip) await deps.enqueue(transaction, job.id);
    await setImport(transaction, row.id, { import_id: job.id, outcome: skip ? 'skipped' : 'imported' });
    // With the file: what the server said of it must not be known without it.
    await notePoll(transaction, source, {
      cursor: JSON.stringify(connection.cursor),
      last_file_at: row.taken_at,
    });
    return { name: file.name, importId: job.id, skipped: skip };
  });
}
