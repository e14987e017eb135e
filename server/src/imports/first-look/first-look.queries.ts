import type { Kysely, Selectable, Updateable } from 'kysely';
import type { ImportFileRow } from '../jobs/import-job.queries.ts';
import type { ImportsTables } from '../tables.ts';
import type { FirstLookFilesTable, FirstLooksTable } from './first-look.tables.ts';

type Executor = Kysely<ImportsTables>;
export type FirstLookRow = Selectable<FirstLooksTable>;
export type LookedAtFile = Selectable<FirstLookFilesTable> & {
  readonly name: string;
  readonly bytes: string;
  readonly sha256: string;
  readonly storage_key: string;
};

/** Those of the ids that there are. */
export const listFiles = (db: Executor, ids: readonly string[]): Promise<ImportFileRow[]> =>
  db.selectFrom('import_files').selectAll().where('id', 'in', ids).execute();

/** Positions are given in the order of the files. */
export async function insertLook(
  transaction: Executor,
  files: readonly { fileId: string; supplier: string }[],
): Promise<FirstLookRow> {
  const look = await transaction
    .insertInto('first_looks')
    .defaultValues()
    .returningAll()
    .executeTakeFirstOrThrow();
  await transaction
    .insertInto('first_look_files')
    .values(
      files.map(({ fileId, supplier }, index) => ({
        look_id: look.id,
        position: index + 1,
        file_id: fileId,
        supplier_name: supplier,
      })),
    )
    .execute();
  return look;
}

export const findLook = (db: Executor, id: string): Promise<FirstLookRow | undefined> =>
  db.selectFrom('first_looks').selectAll().where('id', '=', id).executeTakeFirst();

/** Held until the commit: of two who make it their catalogue at once, the second one sees what the first one did. */
export const lockLook = (transaction: Executor, id: string): Promise<FirstLookRow | undefined> =>
  transaction.selectFrom('first_looks').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

export const listLookFiles = (db: Executor, lookId: string): Promise<LookedAtFile[]> =>
  db
    .selectFrom('first_look_files as l')
    .innerJoin('import_files as f', 'f.id', 'l.file_id')
    .selectAll('l')
    .select(['f.name', 'f.bytes', 'f.sha256', 'f.storage_key'])
    .where('l.look_id', '=', lookId)
    .orderBy('l.position')
    .execute();

export async function updateLook(
  db: Executor,
  id: string,
  values: Updateable<FirstLooksTable>,
): Promise<void> {
  await db.updateTable('first_looks').set(values).where('id', '=', id).execute();
}

/** Late ones, of a run that has ended meanwhile, change nothing. */
export async function saveProgress(db: Executor, id: string, progress: number): Promise<void> {
  await db
    .updateTable('first_looks')
    .set({ progress })
    .where('id', '=', id)
    .where('status', 'in', ['reading', 'comparing'])
    .execute();
}

export async function updateLookFile(
  db: Executor,
  { look_id: lookId, position }: Pick<LookedAtFile, 'look_id' | 'position'>,
  values: Updateable<FirstLookFilesTable>,
): Promise<void> {
  await db
    .updateTable('first_look_files')
    .set(values)
    .where('look_id', '=', lookId)
    .where('position', '=', position)
    .execute();
}

/** A run that was killed begins anew. */
export async function clearFindings(db: Executor, lookId: string): Promise<void> {
  await db
    .updateTable('first_look_files')
    .set({ request: null, findings: null, failure: null })
    .where('look_id', '=', lookId)
    .execute();
}

/** They go with the stored files they are about; the imports made of them stay. */
export async function deleteOldLooks(db: Executor, before: Date): Promise<void> {
  await db.deleteFrom('first_looks').where('created_at', '<', before).execute();
}
