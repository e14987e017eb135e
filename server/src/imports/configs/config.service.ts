import type { Kysely } from 'kysely';
import type { MissingAction, SupplierService } from '../../catalog/index.ts';
import { AppError } from '../../platform/errors.ts';
import { requireVersion } from '../require-version.ts';
import type { GuardLimits } from '../guard/judge-feed.ts';
import type { CreateImport } from '../jobs/import.service.ts';
import type { ImportsTables } from '../tables.ts';
import {
  deleteConfig,
  findConfig,
  insertConfig,
  listConfigs,
  lockConfig,
  updateConfig,
  type ImportConfigRow,
} from './config.queries.ts';

/** How the files of one supplier are read, said once. */
export interface ImportConfigInput {
  readonly name: string;
  /** A name; exactly one of it and `own`. */
  readonly supplier?: string | null;
  readonly own?: boolean;
  readonly templateId?: string | null;
  readonly map?: readonly { field: string; column: string }[];
  readonly encoding?: string | null;
  readonly delimiter?: string | null;
  readonly sheet?: string | null;
  readonly currency?: string | null;
  readonly mode?: 'apply' | 'preview';
  readonly guard?: GuardLimits;
  readonly missingAction?: MissingAction | null;
}

type Transaction = Kysely<ImportsTables>;

/** Changes take the caller's transaction. */
export function createImportConfigService(deps: { db: Kysely<ImportsTables>; suppliers: SupplierService }) {
  const { db, suppliers } = deps;
  async function get(id: string, executor = db): Promise<ImportConfigRow> {
    return (await findConfig(executor, id)) ?? absent(id);
  }
  /** Undefined where nothing was said of it. */
  async function supplierIdOf(input: Partial<ImportConfigInput>): Promise<string | null | undefined> {
    if (input.own && !input.supplier) return null;
    if (input.own === undefined && input.supplier === undefined) return undefined;
    if (input.own || !input.supplier) throw needsSupplier();
    const { supplier } = await suppliers.findOrCreate({
      name: input.supplier,
      insist: false,
      preview: false,
    });
    return supplier.id;
  }

  return {
    list: () => listConfigs(db),
    get,
    async create(transaction: Transaction, input: ImportConfigInput): Promise<ImportConfigRow> {
      const supplierId = await supplierIdOf(input);
      if (supplierId === undefined) throw needsSupplier();
      return unique(input.name, () =>
        insertConfig(transaction, { ...columnsOf(input), name: input.name.trim(), supplier_id: supplierId }),
      );
    },
    async change(
      transaction: Transaction,
      id: string,
      { patch, expected }: { patch: Partial<ImportConfigInput>; expected: number | null },
    ): Promise<ImportConfigRow> {
      const present = (await lockConfig(transaction, id)) ?? absent(id);
      requireVersion('import configuration', present, expected);
      const supplierId = await supplierIdOf(patch);
      return unique(patch.name ?? present.name, () =>
        updateConfig(transaction, id, {
          ...columnsOf(patch),
          ...(supplierId === undefined ? {} : { supplier_id: supplierId }),
        }),
      );
    },
    async remove(transaction: Transaction, id: string, expected: number | null): Promise<void> {
      const present = (await lockConfig(transaction, id)) ?? absent(id);
      requireVersion('import configuration', present, expected);
      await deleteConfig(transaction, id).catch((error: unknown) => {
        if ((error as { code?: string }).code !== '23503') throw error;
        throw new AppError('configs.conflict', {
          message: `Sources read their files by "${present.name}"; give them another configuration first`,
          params: { id },
        });
      });
    },
    /** What an import of a file read by this configuration is made of. */
    async asImport(
      config: ImportConfigRow,
    ): Promise<Omit<CreateImport, 'file' | 'origin' | 'sourceId' | 'skip'>> {
      const supplier = config.supplier_id === null ? null : await suppliers.get(config.supplier_id);
      return {
        supplier: supplier?.name ?? null,
        insistOnSupplier: true,
        map: config.map,
        encoding: config.encoding ?? undefined,
        delimiter: config.delimiter ?? undefined,
        sheet: config.sheet ?? undefined,
        template: config.template_id === null ? undefined : { id: config.template_id },
        currency: config.currency ?? undefined,
        guard: config.guard,
        missingAction: config.missing_action ?? undefined,
        mode: config.mode,
      };
    },
    /** How often files of its supplier come, as was said when he was opened. */
    async usualHours(id: string): Promise<number | null> {
      const config = await findConfig(db, id);
      return config?.supplier_id ? (await suppliers.get(config.supplier_id)).expected_hours : null;
    },
    /** As people call it. */
    supplierName: async (config: ImportConfigRow): Promise<string | null> =>
      config.supplier_id === null ? null : (await suppliers.get(config.supplier_id)).name,
  };
}

export type ImportConfigService = ReturnType<typeof createImportConfigService>;

/** What was not said is left as it is, or at its default. */
function columnsOf(input: Partial<ImportConfigInput>) {
  return {
    ...(input.name === undefined ? {} : { name: input.name.trim() }),
    ...(input.templateId === undefined ? {} : { template_id: input.templateId }),
    ...(input.map === undefined ? {} : { map: JSON.stringify(input.map) }),
    ...(input.encoding === undefined ? {} : { encoding: input.encoding }),
    ...(input.delimiter === undefined ? {} : { delimiter: input.delimiter }),
    ...(input.sheet === undefined ? {} : { sheet: input.sheet }),
    ...(input.currency === undefined ? {} : { currency: input.currency }),
    ...(input.mode === undefined ? {} : { mode: input.mode }),
    ...(input.guard === undefined ? {} : { guard: JSON.stringify(input.guard) }),
    ...(input.missingAction === undefined ? {} : { missing_action: input.missingAction }),
  };
}

async function unique<Row>(name: string, write: () => Promise<Row>): Promise<Row> {
  try {
    return await write();
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'import_configs_name_key') throw error;
    throw new AppError('configs.conflict', {
      message: `There is an import configuration "${name.trim()}" already; choose another name`,
      params: { name: name.trim() },
    });
  }
}

const needsSupplier = (): AppError =>
  new AppError('configs.invalid', {
    message: 'Say whose files they are: supplier, or own=true for our own catalogue',
    params: { field: 'supplier' },
  });

function absent(id: string): never {
  throw new AppError('configs.not_found', {
    message: `There is no import configuration ${id}`,
    params: { id },
  });
}
