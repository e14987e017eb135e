import { sql, type Kysely, type Selectable } from 'kysely';
import type { ImportsTables } from '../tables.ts';
import type { TemplateColumn } from './template-columns.ts';
import type { MappingTemplatesTable } from './template.tables.ts';

type Executor = Kysely<ImportsTables>;
export type TemplateRow = Selectable<MappingTemplatesTable>;
export interface TemplateVersion {
  readonly version: number;
  readonly columns: TemplateColumn[];
  readonly created_at: Date;
}

export const listTemplates = (db: Executor): Promise<TemplateRow[]> =>
  db.selectFrom('mapping_templates').selectAll().orderBy('name_key').execute();

export const findTemplate = (db: Executor, id: string): Promise<TemplateRow | undefined> =>
  db.selectFrom('mapping_templates').selectAll().where('id', '=', id).executeTakeFirst();

export const findTemplateByKey = (db: Executor, key: string): Promise<TemplateRow | undefined> =>
  db.selectFrom('mapping_templates').selectAll().where('name_key', '=', key).executeTakeFirst();

export const listVersions = (db: Executor, id: string): Promise<TemplateVersion[]> =>
  db
    .selectFrom('mapping_template_versions')
    .select(['version', 'columns', 'created_at'])
    .where('template_id', '=', id)
    .orderBy('version', 'desc')
    .execute();

export const findVersion = (
  db: Executor,
  id: string,
  version: number,
): Promise<TemplateVersion | undefined> =>
  db
    .selectFrom('mapping_template_versions')
    .select(['version', 'columns', 'created_at'])
    .where('template_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();

/** Undefined when the name is taken. */
export const insertTemplate = (
  db: Executor,
  template: { name: string; key: string },
): Promise<TemplateRow | undefined> =>
  db
    .insertInto('mapping_templates')
    .values({ name: template.name, name_key: template.key })
    .onConflict((conflict) => conflict.column('name_key').doNothing())
    .returningAll()
    .executeTakeFirst();

/** @param expected version to be changed; null: whichever. Undefined when it is at another one by now. */
export function raiseVersion(
  db: Executor,
  id: string,
  expected: number | null,
): Promise<TemplateRow | undefined> {
  const query = db
    .updateTable('mapping_templates')
    .set({ version: sql`version + 1`, updated_at: sql`now()` })
    .where('id', '=', id);
  return (expected === null ? query : query.where('version', '=', expected))
    .returningAll()
    .executeTakeFirst();
}

export async function insertVersion(
  db: Executor,
  version: { templateId: string; version: number; columns: readonly TemplateColumn[] },
): Promise<void> {
  await db
    .insertInto('mapping_template_versions')
    .values({
      template_id: version.templateId,
      version: version.version,
      columns: JSON.stringify(version.columns),
    })
    .execute();
}

export async function deleteTemplate(db: Executor, id: string, expected: number | null): Promise<boolean> {
  const query = db.deleteFrom('mapping_templates').where('id', '=', id);
  const { numDeletedRows } = await (
    expected === null ? query : query.where('version', '=', expected)
  ).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Files that are read again for a replay: the last one of each supplier and source, newest first. */
const REPLAYED_FILES = 5;
/** Imports that are looked through for them. */
const LOOKED_THROUGH = 1_000;

export interface ReplayableImport {
  readonly id: string;
  readonly supplier_name: string | null;
  readonly request: Readonly<Record<string, unknown>>;
  readonly name: string;
  readonly storage_key: string;
}

export async function listReplayable(db: Executor, templateId: string): Promise<ReplayableImport[]> {
  const { rows } = await sql<ReplayableImport>`
    with recent as (
      select * from import_jobs where status in ('completed', 'completed_with_errors', 'planned') and retry_of is null
      order by id desc limit ${LOOKED_THROUGH}),
    last as (
      select distinct on (j.supplier_id, j.source_id) j.id, j.supplier_name, j.request, f.name, f.storage_key
      from recent j join import_files f on f.id = j.file_id
      where j.request #>> '{template,id}' = ${templateId} and f.pruned_at is null
      order by j.supplier_id, j.source_id, j.id desc)
    select * from last order by id desc limit ${REPLAYED_FILES}`.execute(db);
  return rows;
}
