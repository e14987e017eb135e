import { AppError } from '../../platform/errors.ts';
import { parseFieldName } from '../fields/field-names.ts';
import type { Preferences } from './decide-merge.ts';
import type { MergeState } from './merge-state.queries.ts';
import { noSuchProduct } from '../products/no-such-product.ts';

/** A merge as it was asked for. */
export interface MergeRequest {
  readonly survivorId: string;
  readonly ids: readonly string[];
  readonly prefer: Preferences;
  /** Of the survivor, from `If-Match`; null where any will do. */
  readonly version: number | null;
}

export interface MergedProducts {
  readonly survivor: MergeState;
  readonly merged: readonly MergeState[];
}

/**
 * What cannot become one product is refused.
 * @throws AppError `products.not_found`, `products.merged` 410, `products.stale` 412, `products.merge_*` 422
 */
export function requireMergeable(request: MergeRequest, states: readonly MergeState[]): MergedProducts {
  const { survivorId, ids } = request;
  const survivor = states.find(({ id }) => id === survivorId);
  if (!survivor) throw noSuchProduct(survivorId);
  if (ids.includes(survivorId))
    throw refused('cycle', `${survivor.sku} cannot be merged into itself; leave it out of \`ids\``, {
      id: survivorId,
    });
  requireUnmerged(survivor);
  const merged = ids.map((id) => states.find((state) => state.id === id) ?? unknown(id));
  for (const one of merged) requireFitting(survivor, one);
  requireApart([survivor, ...merged]);
  if (request.version !== null && request.version !== survivor.version)
    throw new AppError('products.stale', {
      message: `The product was changed meanwhile: it has version ${survivor.version}, your merge is of version ${request.version}; look at it again`,
      params: { version: survivor.version, conflicts: [] },
    });
  requirePreferences(request, [survivor, ...merged]);
  return { survivor, merged };
}

const refused = (what: string, message: string, params: Record<string, unknown>): AppError =>
  new AppError(`products.merge_${what}`, { message, params, status: 422 });

function unknown(id: string): never {
  throw refused('unknown', `There is no product ${id} to merge; leave it out of \`ids\``, { id });
}

function requireUnmerged({ id, sku, survivorId }: MergeState): void {
  if (survivorId === null) return;
  throw new AppError('products.merged', {
    message: `${sku} was merged into ${survivorId}; merge into that one`,
    params: { id, survivorId },
    status: 410,
  });
}

/** Whatever would lead in a circle, or leave something hanging. */
function requireFitting(survivor: MergeState, one: MergeState): void {
  const params = { id: one.id, survivorId: survivor.id };
  if (one.bundles.length > 0)
    throw refused(
      'in_bundle',
      `${one.sku} is a component of ${one.bundles.join(', ')}; put ${survivor.sku} in its place there first`,
      {
        ...params,
        bundles: one.bundles,
      },
    );
  if (one.survivorId !== null)
    throw refused(
      'cycle',
      one.survivorId === survivor.id
        ? `${one.sku} is part of ${survivor.sku} already; leave it out of \`ids\``
        : `${one.sku} was merged into another product already; merge that one, or undo the merge first`,
      { ...params, mergedInto: one.survivorId },
    );
  if (one.parentId === survivor.id || survivor.parentId === one.id)
    throw refused('cycle', `One of ${survivor.sku} and ${one.sku} is a variant of the other one`, params);
  if (one.hasVariants)
    throw refused(
      'has_variants',
      `${one.sku} has variants, which would lose their model; merge it as the survivor, or move its variants first`,
      params,
    );
  if (one.type !== survivor.type)
    throw refused(
      'types',
      `${one.sku} is a ${one.type} and ${survivor.sku} a ${survivor.type}; only products of one type are merged`,
      { ...params, types: [survivor.type, one.type] },
    );
}

/** Two variants of one model differ in what makes them variants: they are two products. */
function requireApart(products: readonly MergeState[]): void {
  const seen = new Map<string, MergeState>();
  for (const product of products) {
    if (product.parentId === null) continue;
    const sibling = seen.get(product.parentId);
    if (sibling)
      throw refused(
        'same_model',
        `${sibling.sku} and ${product.sku} are variants of one model; take one of them out of the model first`,
        { id: product.id, siblingId: sibling.id, parentId: product.parentId },
      );
    seen.set(product.parentId, product);
  }
}

const unpreferable = new Set(['sku', 'status']);

function requirePreferences({ prefer }: MergeRequest, products: readonly MergeState[]): void {
  for (const [field, productId] of Object.entries(prefer)) {
    const product = products.find(({ id }) => id === productId);
    const params = { field, productId };
    if (!product)
      throw refused(
        'prefer',
        `prefer/${field}: ${productId} is none of the products that are merged`,
        params,
      );
    if (unpreferable.has(field))
      throw refused(
        'prefer',
        `prefer/${field}: the survivor's ${field} stands; change it afterwards`,
        params,
      );
    if (!(field in product.fields))
      throw refused('prefer', `prefer/${field}: ${product.sku} has no value of it`, params);
  }
}

/** Names as history has them, and ids as the database writes them. @throws AppError `fields.unknown_field` */
export function canonicalPreferences(
  prefer: Preferences,
  defaults: { currency: string; locale: string },
): Preferences {
  return Object.fromEntries(
    Object.entries(prefer).map(([field, id]) => [parseFieldName(field, defaults).name, id.toLowerCase()]),
  );
}
