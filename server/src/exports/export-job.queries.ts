import type { Kysely, Selectable, Updateable } from 'kysely';
import { announcing } from '../platform/cache/invalidation.queries.ts';
import type { ExportJobsTable, ExportsTables } from './tables.ts';

type Executor = Kysely<ExportsTables>;
export type ExportJobRow = Selectable<ExportJobsTable>;

export function findExportJob(db: Executor, id: string): Promise<ExportJobRow | undefined> {
  return db.selectFrom('export_jobs').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function updateExportJob(
  db: Executor,
  id: string,
  values: Updateable<ExportJobsTable>,
): Promise<void> {
  await db
    .updateTable('export_jobs')
    .set(values)
    .where('id', '=', id)
    .returning(announcing('export_jobs', 'id'))
    .execute();
}
