import type { PoolClient } from 'pg';
import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../platform/errors.ts';
import type { Executor, Product } from '../products/product.queries.ts';
import type { FieldChangeMap } from '../tables.ts';
import { findSkus, readRelated, replaceRelated, type Related } from './relation.queries.ts';

export interface RelationPatch {
  /** In the order in which they are shown. */
  readonly items: readonly { readonly kind: string; readonly productId: string }[];
  /** The kinds that are replaced; absent: all. */
  readonly only?: readonly string[];
}

/** Kinds that channels know; others are codes of one's own. */
export const relationKinds = ['cross_sell', 'up_sell', 'accessory', 'replacement', 'similar'] as const;

/**
 * The list replaces the old one; each kind that differs is one change, `relation.<kind>`.
 * @throws AppError `products.relation` for a product that there is not, that is named twice or is the product itself
 */
export async function writeRelations(
  client: PoolClient,
  product: Product,
  patch: RelationPatch,
  changes: FieldChangeMap,
): Promise<void> {
  const old = ofKinds(await readRelated(client as unknown as Executor, product.id), patch.only);
  const related = await resolve(client, product, patch.items);
  const kinds = [...new Set([...old, ...related].map(({ kind }) => kind))];
  const differing = kinds.filter((kind) => !isDeepStrictEqual(idsOf(old, kind), idsOf(related, kind)));
  if (differing.length === 0) return;
  await replaceRelated(client, product.id, differing, related);
  for (const kind of differing) changes[`relation.${kind}`] = [shownOf(old, kind), shownOf(related, kind)];
}

async function resolve(
  client: PoolClient,
  product: Product,
  items: RelationPatch['items'],
): Promise<Related[]> {
  const given = items.map(({ kind, productId }) => ({ kind, productId: productId.toLowerCase() }));
  const skus = await findSkus(
    client,
    given.map(({ productId }) => productId),
  );
  const seen = new Set<string>();
  return given.map(({ kind, productId }, index) => {
    const path = `items/${index}`;
    const sku = skus.get(productId);
    if (productId === product.id)
      throw refused(`${path}: "${product.sku}" cannot be related to itself; leave it out`, {
        kind,
        productId,
      });
    if (sku === undefined)
      throw refused(`${path}: there is no product ${productId}; leave it out`, { kind, productId });
    const key = `${kind}/${productId}`;
    if (seen.has(key))
      throw refused(`${path}: "${sku}" is a ${kind} twice; leave one out`, { kind, productId, sku });
    seen.add(key);
    return { kind, productId, sku };
  });
}

const ofKinds = (related: Related[], only: readonly string[] | undefined): Related[] =>
  only ? related.filter(({ kind }) => only.includes(kind)) : related;
const ofKind = (related: readonly Related[], kind: string): Related[] =>
  related.filter((one) => one.kind === kind);
const idsOf = (related: readonly Related[], kind: string): string[] =>
  ofKind(related, kind).map(({ productId }) => productId);

function shownOf(
  related: readonly Related[],
  kind: string,
): { productId: string; sku: string | null }[] | null {
  const shown = ofKind(related, kind).map(({ productId, sku }) => ({ productId, sku }));
  return shown.length > 0 ? shown : null;
}

const refused = (message: string, params: Readonly<Record<string, unknown>>): AppError =>
  new AppError('products.relation', { message, params });
