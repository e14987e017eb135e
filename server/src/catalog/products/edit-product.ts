import type { PoolClient } from 'pg';
import { announceInvalidations } from '../../platform/cache/invalidation.queries.ts';
import { AppError } from '../../platform/errors.ts';
import type { Origin } from '../../platform/origin.ts';
import { exactChanges, readExactState, type ExactState } from '../change-sets/exact-state.queries.ts';
import { mpnKey } from '../change-sets/stage-writer.ts';
import { requireOutOfBundles, writeBundle, type BundlePatch } from '../bundles/write-bundle.ts';
import { checkGtin } from '../gtin.ts';
import { writeRelations, type RelationPatch } from '../relations/write-relations.ts';
import type { SeoTexts } from '../seo/seo.queries.ts';
import { writeSeo, type SeoGiven } from '../seo/write-seo.ts';
import { replacePrices, type PriceInput } from '../prices/replace-prices.ts';
import { refuseMerged } from '../merging/redirect.queries.ts';
import type { FieldChangeMap } from '../tables.ts';
import { placeProduct, type ParentPatch } from '../variants/write-parent.ts';
import { foldText } from '../text/fold.ts';
import { sameNumber, writeCategories, writePrices, writeStocks } from './product-parts.queries.ts';
import { findFamily, requireFamilyVariant } from './product-family.queries.ts';
import { staleByEdit, staleByProduct, type ProductCache } from './product-cache.ts';
import { readProductText, type Executor, type Product } from './product.queries.ts';
import { splitPatch, type Locales, type SplitPatch, type ValueEdit } from './scoped-values.ts';
import { staleError } from './stale-edit.ts';
import { writeValues } from './write-values.ts';
import { noSuchProduct } from './no-such-product.ts';

/** What a person may write; null clears, lists are replaced (RFC 7396). */
export interface ProductPatch extends ParentPatch {
  sku?: string;
  gtin?: string | null;
  asin?: string | null;
  mpn?: string | null;
  title?: string | null;
  description?: string | null;
  shortDescription?: string | null;
  status?: string;
  brand?: string | null;
  /** Code of a family that there is. */
  family?: string | null;
  categories?: string[] | null;
  weight?: string | null;
  length?: string | null;
  width?: string | null;
  height?: string | null;
  taxClass?: string | null;
  /** Code of a family variant that there is. */
  familyVariant?: string | null;
  prices?: { type: string; currency: string; amount: string | null; taxIncluded?: boolean }[] | null;
  /** Of all scopes, in the place of all that there are; no body of a PATCH has it. */
  allPrices?: readonly PriceInput[];
  stocks?: { location?: string; quantity: string }[] | null;
  attributes?: Record<string, unknown> | null;
  seo?: Partial<SeoTexts> | null;
  /** Instead of the SEO of all scopes. */
  seoScopes?: SeoGiven[];
  bundle?: BundlePatch;
  relations?: RelationPatch;
  /** Of other locales, or of one channel. */
  values?: ValueEdit[];
}

export interface Written {
  readonly product: Product;
  /** The product as a read answers it, byte for byte: both have one ETag. */
  readonly body: string;
  readonly operationId: string;
}

const columns: Readonly<Record<string, string>> = {
  sku: 'sku',
  gtin: 'gtin',
  asin: 'asin',
  mpn: 'mpn',
  title: 'title',
  description: 'description',
  shortDescription: 'short_description',
  status: 'status',
  weight: 'weight',
  length: 'length',
  width: 'width',
  height: 'height',
  taxClass: 'tax_class',
  familyVariant: 'family_variant',
};
const numbers = new Set(['weight', 'length', 'width', 'height']);

/**
 * Edits of one product, each in the caller's transaction (`editTransactions`) with its history, its event and its
 * ownership: fields a person set are not overwritten by imports.
 */
export function createProductEditor({ newId, cache, locales }: EditorParts) {
  // Asked for before a row is locked: it may have to wait for another database.
  const split = async (patch: ProductPatch): Promise<LocalisedPatch> => {
    const known = await locales();
    return { ...splitPatch(patch, known), locales: known };
  };
  return {
    async create(client: PoolClient, input: ProductPatch, origin: Origin): Promise<Written> {
      const edit = await split(input);
      const id = newId();
      const gtin = input.gtin ? normaliseGtin(input.gtin) : null;
      const sku = input.sku ?? gtin ?? id;
      await client.query(`insert into products (id, sku, owner) values ($1, $2, 'user')`, [id, sku]);
      const { product } = (await readBoth(client, id))!;
      await writeFields(client, product, {
        ...edit,
        patch: { ...edit.patch, sku },
        makesSlug: (edit.patch.title ?? null) !== null,
      });
      await noteTitle(client, id, edit.patch.title ?? null);
      // A created product's changes are null: its first values are the present ones walked back.
      return record(client, {
        id,
        kind: 'created',
        version: 1,
        changes: null,
        exact: null,
        fields: Object.keys(input),
        values: input,
        operation: { id: newId(), origin },
      });
    },
    /** @throws AppError `products.stale` with the fields in conflict, `products.in_use` for a component of bundles */
    async patch(
      client: PoolClient,
      { origin, force = false, ...seen }: ProductEdit,
      patch: ProductPatch,
    ): Promise<Written> {
      const edit = await split(patch);
      const locked = await lockProduct(client, seen, edit);
      const before = await readExactState(client, seen.id);
      const { changes, confirmed } = await writeFields(client, locked.product, { ...edit, makesSlug: false });
      if (changes['status']?.[1] === 'archived' && !force) await requireOutOfBundles(client, locked.product);
      const operation = { id: newId(), origin };
      if (Object.keys(changes).length === 0 && confirmed) return confirmEdit(client, seen.id, operation);
      return finishEdit(client, { ...locked, before }, changes, operation);
    },
    archive(client: PoolClient, edit: ProductEdit): Promise<Written> {
      return this.patch(client, edit, { status: 'archived' });
    },
    /** Called when an edit of the product is committed here; others hear of it by its announcement. */
    forget: (product: Pick<Product, 'id' | 'type'>): void => cache.forgetEdited(product),
  };
}

interface EditorParts {
  readonly newId: () => string;
  readonly cache: ProductCache;
  readonly locales: () => Promise<Locales>;
}

type LocalisedPatch = SplitPatch & { readonly locales: Locales };

export type ProductEditor = ReturnType<typeof createProductEditor>;

interface Operation {
  readonly id: string;
  readonly origin: Origin;
}

interface SeenProduct {
  readonly id: string;
  /** From If-Match; null where any will do. */
  readonly version: number | null;
}

interface ProductEdit extends SeenProduct {
  readonly origin: Origin;
  /** Archives it although it is a component of bundles. */
  readonly force?: boolean;
}

async function lockProduct(
  client: PoolClient,
  { id, version }: SeenProduct,
  edit: SplitPatch,
): Promise<Shown> {
  await client.query('select 1 from products where id = $1 for no key update', [id]);
  const shown = await readBoth(client, id);
  if (!shown) throw noSuchProduct(id);
  if (shown.product.status === 'archived') await refuseMerged(client, id);
  if (version !== null && version !== shown.product.version)
    throw await staleError(client, shown.product, version, edit);
  return shown;
}

type Shown = Pick<Written, 'product' | 'body'>;

async function readBoth(client: PoolClient, id: string): Promise<Shown | null> {
  const found = await readProductText(client as unknown as Executor, id);
  return found && { product: JSON.parse(found.body) as Product, body: found.body };
}

function normaliseGtin(text: string): string {
  const result = checkGtin(text);
  if (result.ok) return result.gtin;
  throw new AppError('products.gtin', {
    message: `"${text}" is not a GTIN (${result.cause})${result.suggestion ? `; with a right check digit it is ${result.suggestion}` : ''}`,
    params: { field: 'gtin', value: text, cause: result.cause, suggestion: result.suggestion },
  });
}

/** Writes what differs: field -> [old, new], and whether a translation was saved that had been outdated. */
async function writeFields(
  client: PoolClient,
  product: Product,
  edit: LocalisedPatch & { readonly makesSlug: boolean },
): Promise<{ changes: FieldChangeMap; confirmed: boolean }> {
  const { patch } = edit;
  const changes: FieldChangeMap = {};
  const sets: [string, unknown][] = [];
  for (const [field, column] of Object.entries(columns)) {
    const given = patch[field as keyof ProductPatch] as string | null | undefined;
    if (given === undefined) continue;
    const value = field === 'gtin' && given ? normaliseGtin(given) : given;
    const old = (product[field as keyof Product] ?? null) as string | null;
    if (numbers.has(field) ? sameNumber(old, value) : old === value) continue;
    if (field === 'familyVariant' && value) await requireFamilyVariant(client, value);
    changes[field] = [old, value];
    sets.push([column, value]);
    if (field === 'mpn') sets.push(['mpn_key', value === null ? null : mpnKey(value)]);
    // A code taken off a product is free for another one.
    if (field === 'gtin' && old)
      await client.query(
        `delete from product_identifiers where product_id = $1 and kind = 'gtin' and value = $2`,
        [product.id, old],
      );
    if (field === 'gtin' && value) {
      await client.query(
        `insert into product_identifiers (product_id, kind, value, raw) values ($1, 'gtin', $2, $3) on conflict (product_id, kind, value) do nothing`,
        [product.id, value, given],
      );
    }
  }
  if (patch.brand !== undefined && foldText(patch.brand ?? '') !== foldText(product.brand?.name ?? '')) {
    const brand = patch.brand === null ? null : await findOrMakeBrand(client, patch.brand);
    if ((brand?.id ?? null) !== (product.brand?.id ?? null)) {
      changes['brand'] = [product.brand?.name ?? null, brand?.name ?? null];
      sets.push(['brand_id', brand?.id ?? null]);
    }
  }
  if (patch.family !== undefined && foldText(patch.family ?? '') !== foldText(product.family?.code ?? '')) {
    const family = patch.family === null ? null : await findFamily(client, patch.family);
    changes['family'] = [product.family?.code ?? null, family?.code ?? null];
    sets.push(['family_id', family?.id ?? null]);
  }
  sets.push(...(await placeProduct(client, product, patch, changes)));
  if (sets.length > 0) {
    await client.query(
      `update products set ${sets.map(([column], i) => `${column} = $${i + 2}`).join(', ')} where id = $1`,
      [product.id, ...sets.map(([, value]) => value)],
    );
  }
  if (changes['title']) await noteTitle(client, product.id, patch.title ?? null);
  if (patch.categories !== undefined) await writeCategories(client, product, patch.categories ?? [], changes);
  if (patch.prices !== undefined) await writePrices(client, product, patch.prices ?? [], changes);
  if (patch.allPrices !== undefined) await replacePrices(client, product, patch.allPrices, changes);
  if (patch.stocks !== undefined) await writeStocks(client, product, patch.stocks ?? [], changes);
  if (patch.bundle !== undefined) await writeBundle(client, product, patch.bundle, changes);
  if (patch.relations !== undefined) await writeRelations(client, product, patch.relations, changes);
  const confirmed = await writeValues(client, product, edit, changes);
  await writeSeo(client, product, edit, changes);
  return { changes, confirmed };
}

async function noteTitle(client: PoolClient, id: string, title: string | null): Promise<void> {
  await client.query(
    title === null
      ? `insert into quality_issues (product_id, rule) values ($1, 'title.missing') on conflict do nothing`
      : `delete from quality_issues where product_id = $1 and rule = 'title.missing'`,
    [id],
  );
}

interface NamedBrand {
  readonly id: string;
  readonly name: string;
}

/** By an alias, or by its name; made where there is none. */
async function findOrMakeBrand(client: PoolClient, name: string): Promise<NamedBrand> {
  const key = foldText(name);
  const aliased = await client.query<NamedBrand>(
    'select b.id, b.name from brand_aliases a join brands b on b.id = a.brand_id where a.alias_key = $1',
    [key],
  );
  if (aliased.rows[0]) return aliased.rows[0];
  const { rows } = await client.query<NamedBrand>(
    `insert into brands (name, name_key) values ($1, $2) on conflict (name_key) do update set name_key = excluded.name_key returning id, name`,
    [name.trim(), key],
  );
  return rows[0]!;
}

/** Nothing was changed, and a translation is up to date again: a read says so. */
async function confirmEdit(client: PoolClient, id: string, operation: Operation): Promise<Written> {
  await announceInvalidations(client, staleByProduct(id));
  return { ...(await readBoth(client, id))!, operationId: operation.id };
}

const unversioned = /^(price\.|stock(\.|$))/;

async function finishEdit(
  client: PoolClient,
  { product, body, before }: Shown & { before: ExactState },
  changes: FieldChangeMap,
  operation: Operation,
): Promise<Written> {
  const fields = Object.keys(changes);
  if (fields.length === 0) return { product, body, operationId: operation.id };
  const raised = fields.some((field) => !unversioned.test(field));
  if (raised)
    await client.query('update products set version = version + 1, updated_at = now() where id = $1', [
      product.id,
    ]);
  await client.query(
    `insert into field_sources (product_id, owners)
     select $1, $2::jsonb where exists (select from products where id = $1 and owner <> 'user')
     on conflict (product_id) do update set owners = field_sources.owners || excluded.owners`,
    [product.id, JSON.stringify(Object.fromEntries(fields.map((field) => [field, 'user'])))],
  );
  // The supplier's next file is compared with this product again, although its row may be the same.
  await client.query(
    'update supplier_products set row_hash = null where product_id = $1 and row_hash is not null',
    [product.id],
  );
  return record(client, {
    id: product.id,
    kind: kindOf(changes),
    version: product.version + (raised ? 1 : 0),
    changes,
    exact: exactChanges(before, await readExactState(client, product.id)),
    fields,
    operation,
  });
}

/** Archiving is a change of status, whichever way it is asked for. */
function kindOf(changes: FieldChangeMap): 'updated' | 'archived' | 'restored' {
  const [old, status] = changes['status'] ?? [];
  if (status === 'archived') return 'archived';
  return old === 'archived' ? 'restored' : 'updated';
}

async function record(
  client: PoolClient,
  edit: {
    id: string;
    kind: 'created' | 'updated' | 'archived' | 'restored';
    version: number;
    changes: FieldChangeMap | null;
    exact: FieldChangeMap | null;
    fields: string[];
    /** What a created product was given: its changes do not say. */
    values?: ProductPatch;
    operation: Operation;
  },
): Promise<Written> {
  const { id, kind, version, changes, exact, fields, values } = edit;
  const { id: operationId, origin } = edit.operation;
  await client.query(
    `insert into change_sets (id, kind, state, actor, actor_id, request_id, source_address, finished_at)
     values ($1, 'edit', 'completed', $2, $3, $4, $5, now())`,
    [operationId, origin.actor, origin.actorId, origin.requestId, origin.sourceAddress],
  );
  await client.query(
    // The clock, not the transaction's start: of two edits that waited for each other the later one is the newer.
    `insert into field_changes (at, change_set_id, product_id, kind, version, changes, exact) values (clock_timestamp(), $1, $2, $3, $4, $5, $6)`,
    [operationId, id, kind, version, changes && JSON.stringify(changes), exact && JSON.stringify(exact)],
  );
  const isNew = kind === 'created' ? 1 : 0;
  const payload = { created: isNew, updated: 1 - isNew, fields, ...(values ? { values } : {}) };
  await client.query(
    `insert into change_events (name, change_set_id, product_id, payload) values ('catalog.products-changed', $1, $2, $3)`,
    [operationId, id, JSON.stringify(payload)],
  );
  await client.query(`select pg_notify('change_events', '')`);
  const shown = (await readBoth(client, id))!;
  await announceInvalidations(client, staleByEdit(shown.product));
  return { ...shown, operationId };
}
