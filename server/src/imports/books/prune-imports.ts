import type { Kysely } from 'kysely';
import { prunePartitions, type PrunedPartition } from '../../platform/databases/prune-partitions.ts';
import type { ObjectStorage } from '../../platform/storage/object-storage.ts';
import { deleteOldLooks } from '../first-look/first-look.queries.ts';
import type { ImportsTables } from '../tables.ts';
import { listMarkedObjects, markOldFiles, markRemoved, sumOldFiles } from './prune-imports.queries.ts';

export interface PrunedImports {
  readonly partitions: PrunedPartition[];
  readonly files: number;
  readonly fileBytes: number;
}

/** Deleted one after the other between two notes in the database: a run that is killed repeats these at most. */
const OBJECTS_PER_NOTE = 100;

/**
 * Gives up the logs, the findings and the stored files of old imports; the imports themselves and their books stay.
 * A file is marked before its object is deleted: killed in between, nobody is offered a file that is gone, and the
 * next run deletes what is marked.
 */
export async function pruneImports(
  deps: { db: Kysely<ImportsTables>; storage: ObjectStorage },
  options: { logsBefore: Date; filesBefore: Date; dryRun: boolean },
): Promise<PrunedImports> {
  const { db } = deps;
  const months = { db: db as unknown as Kysely<unknown>, before: options.logsBefore, dryRun: options.dryRun };
  const partitions = [
    ...(await prunePartitions({ ...months, table: 'import_logs' })),
    ...(await prunePartitions({ ...months, table: 'import_errors' })),
  ];
  const old = options.dryRun
    ? await sumOldFiles(db, options.filesBefore)
    : await markOldFiles(db, options.filesBefore);
  if (!options.dryRun) {
    await deleteMarked(deps);
    await deleteOldLooks(db, options.filesBefore);
  }
  return { partitions, files: old.files, fileBytes: old.bytes };
}

async function deleteMarked({
  db,
  storage,
}: {
  db: Kysely<ImportsTables>;
  storage: ObjectStorage;
}): Promise<void> {
  for (;;) {
    const objects = await listMarkedObjects(db, OBJECTS_PER_NOTE);
    if (objects.length === 0) return;
    for (const { key, shared } of objects) if (!shared) await storage.delete('imports', key);
    await markRemoved(
      db,
      objects.map(({ key }) => key),
    );
  }
}
