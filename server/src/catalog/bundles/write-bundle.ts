import type { PoolClient } from 'pg';
import { AppError } from '../../platform/errors.ts';
import { sameNumber } from '../products/product-parts.queries.ts';
import type { Executor, Product } from '../products/product.queries.ts';
import type { FieldChangeMap } from '../tables.ts';
import {
  listHolders,
  lockBundles,
  lockComponents,
  readContents,
  readNesting,
  replaceContents,
  type BundleContents,
  type Component,
} from './bundle.queries.ts';
import type { PriceMode } from './bundle.tables.ts';

/** What a product is to be made of; an empty list makes it a simple product again. */
export interface BundlePatch {
  readonly priceMode?: PriceMode;
  /** Quantities are decimals above 0. */
  readonly items: readonly { readonly productId: string; readonly quantity: string }[];
}

/** Levels of components: a set of sets of sets is deep enough, and a read stays one short walk. */
const MAX_BUNDLE_LEVELS = 4;

/**
 * The list replaces the old one; what differs is one change, `bundle`.
 * @throws AppError `products.bundle` for what cannot be a component, `products.bundle_cycle`, `products.bundle_depth`
 */
export async function writeBundle(
  client: PoolClient,
  product: Product,
  patch: BundlePatch,
  changes: FieldChangeMap,
): Promise<void> {
  const old = await readContents(client as unknown as Executor, product.id);
  const contents = await contentsOf(client, product, patch, old);
  if (sameContents(old, contents)) return;
  if (contents.items.length > 0) await requireNoCycle(client, product, contents);
  await replaceContents(client, product.id, contents);
  changes['bundle'] = [old, contents.items.length > 0 ? contents : null];
}

async function contentsOf(
  client: PoolClient,
  product: Product,
  patch: BundlePatch,
  old: BundleContents | null,
): Promise<BundleContents> {
  const priceMode = patch.priceMode ?? old?.priceMode ?? 'sum';
  if (patch.items.length === 0) return { priceMode, items: [] };
  if (!['simple', 'bundle'].includes(product.type))
    throw refused(`"${product.sku}" is a ${product.type}; only a simple product can become a bundle`, {
      type: product.type,
    });
  const items = patch.items.map((item) => ({ ...item, productId: item.productId.toLowerCase() }));
  const ids = items.map(({ productId }) => productId);
  const found = new Map((await lockComponents(client, ids)).map((row) => [row.id, row]));
  const kept = new Set(old?.items.map(({ productId }) => productId));
  return {
    priceMode,
    items: items.map(({ productId, quantity }, index) => {
      const path = `items/${index}`;
      if (productId === product.id) throw cycleOf(product.sku, [product.sku]);
      if (ids.indexOf(productId) !== index)
        throw refused(`${path}: the product ${productId} is in the list twice; add up its quantities`, {
          productId,
        });
      const component = requireComponent(found.get(productId), path, productId);
      if (component.status === 'archived' && !kept.has(productId))
        throw refused(`${path}: "${component.sku}" is archived; restore it, or choose another product`, {
          productId,
          sku: component.sku,
        });
      if (/^[0.]+$/.test(quantity))
        throw refused(`${path}: the quantity of "${component.sku}" is ${quantity}; give one above 0`, {
          productId,
          quantity,
        });
      return { productId, sku: component.sku, quantity };
    }),
  };
}

function requireComponent(component: Component | undefined, path: string, productId: string): Component {
  if (!component) throw refused(`${path}: there is no product ${productId}`, { productId });
  if (component.type !== 'model') return component;
  throw refused(`${path}: "${component.sku}" is a model, which nobody can buy; choose one of its variants`, {
    productId,
    sku: component.sku,
  });
}

async function requireNoCycle(
  client: PoolClient,
  product: Product,
  { items }: BundleContents,
): Promise<void> {
  await lockBundles(client);
  const ids = items.map(({ productId }) => productId);
  const { cycle, below, above } = await readNesting(client, product.id, ids);
  if (cycle) throw cycleOf(product.sku, cycle);
  const levels = below + above;
  if (levels <= MAX_BUNDLE_LEVELS) return;
  throw new AppError('products.bundle_depth', {
    message: `Bundles would stand in bundles on ${levels} levels, ${MAX_BUNDLE_LEVELS} are the most; put the components themselves into "${product.sku}"`,
    params: { levels, most: MAX_BUNDLE_LEVELS },
  });
}

const sameContents = (old: BundleContents | null, contents: BundleContents): boolean =>
  (old?.items.length ?? 0) === contents.items.length &&
  (old === null ||
    (old.priceMode === contents.priceMode &&
      contents.items.every(({ productId, quantity }, i) => {
        const was = old.items[i]!;
        return was.productId === productId && sameNumber(was.quantity, quantity);
      })));

const refused = (message: string, params: Readonly<Record<string, unknown>>): AppError =>
  new AppError('products.bundle', { message, params });

const cycleOf = (sku: string, way: readonly string[]): AppError =>
  new AppError('products.bundle_cycle', {
    message: `"${sku}" would be part of itself: ${[sku, ...way].join(' > ')}; take one of them out`,
    params: { sku, cycle: [sku, ...way] },
  });

/** Enough to act on in an error; the route of the component's bundles has them all. */
const NAMED_BUNDLES = 5;

/**
 * Called with the product locked, before it is archived.
 * @throws AppError `products.in_use` with the bundles that have it as a component
 */
export async function requireOutOfBundles(client: PoolClient, product: Product): Promise<void> {
  const { bundles, count } = await listHolders(client, product.id, NAMED_BUNDLES);
  if (count === 0) return;
  const named = bundles.map(({ sku }) => `"${sku}"`).join(', ');
  throw new AppError('products.in_use', {
    message: `"${product.sku}" is part of ${named}${count > bundles.length ? ` and ${count - bundles.length} more bundles` : ''}; take it out of there, archive those first, or delete it with ?force=true`,
    params: { id: product.id, code: product.sku, bundles, count },
  });
}
