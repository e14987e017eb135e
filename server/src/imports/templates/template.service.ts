import type { Kysely } from 'kysely';
import { foldText } from '../../catalog/index.ts';
import { AppError } from '../../platform/errors.ts';
import type { ObjectStorage } from '../../platform/storage/object-storage.ts';
import type { MapRequest } from '../jobs/map-request.ts';
import type { ImportsTables } from '../tables.ts';
import { replayTemplate, type ReplayedFile } from './replay-template.ts';
import { checkColumns, type TemplateColumn } from './template-columns.ts';
import {
  deleteTemplate,
  findTemplate,
  findTemplateByKey,
  findVersion,
  insertTemplate,
  insertVersion,
  listTemplates,
  listVersions,
  raiseVersion,
  type TemplateRow,
} from './template.queries.ts';

type Executor = Kysely<ImportsTables>;

/** What an import keeps of the template that reads its file. */
export interface UsedTemplate {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly columns: readonly TemplateColumn[];
}

/** Mapping templates: each change is a new version, and what an import was read by stays to be looked at. */
export function createTemplateService(deps: {
  db: Executor;
  storage: ObjectStorage;
  mapRequest: MapRequest;
}) {
  const { db } = deps;
  const get = async (id: string, executor = db): Promise<TemplateRow> =>
    (await findTemplate(executor, id)) ?? absent(id);
  async function used(row: TemplateRow): Promise<UsedTemplate> {
    const version = await findVersion(db, row.id, row.version);
    return { id: row.id, name: row.name, version: row.version, columns: version!.columns };
  }
  return {
    get,
    list: () => listTemplates(db),
    versions: async (id: string) => {
      await get(id);
      return listVersions(db, id);
    },
    /** The newest version, as an import uses it. */
    use: async (id: string): Promise<UsedTemplate> => used(await get(id)),
    /** Undefined where it was deleted. */
    async useIfPresent(id: string): Promise<UsedTemplate | undefined> {
      const row = await findTemplate(db, id);
      return row && used(row);
    },
    useByName: async (name: string): Promise<UsedTemplate> =>
      used((await findTemplateByKey(db, foldText(name))) ?? absent(name)),
    async create(
      transaction: Executor,
      input: { name: string; columns: readonly TemplateColumn[] },
    ): Promise<TemplateRow> {
      checkColumns(input.columns);
      const name = input.name.trim();
      const row = await insertTemplate(transaction, { name, key: foldText(name) });
      if (!row)
        throw new AppError('templates.conflict', {
          message: `There is a template "${name}" already`,
          params: { name },
        });
      await insertVersion(transaction, { templateId: row.id, version: row.version, columns: input.columns });
      return row;
    },
    async change(
      transaction: Executor,
      id: string,
      input: { columns: readonly TemplateColumn[]; expected: number | null },
    ): Promise<TemplateRow> {
      checkColumns(input.columns);
      const row =
        (await raiseVersion(transaction, id, input.expected)) ??
        (await stale(transaction, id, input.expected));
      await insertVersion(transaction, { templateId: id, version: row.version, columns: input.columns });
      return row;
    },
    /** What the last files of its suppliers and sources would say by other columns, before they are saved. */
    async replay(id: string, columns: readonly TemplateColumn[]): Promise<ReplayedFile[]> {
      checkColumns(columns);
      await get(id);
      return replayTemplate(deps, id, columns);
    },
    async remove(transaction: Executor, id: string, expected: number | null): Promise<void> {
      if (!(await deleteTemplate(transaction, id, expected))) await stale(transaction, id, expected);
    },
  };

  async function stale(transaction: Executor, id: string, expected: number | null): Promise<never> {
    const present = await get(id, transaction);
    throw new AppError('templates.stale', {
      message: `The template was changed meanwhile (version ${present.version}, yours ${String(expected)})`,
      params: { version: present.version },
    });
  }
}

export type TemplateService = ReturnType<typeof createTemplateService>;

function absent(template: string): never {
  throw new AppError('templates.not_found', {
    message: `There is no mapping template ${template}`,
    params: { template },
  });
}
