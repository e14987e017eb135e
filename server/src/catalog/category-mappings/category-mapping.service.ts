import { AppError } from '../../platform/errors.ts';
import type { Origin } from '../../platform/origin.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import { findShownCategory } from '../categories/category.queries.ts';
import { cleanPath } from '../categories/clean-path.ts';
import { absent, requireVersion } from '../definitions/definition-errors.ts';
import { appendDefinitionEvent } from '../definitions/definition-event.queries.ts';
import type { VersionedEdit } from '../definitions/versioned-edit.ts';
import { findSupplierById } from '../suppliers/supplier.queries.ts';
import { foldText } from '../text/fold.ts';
import {
  deleteMapping,
  findMapping,
  lockMapping,
  mapTo,
  openMapping,
  type CategoryMappingRow,
  type ShownMapping,
} from './category-mapping.queries.ts';

interface Shown {
  readonly row: ShownMapping;
  /** Null when nothing differed. */
  readonly operationId: string | null;
}

/**
 * Which category of ours each path means that a supplier's files name. Products follow with the supplier's next file,
 * be it the same one: a mapping that changed makes its rows differ (`mapped-categories.queries.ts`).
 */
export function createCategoryMappingService({ db }: { db: Executor }) {
  return {
    get: async (id: string): Promise<ShownMapping> => (await findMapping(db, id)) ?? missing(id),
    /** Maps a path by its name, whether a file brought it yet or not. */
    async map(
      transaction: Executor,
      { supplierId, source: given, categoryId, expected, origin }: MapInput & VersionedEdit,
    ): Promise<Shown & { readonly created: boolean }> {
      if (!(await findSupplierById(transaction, supplierId)))
        throw new AppError('category_mappings.supplier', {
          message: `supplierId "${supplierId}" is no supplier; GET /suppliers lists them`,
          params: { supplierId },
        });
      const source = cleanPath(given);
      if (source === '')
        throw new AppError('category_mappings.invalid', {
          message: `source "${given}" names no category; write its path as the supplier's files do, such as "Garden > Tools"`,
          params: { source: given },
        });
      const key = foldText(source);
      const { row, made } = await openMapping(transaction, { supplierId, key, source });
      if (!made) requireVersion('category_mappings', row, expected);
      const action = made ? 'created' : 'updated';
      return { ...(await assign(transaction, row, { categoryId, origin, action })), created: made };
    },
    async change(
      transaction: Executor,
      { id, categoryId, expected, origin }: { id: string; categoryId: string | null } & VersionedEdit,
    ): Promise<Shown> {
      const present = (await lockMapping(transaction, id)) ?? missing(id);
      requireVersion('category_mappings', present, expected);
      return assign(transaction, present, { categoryId, origin, action: 'updated' });
    },
    /** Forgets the path; the next file that names it brings it back, unmapped. */
    async remove(
      transaction: Executor,
      { id, expected, origin }: { id: string } & VersionedEdit,
    ): Promise<{ operationId: string }> {
      const present = (await lockMapping(transaction, id)) ?? missing(id);
      requireVersion('category_mappings', present, expected);
      const before = stateOf((await findMapping(transaction, id))!);
      await deleteMapping(transaction, id);
      const event = {
        entity: 'category-mapping',
        id,
        action: 'deleted',
        origin,
        before,
        after: null,
      } as const;
      return { operationId: await appendDefinitionEvent(transaction, event) };
    },
  };
}

export type CategoryMappingService = ReturnType<typeof createCategoryMappingService>;

interface MapInput {
  readonly supplierId: string;
  /** A path with ">" between its names. */
  readonly source: string;
  readonly categoryId: string;
}

/** @throws AppError `category_mappings.category` for an id that is none */
async function assign(
  transaction: Executor,
  { id, category_id }: CategoryMappingRow,
  {
    categoryId,
    origin,
    action,
  }: { categoryId: string | null; origin: Origin; action: 'created' | 'updated' },
): Promise<Shown> {
  const shown = (await findMapping(transaction, id))!;
  if ((categoryId?.toLowerCase() ?? null) === category_id) return { row: shown, operationId: null };
  const category = categoryId === null ? null : await findShownCategory(transaction, categoryId);
  if (category === undefined)
    throw new AppError('category_mappings.category', {
      message: `categoryId "${categoryId}" is no category; GET /categories lists them`,
      params: { categoryId },
    });
  const before = action === 'created' ? null : stateOf(shown);
  const after = { ...stateOf(shown), category: category?.full_path ?? null };
  const event = { entity: 'category-mapping', id, action, origin, before, after } as const;
  const operationId = await appendDefinitionEvent(transaction, event);
  await mapTo(transaction, id, { categoryId, origin, operationId });
  return { row: (await findMapping(transaction, id))!, operationId };
}

const stateOf = ({ supplier_id, source, category }: ShownMapping) => ({
  supplierId: supplier_id,
  source,
  category: category?.path ?? null,
});

function missing(id: string): never {
  throw absent('category_mappings', id);
}
