import { isDeepStrictEqual } from 'node:util';
import { announceInvalidations } from '../../platform/cache/invalidation.queries.ts';
import { within } from '../../platform/databases/transactions.ts';
import { AppError } from '../../platform/errors.ts';
import type { Origin } from '../../platform/origin.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import type { Labels } from '../attributes/attribute.tables.ts';
import { absent, codeTaken, inUse, requireVersion } from '../definitions/definition-errors.ts';
import { appendDefinitionEvent } from '../definitions/definition-event.queries.ts';
import { mergePatch } from '../definitions/merge-patch.ts';
import type { LabelsPatch } from '../definitions/schemas.ts';
import type { VersionedEdit } from '../definitions/versioned-edit.ts';
import { staleByBatch } from '../products/product-cache.ts';
import { findTaxonomy } from '../taxonomies/taxonomy.queries.ts';
import { MAIN_TAXONOMY } from '../taxonomies/taxonomy.service.ts';
import { foldText } from '../text/fold.ts';
import {
  countCategoryUses,
  deleteBranch,
  findCategoryByCode,
  findCategoryByPath,
  findShownCategory,
  insertCategory,
  lockCategory,
  lockTree,
  moveBranch,
  nameCategory,
  type CategoryRow,
  type ShownCategory,
} from './category.queries.ts';
import { unlinkProducts } from './unlink-products.ts';

export interface CategoryPatch {
  readonly name?: string | undefined;
  /** Null: to the top of the tree. One of another tree takes the branch there. */
  readonly parentId?: string | null | undefined;
  readonly code?: string | null | undefined;
  readonly labels?: LabelsPatch | undefined;
}

export interface NewCategoryInput extends CategoryPatch {
  readonly name: string;
  /** Code of the tree, for one at its top. */
  readonly taxonomy?: string | undefined;
}

interface CategoryEdit extends VersionedEdit {
  readonly id: string;
}

interface Shown {
  readonly row: ShownCategory;
  /** Null when nothing differed. */
  readonly operationId: string | null;
}

/** Nodes of trees. A category's path is made of names, by which imports find it. */
export function createCategoryService({ db }: { db: Executor }) {
  return {
    get: async (id: string): Promise<ShownCategory> => (await findShownCategory(db, id)) ?? missing(id),
    async create(transaction: Executor, input: NewCategoryInput, origin: Origin): Promise<Shown> {
      await lockTree(transaction, 'shared');
      const parent = await findParent(transaction, input.parentId ?? null);
      const taxonomyId = await treeOf(transaction, input.taxonomy, parent);
      const name = cleanName(input.name);
      const code = input.code ?? null;
      const labels = mergePatch({}, input.labels ?? {}) as Labels;
      await requireFree(transaction, { code, ...placeOf(taxonomyId, parent, name) }, null);
      const values = { parent, code, labels, name, ...placeOf(taxonomyId, parent, name) };
      const id = (await insertCategory(transaction, values)) ?? pathTaken(values.fullPath);
      const row = (await findShownCategory(transaction, id))!;
      const event = { entity: 'category', id, action: 'created', origin, before: null } as const;
      const after = stateOf(row);
      return { row, operationId: await appendDefinitionEvent(transaction, { ...event, after }) };
    },
    /** @throws AppError `categories.below_itself` for a parent that is the category, or below it */
    async change(
      transaction: Executor,
      { id, patch, expected, origin }: CategoryEdit & { patch: CategoryPatch },
    ): Promise<Shown> {
      const moves = patch.name !== undefined || patch.parentId !== undefined;
      if (moves) await lockTree(transaction);
      const present = (await lockCategory(transaction, id)) ?? missing(id);
      requireVersion('categories', present, expected);
      const before = stateOf((await findShownCategory(transaction, id))!);
      const code = patch.code === undefined ? present.code : patch.code;
      const labels = mergePatch(present.labels, patch.labels ?? {}) as Labels;
      if (code !== present.code) await requireFree(transaction, { code }, id);
      if (moves) await move(transaction, present, patch);
      if (code !== present.code || !isDeepStrictEqual(labels, present.labels))
        await nameCategory(transaction, id, { code, labels });
      const row = (await findShownCategory(transaction, id))!;
      const after = stateOf(row);
      if (isDeepStrictEqual(before, after)) return { row, operationId: null };
      // Products are shown with the paths of their categories.
      if (before.path !== after.path) await announceInvalidations(within(transaction), staleByBatch);
      const event = { entity: 'category', id, action: 'updated', origin, before, after } as const;
      return { row, operationId: await appendDefinitionEvent(transaction, event) };
    },
    /** By force with all that is below it; products lose what is deleted, and keep their other categories. */
    async remove(
      transaction: Executor,
      { id, expected, origin, force }: CategoryEdit & { force: boolean },
    ): Promise<{ operationId: string }> {
      await lockTree(transaction);
      const present = (await lockCategory(transaction, id)) ?? missing(id);
      requireVersion('categories', present, expected);
      const uses = await countCategoryUses(transaction, present);
      if (!force && uses.products + uses.children + uses.mappings > 0)
        throw inUse('categories', {
          code: present.full_path,
          uses,
          remedy:
            'delete it with ?force=true: what is below it goes too, products lose them, and what led there from suppliers is not mapped any more',
        });
      const before = stateOf((await findShownCategory(transaction, id))!);
      const event = { entity: 'category', id, action: 'deleted', origin, before, after: null } as const;
      const operationId = await appendDefinitionEvent(transaction, event);
      await unlinkProducts(transaction, { operationId, origin, of: { path: present.path } });
      await deleteBranch(transaction, present.path);
      return { operationId };
    },
  };
}

export type CategoryService = ReturnType<typeof createCategoryService>;

const stateOf = (row: ShownCategory) => ({
  taxonomy: row.taxonomy,
  parentId: row.parent_id,
  name: row.name,
  path: row.full_path,
  code: row.code,
  labels: row.labels,
});

async function move(transaction: Executor, present: CategoryRow, patch: CategoryPatch): Promise<void> {
  const parentId = patch.parentId === undefined ? present.parent_id : patch.parentId;
  const parent = await findParent(transaction, parentId);
  if (parent && `${parent.path}.`.startsWith(`${present.path}.`))
    throw new AppError('categories.below_itself', {
      message: `"${present.full_path}" cannot be moved below "${parent.full_path}", which is part of it; choose a parent outside`,
      params: { path: present.full_path, parent: parent.full_path },
    });
  const name = cleanName(patch.name ?? present.name);
  const place = placeOf(parent?.taxonomy_id ?? present.taxonomy_id, parent, name);
  const stays = name === present.name && parentId === present.parent_id;
  if (stays) return;
  await requireFree(transaction, place, present.id);
  await moveBranch(transaction, present.id, { name, parent, ...place });
}

function placeOf(taxonomyId: string, parent: CategoryRow | null, name: string) {
  const fullPath = parent ? `${parent.full_path} > ${name}` : name;
  // Of the parent's key, which need not be that of its path for readers.
  const key = parent ? `${parent.path_key} > ${foldText(name)}` : foldText(name);
  return { taxonomyId, fullPath, key };
}

/** @throws AppError where another category has the path or the code */
async function requireFree(
  transaction: Executor,
  wanted: { code?: string | null; taxonomyId?: string; key?: string; fullPath?: string },
  id: string | null,
): Promise<void> {
  const { code, taxonomyId, key, fullPath } = wanted;
  if (taxonomyId !== undefined && key !== undefined) {
    const same = await findCategoryByPath(transaction, taxonomyId, key);
    if (same && same.id !== id) pathTaken(fullPath ?? key);
  }
  const coded = code ? await findCategoryByCode(transaction, code) : undefined;
  if (coded && coded.id !== id) throw codeTaken('categories', coded.code!);
}

async function findParent(transaction: Executor, id: string | null): Promise<CategoryRow | null> {
  if (id === null) return null;
  const parent = await lockCategory(transaction, id);
  if (parent) return parent;
  throw new AppError('categories.parent', {
    message: `parentId "${id}" is no category; GET /categories lists them`,
    params: { parentId: id },
  });
}

async function treeOf(
  transaction: Executor,
  code: string | undefined,
  parent: CategoryRow | null,
): Promise<string> {
  const tree = await findTaxonomy(transaction, code ?? MAIN_TAXONOMY);
  if (parent && (code === undefined || tree?.id === parent.taxonomy_id)) return parent.taxonomy_id;
  if (parent || !tree)
    throw new AppError('categories.taxonomy', {
      message: tree
        ? `The parent "${parent!.full_path}" is in another tree than "${code}"; leave the tree out`
        : `"${code}" is no tree of categories; POST /taxonomies makes one`,
      params: { taxonomy: code },
    });
  return tree.id;
}

const cleanName = (name: string): string => name.replace(/\s+/g, ' ').trim();

function pathTaken(path: string): never {
  throw new AppError('categories.path_taken', {
    message: `There is a category "${path}" already; choose another name, or change that one`,
    params: { path },
    status: 409,
  });
}

function missing(id: string): never {
  throw absent('categories', id);
}
