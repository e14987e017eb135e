import { isDeepStrictEqual } from 'node:util';
import { announceInvalidations } from '../../platform/cache/invalidation.queries.ts';
import { within } from '../../platform/databases/transactions.ts';
import { AppError } from '../../platform/errors.ts';
import type { Origin } from '../../platform/origin.ts';
import type { Executor } from '../attributes/attribute.queries.ts';
import { requireNoImport } from '../change-sets/writer-lock.ts';
import { absent, inUse, requireVersion } from '../definitions/definition-errors.ts';
import { appendDefinitionEvent } from '../definitions/definition-event.queries.ts';
import type { VersionedEdit } from '../definitions/versioned-edit.ts';
import { staleByBatch } from '../products/product-cache.ts';
import { foldText } from '../text/fold.ts';
import {
  countBrandUses,
  deleteBrand,
  findHolder,
  findMergedAliases,
  findShownBrand,
  insertBrand,
  lockBrands,
  nameBrand,
  replaceAliases,
  type BrandRow,
  type ShownBrand,
} from './brand.queries.ts';
import { writeMerge } from './merge-brands.queries.ts';
import { relinkProducts } from './relink-products.ts';

export interface BrandPatch {
  readonly name?: string | undefined;
  /** All of them: the list replaces the old one. */
  readonly aliases?: readonly string[] | undefined;
}

interface BrandEdit extends VersionedEdit {
  readonly id: string;
}

interface Shown {
  readonly row: ShownBrand;
  /** Null when nothing differed. */
  readonly operationId: string | null;
}

/** Brands under one name each, with the other spellings that files have for them. */
export function createBrandService({ db }: { db: Executor }) {
  return {
    get: async (id: string): Promise<ShownBrand> => (await findShownBrand(db, id)) ?? missing(id),
    async create(
      transaction: Executor,
      input: BrandPatch & { readonly name: string },
      origin: Origin,
    ): Promise<Shown> {
      const name = clean(input.name);
      const aliases = spellings(input.aliases ?? [], name);
      await requireFree(transaction, null, name, aliases);
      const id = await insertBrand(transaction, name, foldText(name));
      if (id === undefined) throw nameTaken(name, name);
      await writeAliases(transaction, id, name, aliases);
      const row = (await findShownBrand(transaction, id))!;
      const event = { entity: 'brand', id, action: 'created', origin, before: null } as const;
      const after = stateOf(row);
      return { row, operationId: await appendDefinitionEvent(transaction, { ...event, after }) };
    },
    /** A name that is given up stays an alias: files go on writing it. */
    async change(
      transaction: Executor,
      { id, patch, expected, origin }: BrandEdit & { patch: BrandPatch },
    ): Promise<Shown> {
      const [present] = await lockBrands(transaction, [id]);
      requireUnmerged(present ?? missing(id));
      requireVersion('brands', present!, expected);
      const before = stateOf((await findShownBrand(transaction, id))!);
      const name = clean(patch.name ?? present!.name);
      const former = foldText(name) === present!.name_key ? [] : [present!.name];
      const kept = await findMergedAliases(transaction, id);
      const aliases = spellings([...(patch.aliases ?? before.aliases), ...kept, ...former], name);
      const after = { name, aliases };
      if (isDeepStrictEqual(before, after))
        return { row: (await findShownBrand(transaction, id))!, operationId: null };
      await requireFree(transaction, id, name, aliases);
      await nameBrand(transaction, id, name, foldText(name)).catch((error: unknown) => {
        // A file brought the name since it was found free.
        throw (error as { code?: string }).code === '23505' ? nameTaken(name, name) : error;
      });
      await writeAliases(transaction, id, name, aliases);
      // Products are shown with the name of their brand.
      if (name !== before.name) await announceInvalidations(within(transaction), staleByBatch);
      const row = (await findShownBrand(transaction, id))!;
      const event = { entity: 'brand', id, action: 'updated', origin, before, after } as const;
      return { row, operationId: await appendDefinitionEvent(transaction, event) };
    },
    /** By force also one that products or price rules have: the products have none then. */
    async remove(
      transaction: Executor,
      { id, expected, origin, force }: BrandEdit & { force: boolean },
    ): Promise<{ operationId: string }> {
      await requireNoImport(transaction);
      const present = (await lockBrands(transaction, [id]))[0] ?? missing(id);
      requireVersion('brands', present, expected);
      const uses = await countBrandUses(transaction, id);
      if (!force && uses.products + uses.priceRules > 0)
        throw inUse('brands', {
          code: present.name,
          uses,
          remedy: 'merge it into another one, or delete it with ?force=true: products have no brand then',
        });
      const before = stateOf((await findShownBrand(transaction, id))!);
      const event = { entity: 'brand', id, action: 'deleted', origin, before, after: null } as const;
      const operationId = await appendDefinitionEvent(transaction, event);
      if (uses.products > 0)
        await relinkProducts(transaction, { operationId, origin, from: present, to: null });
      await deleteBrand(transaction, id);
      return { operationId };
    },
    /**
     * All products of the brand become the other one's, and its spellings lead there: one operation, which can be
     * undone.
     * @throws AppError `brands.merge` for one brand twice, or one that was merged before; `brands.in_use` where price
     *   rules name the brand: merged, they would hold for nothing, or for products nobody meant
     */
    async merge(
      transaction: Executor,
      { id, into, expected, origin }: BrandEdit & { readonly into: string },
    ): Promise<Shown & { readonly operationId: string; readonly products: number }> {
      await requireNoImport(transaction);
      const locked = await lockBrands(transaction, [id, into]);
      const brand = locked.find((row) => row.id === id.toLowerCase()) ?? missing(id);
      const target = locked.find((row) => row.id === into.toLowerCase()) ?? missing(into);
      requireVersion('brands', brand, expected);
      if (brand === target)
        throw new AppError('brands.merge', {
          message: `"${brand.name}" cannot be merged into itself; name another brand`,
          params: { name: brand.name },
        });
      for (const row of [brand, target]) requireUnmerged(row);
      const { priceRules } = await countBrandUses(transaction, brand.id);
      if (priceRules > 0)
        throw inUse('brands', {
          code: brand.name,
          uses: { priceRules },
          remedy: `name "${target.name}" in them, or another scope, before the two are merged`,
        });
      const event = { entity: 'brand', id: brand.id, action: 'updated', origin } as const;
      const values = { before: { mergedInto: null }, after: { mergedInto: target.name } };
      const operationId = await appendDefinitionEvent(transaction, { ...event, ...values });
      const products = await relinkProducts(transaction, { operationId, origin, from: brand, to: target });
      await writeMerge(within(transaction), { operationId, brandId: brand.id, intoId: target.id });
      return { row: (await findShownBrand(transaction, target.id))!, operationId, products };
    },
  };
}

export type BrandService = ReturnType<typeof createBrandService>;

const stateOf = ({ name, aliases }: ShownBrand) => ({ name, aliases });

const clean = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** In order of their keys, each once, without the name itself. */
function spellings(aliases: readonly string[], name: string): string[] {
  const byKey = new Map(aliases.map(clean).map((alias) => [foldText(alias), alias] as const));
  byKey.delete(foldText(name));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, alias]) => alias);
}

async function requireFree(
  transaction: Executor,
  id: string | null,
  name: string,
  aliases: readonly string[],
): Promise<void> {
  const keys = [name, ...aliases].map(foldText);
  const holder = await findHolder(transaction, id, { nameKey: foldText(name), keys });
  if (holder) throw nameTaken(holder.spelling, holder.brand);
}

async function writeAliases(
  transaction: Executor,
  id: string,
  name: string,
  aliases: readonly string[],
): Promise<void> {
  const given = aliases.map((alias) => ({ key: foldText(alias), alias }));
  const written = await replaceAliases(transaction, id, given);
  if (written < given.length) await requireFree(transaction, id, name, aliases);
}

function requireUnmerged(row: BrandRow): void {
  if (row.merged_into === null) return;
  throw new AppError('brands.merge', {
    message: `"${row.name}" was merged into another brand; change that one, or undo the merge`,
    params: { name: row.name, mergedInto: row.merged_into },
  });
}

const nameTaken = (spelling: string, brand: string): AppError =>
  new AppError('brands.name_taken', {
    message: `"${spelling}" is the brand "${brand}" already; choose another spelling, or merge the two`,
    params: { spelling, brand },
    status: 409,
  });

function missing(id: string): never {
  throw absent('brands', id);
}
